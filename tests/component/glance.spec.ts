import type { Page } from '@playwright/test';
import { byHand } from '../../lib/texts/report-lines.ts';
import { show } from '../gallery/browser.ts';
import { DIALOG_VIEWS } from '../gallery/fixtures.ts';
import { expect, test } from './fixture.ts';

/**
 * What a teacher must know is on the screen without scrolling: the buttons in every state, what will not be copied
 * before Save, what is to be done by hand after it. Counted in lines, as the browser draws them.
 */

/** Above the window's page stands the button that closes it (lib/host/overlay/dialog-host.ts). */
const BAND = 36;

/** As installed in KAF's frame; in that frame half scrolled out on a laptop of 1366 × 768; on a telephone. */
const SIZES = [
  { width: 600, height: 600 - BAND },
  { width: 600, height: 380 - BAND },
  { width: 320, height: 568 - BAND },
];

/** The lines of the text in these elements, and how many of them are wholly on the screen. */
const linesOf = (page: Page, selector: string): Promise<{ all: number; seen: number }> =>
  page.evaluate((wanted) => {
    const seenBox = (element: Element): { top: number; bottom: number } => {
      const scroller = element.closest('main')?.getBoundingClientRect();
      return {
        top: Math.max(0, scroller?.top ?? 0),
        bottom: Math.min(innerHeight, scroller?.bottom ?? innerHeight),
      };
    };
    const lines = [...document.querySelectorAll(wanted)].flatMap((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { top, bottom } = seenBox(element);
      const places = new Map<number, boolean>();
      for (const rect of range.getClientRects()) {
        if (rect.width < 2 || rect.height < 8) continue;
        const line = Math.round(rect.bottom / 4);
        places.set(line, (places.get(line) ?? true) && rect.top >= top - 1 && rect.bottom <= bottom + 1);
      }
      return [...places.values()];
    });
    return { all: lines.length, seen: lines.filter(Boolean).length };
  }, selector);

for (const language of ['en', 'de', 'ar']) {
  test(`the buttons and the whole answer are on the screen, ${language}`, async ({ open }) => {
    const page = await open('reading');
    const hidden: string[] = [];
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const [story, view] of Object.entries(DIALOG_VIEWS)) {
        if (story === 'reading') continue;
        await show(page, story, language);
        const answer = view.state === 'form' ? '.not-copied' : '.intro, .by-hand';
        const { all, seen } = await linesOf(page, `footer button, ${answer}`);
        expect(all, story).toBeGreaterThan(0);
        const toDo =
          view.state === 'job' && view.job.state.kind === 'ready' ? byHand(view.job.state.report) : [];
        await expect(page.locator('.by-hand > li'), story).toHaveCount(toDo.length);
        // In a strip of a laptop's screen four languages take a line more than there is: the list scrolls there.
        if (seen < all) hidden.push(`${story} ${size.width}×${size.height}: ${seen} of ${all}`);
        const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
        if (scrolls) hidden.push(`${story} ${size.width}×${size.height}: the page scrolls`);
      }
    }
    expect(hidden).toEqual([]);
  });
}

test('a report of a whole room takes at most 90 words', async ({ open }) => {
  const page = await open('ready-complete');
  await page.getByText(/^Copied/).click();
  const text = await page.locator('main').innerText();
  expect(text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length).toBeLessThanOrEqual(90);
});

test('a very low window, as at 400 %, keeps its buttons while it scrolls', async ({ open }) => {
  const page = await open('form', { viewport: { width: 320, height: 256 } });
  await expect(page.getByRole('button', { name: 'Save' })).toBeInViewport({ ratio: 1 });
  await page.mouse.wheel(0, 300);
  await expect(page.getByRole('button', { name: 'Save' })).toBeInViewport({ ratio: 1 });
});
