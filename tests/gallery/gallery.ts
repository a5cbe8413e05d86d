import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { LANGUAGES } from '../../lib/settings/settings.ts';
import { directionOf } from '../../lib/texts/language.ts';
import { launch, openContext, show } from './browser.ts';
import { STORIES } from './stories.tsx';

/** `npm run gallery`: one page with a picture of every window in every state, theme, direction and language. */

const FOLDER = join(import.meta.dirname, '../../.output/gallery');
const THEMES = ['light', 'dark'] as const;

await build({ configFile: join(import.meta.dirname, 'vite.config.ts') });
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

const browser = await launch();
const pictures: string[] = [];
for (const theme of THEMES) {
  const context = await openContext(browser, { colorScheme: theme });
  const page = await context.newPage();
  for (const language of LANGUAGES) {
    for (const { story, width, height } of STORIES) {
      await page.setViewportSize({ width, height });
      await show(page, story, language);
      const name = `${story}-${theme}-${language}.png`;
      await page.screenshot({ path: join(FOLDER, name), fullPage: true, animations: 'disabled' });
      pictures.push(name);
    }
    console.log(`${theme}, ${language} (${directionOf(language)}): ${STORIES.length} pictures`);
  }
  await context.close();
}
await browser.close();

/** The pictures of a state beside each other; which themes and languages are shown is chosen by boxes to tick. */
const choices = [...THEMES, ...LANGUAGES];
const chooser = choices
  .map((choice) => `<label><input type="checkbox" id="${choice}" checked> ${choice}</label>`)
  .join(' ');
const hidden = choices
  .map((choice) => `body:has(#${choice}:not(:checked)) .${choice} { display: none }`)
  .join('\n');
const figure = (story: string, theme: string, language: string): string =>
  `<figure class="${theme} ${language}"><img loading="lazy" src="${story}-${theme}-${language}.png" alt="">` +
  `<figcaption>${theme}, ${language}, ${directionOf(language as (typeof LANGUAGES)[number])}</figcaption></figure>`;
const sections = STORIES.map(({ story }) => {
  const figures = THEMES.flatMap((theme) => LANGUAGES.map((language) => figure(story, theme, language)));
  return `<h2 id="${story}">${story}</h2><div>${figures.join('')}</div>`;
});
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
console.log(`${pictures.length} pictures: ${join(FOLDER, 'index.html')}`);
