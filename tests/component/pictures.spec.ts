import { ownFont, show } from '../gallery/browser.ts';
import { expect, test } from './fixture.ts';

/**
 * How the windows look, against pictures that were looked at. The letters come from a font of the tests' own, so that
 * they are the same wherever this runs.
 */
const PICTURES = [
  { story: 'form', language: 'en', colorScheme: 'light' },
  { story: 'form-services', language: 'he', colorScheme: 'dark' },
  { story: 'progress', language: 'en', colorScheme: 'dark' },
  { story: 'ready-partial', language: 'ar', colorScheme: 'light' },
  { story: 'popup-jobs', language: 'en', colorScheme: 'light' },
  { story: 'options', language: 'he', colorScheme: 'light' },
  { story: 'welcome', language: 'en', colorScheme: 'dark' },
] as const;

for (const { story, language, colorScheme } of PICTURES) {
  test(`${story} looks as it did, ${language}, ${colorScheme}`, async ({ open }) => {
    const page = await open('reading', { colorScheme });
    await show(page, story, language);
    await ownFont(page);
    await expect(page).toHaveScreenshot(`${story}.png`);
  });
}
