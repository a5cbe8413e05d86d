import { show } from '../gallery/browser.ts';
import { STORIES } from '../gallery/stories.tsx';
import { expect, test } from './fixture.ts';

/** What a screen reader can find in each window and state, in order, by role and name. */
test('each state reads as its script says', async ({ open }) => {
  const page = await open('reading');
  for (const { story } of STORIES) {
    await show(page, story);
    await expect(page.locator('body'), story).toMatchAriaSnapshot({ name: `${story}.aria.yml` });
  }
});
