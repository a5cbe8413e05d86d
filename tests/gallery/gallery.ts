import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { build } from 'vite';
import { type Language, LANGUAGES } from '../../lib/settings/language.ts';
import { directionOf } from '../../lib/texts/language.ts';
import { launch, openContext, show } from './browser.ts';
import { STORIES } from './stories.tsx';

/**
 * `npm run gallery`: one page with a picture of every window in every state, in each size, theme and language; and how
 * many words each says.
 */

const FOLDER = join(import.meta.dirname, '../../.output/gallery');

const THEMES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced-colours': { forcedColors: 'active' },
  'more-contrast': { contrast: 'more' },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;
type Theme = keyof typeof THEMES;

/** As the windows are at home (undefined), as installed in KAF's frame, and on a telephone. */
const SIZES = { home: undefined, low: { width: 600, height: 600 }, small: { width: 320, height: 568 } };
type Size = keyof typeof SIZES;

interface Shot {
  readonly size: Size;
  readonly theme: Theme;
  readonly language: Language;
}

/** Every language at home in light and dark; every size and theme in a script of each direction. */
const SHOTS: readonly Shot[] = (Object.keys(THEMES) as Theme[]).flatMap((theme) =>
  LANGUAGES.flatMap((language) =>
    (Object.keys(SIZES) as Size[])
      .filter(
        (size) =>
          language === 'en' || language === 'he' || (size === 'home' && ['light', 'dark'].includes(theme)),
      )
      .map((size) => ({ size, theme, language })),
  ),
);

const classesOf = ({ size, theme, language }: Shot): readonly string[] => [size, theme, language];

const wordsOn = async (page: Page): Promise<number> =>
  (await page.locator('#app').innerText()).split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;

await build({ configFile: join(import.meta.dirname, 'vite.config.ts') });
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

const browser = await launch();
const words = new Map<string, number>();
let pictures = 0;
for (const [theme, options] of Object.entries(THEMES)) {
  const context = await openContext(browser, options);
  const page = await context.newPage();
  const shots = SHOTS.filter((shot) => shot.theme === theme);
  for (const shot of shots)
    for (const { story, ...home } of STORIES) {
      await page.setViewportSize(SIZES[shot.size] ?? home);
      await show(page, story, shot.language);
      const name = `${[story, ...classesOf(shot)].join('-')}.png`;
      // A window over a page scrolls in itself; the others are pages.
      await page.screenshot({ path: join(FOLDER, name), fullPage: true, animations: 'disabled' });
      if (shot.language === 'en') words.set(story, await wordsOn(page));
      pictures += 1;
    }
  console.log(`${theme}: ${shots.length * STORIES.length} pictures`);
  await context.close();
}
await browser.close();

console.log('\nWords in English, with nothing unfolded:');
for (const [story, count] of words) console.log(`${String(count).padStart(5)}  ${story}`);

/** The pictures of a state beside each other; which are shown is chosen by boxes to tick. */
const choices = [...Object.keys(SIZES), ...Object.keys(THEMES), ...LANGUAGES];
const chooser = choices
  .map((choice) => `<label><input type="checkbox" id="${choice}" checked> ${choice}</label>`)
  .join(' ');
const hidden = choices
  .map((choice) => `body:has(#${choice}:not(:checked)) .${choice} { display: none }`)
  .join('\n');
const figure = (story: string, shot: Shot): string => {
  const classes = classesOf(shot);
  return (
    `<figure class="${classes.join(' ')}"><img loading="lazy" src="${[story, ...classes].join('-')}.png" alt="">` +
    `<figcaption>${classes.join(', ')}, ${directionOf(shot.language)}</figcaption></figure>`
  );
};
const sections = STORIES.map(
  ({ story }) =>
    `<h2 id="${story}">${story}: ${words.get(story) ?? 0} words</h2>` +
    `<div>${SHOTS.map((shot) => figure(story, shot)).join('')}</div>`,
);
await writeFile(
  join(FOLDER, 'index.html'),
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Clone Room: every window</title>
<style>
body { font: 14px system-ui; margin: 0 24px; background: #e8eaee }
nav { position: sticky; inset-block-start: 0; padding: 12px 0; background: inherit }
div { display: flex; flex-wrap: wrap; gap: 12px; align-items: start }
figure { margin: 0 } img { max-width: 420px; box-shadow: 0 1px 6px #0004 }
${hidden}
</style>
<nav>${chooser}<br>${STORIES.map(({ story }) => `<a href="#${story}">${story}</a>`).join(' ')}</nav>
${sections.join('\n')}</html>
`,
);
console.log(`\n${pictures} pictures: ${join(FOLDER, 'index.html')}`);
