import type { Page } from '@playwright/test';
import { show } from '../gallery/browser.ts';
import { ACCOUNT_CHECK } from '../gallery/fixtures.ts';
import { STORIES } from '../gallery/stories.tsx';
import { violations } from './axe.ts';
import { expect, openFields, test } from './fixture.ts';

/** What holds of every window in every state: WCAG 2.2 AA and axe's best practice, as far as a machine can tell. */

for (const colorScheme of ['light', 'dark'] as const) {
  for (const language of ['en', 'he']) {
    test(`axe finds nothing in any state, ${colorScheme}, ${language}`, async ({ open }) => {
      const page = await open('reading', { colorScheme });
      const found: Record<string, string[]> = {};
      for (const { story, width, height } of STORIES) {
        await page.setViewportSize({ width, height });
        await show(page, story, language);
        const wrong = await violations(page);
        if (wrong.length > 0) found[story] = wrong;
      }
      expect(found).toEqual({});
    });
  }
}

test('axe finds nothing in what opens in a window', async ({ open }) => {
  const page = await openFields(open, 'form');
  await page.getByRole('button', { name: 'Text colour' }).click();
  expect(await violations(page), 'the colours').toEqual([]);
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  await page.getByLabel('Address').fill('no address');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByLabel('Name').fill('');
  await page.getByLabel('Tags', { exact: true }).fill('a, dup, DUP');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await violations(page), 'bad input').toEqual([]);
  await show(page, 'progress');
  await page.getByRole('button', { name: 'Cancel cloning' }).click();
  expect(await violations(page), 'a question').toEqual([]);
});

/** Elements that reach beyond the window, sideways. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('#app *')]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (left < -1 || right > innerWidth + 1) && element.closest('.unseen') === null;
      })
      .map((element) => `${element.tagName} ${element.classList.value}`),
  );

for (const language of ['en', 'de', 'ar']) {
  test(`everything fits at 320 pixels, which is also a zoom of 400 %, ${language}`, async ({ open }) => {
    const page = await open('reading', { viewport: { width: 320, height: 480 } });
    const found: Record<string, string[]> = {};
    for (const { story } of STORIES) {
      await show(page, story, language);
      const out = await sticksOut(page);
      if (out.length > 0) found[story] = out;
    }
    expect(found).toEqual({});
  });
}

for (const language of ['he', 'de']) {
  test(`what an account allows fits at 320 pixels, each sign beside its word, ${language}`, async ({
    open,
  }) => {
    const page = await open('options', { viewport: { width: 320, height: 900 }, language });
    await page.locator('.support > div > .button').first().click();
    const cells = page.locator('table.account td:has(.sign)');
    await expect(cells).toHaveCount(ACCOUNT_CHECK.rows.length);
    expect(await sticksOut(page)).toEqual([]);
    const apart = await cells.evaluateAll((all) =>
      all.map((cell) => {
        const word = document.createRange();
        word.selectNodeContents([...cell.childNodes].find(({ nodeValue }) => nodeValue?.trim()) ?? cell);
        const line = [...word.getClientRects()].find(({ width }) => width > 4);
        const sign = cell.querySelector('.sign')?.getBoundingClientRect();
        return Math.abs((sign?.bottom ?? 0) - (line?.bottom ?? Infinity));
      }),
    );
    expect(Math.max(...apart)).toBeLessThan(6);
    // A code or a call's name may stand on several lines, and no word of it does.
    const brokenWords = await page.locator('table.account code').evaluateAll((all) =>
      all.flatMap((code) =>
        [...code.childNodes].flatMap((word) => {
          const range = document.createRange();
          range.selectNodeContents(word);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          return lines.size > 1 ? [word.textContent] : [];
        }),
      ),
    );
    expect(brokenWords).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}

test('at a zoom of 200 % every field can be reached and seen', async ({ open }) => {
  const page = await openFields(open, 'form', { viewport: { width: 300, height: 350 } });
  for (const name of ['Name', 'Description', 'Tags']) {
    await page.getByRole('textbox', { name, exact: true }).focus();
    await expect(page.getByRole('textbox', { name, exact: true })).toBeInViewport();
  }
  await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
});

test('every target is at least 24 pixels wide and high', async ({ open }) => {
  const page = await open('reading');
  const small: string[] = [];
  for (const { story, width, height } of STORIES) {
    await page.setViewportSize({ width, height });
    await show(page, story);
    const found = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, select, summary, textarea, [role="textbox"]')]
        .map((element) => {
          const own = element.getBoundingClientRect();
          // A box to tick is as large as its line: its label ticks it, too.
          const label = element.matches('[type="checkbox"], [type="radio"]')
            ? document.querySelector(`label[for="${element.id}"]`)
            : undefined;
          const target = label?.getBoundingClientRect() ?? own;
          return { name: element.id || element.textContent, width: target.width, height: target.height };
        })
        .filter((target) => target.width < 24 || target.height < 24)
        .map((target) => `${target.name}: ${target.width} × ${target.height}`),
    );
    small.push(...found.map((line) => `${story}: ${line}`));
  }
  expect(small).toEqual([]);
});

test('with less motion nothing moves', async ({ open }) => {
  const page = await open('progress', { reducedMotion: 'reduce' });
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter(
        (element) => getComputedStyle(element).transitionDuration !== '0s',
      ).length,
  );
  expect(moving).toBe(0);
});

test('where more contrast is wanted, borders and letters have it', async ({ open }) => {
  const page = await open('form', { contrast: 'more' });
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.querySelector('#name') ?? document.body);
    const box = getComputedStyle(document.querySelector('.box') ?? document.body);
    return [style.borderTopColor, getComputedStyle(document.body).color, box.borderTopWidth];
  });
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(0, 0, 0)', '1px']);
});

test('in forced colours what is chosen, pressed and framed is still told apart', async ({ open }) => {
  const page = await openFields(open, 'form', { forcedColors: 'active' });
  await page.getByRole('textbox', { name: 'Description' }).focus();
  await page.getByRole('button', { name: 'Bold' }).click();
  const border = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).borderTopWidth);
  expect(await border('.tool.bold')).toBe('2px');
  expect(await border('.button.primary')).toBe('2px');
  expect(await border('.box')).toBe('1px');
});

test('in a language from right to left the pictures are mirrored, but for what is drawn one way everywhere', async ({
  open,
}) => {
  const page = await open('welcome', { language: 'he', viewport: { width: 900, height: 900 } });
  const ways = (selector: string): Promise<number[]> =>
    page
      .locator(selector)
      .evaluateAll((elements) =>
        elements.map((element) => Math.sign((element as SVGGraphicsElement).getScreenCTM()?.a ?? 0)),
      );
  expect(new Set(await ways('.picture .paper'))).toEqual(new Set([-1]));
  expect(new Set(await ways('.picture .tick, .picture .play'))).toEqual(new Set([1]));
});

/** Where a question comes up, in place of the button that asks it. */
const QUESTIONS = [
  ['progress', 'Cancel cloning'],
  ['ready-complete', 'Undo cloning'],
  ['popup-jobs', 'Undo cloning'],
  ['rooms', 'Cancel all'],
  ['options', 'Reset all settings'],
] as const;

for (const [story, name] of QUESTIONS) {
  test(`a question that is left by Escape gives the focus back to the button that asked it: ${story}`, async ({
    open,
  }) => {
    const page = await open(story);
    const asker = page.getByRole('button', { name }).last();
    await asker.press('Enter');
    await expect(page.getByRole('alertdialog').getByRole('button').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    await expect(asker).toBeFocused();
  });
}

test('Escape right behind a letter asks first, and leads back to the field', async ({ open }) => {
  const page = await open('ready-complete');
  const name = page.getByLabel('Name');
  await name.focus();
  // In one task: before the window is drawn anew.
  await name.evaluate((field: HTMLInputElement) => {
    field.value = 'Typed';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  await expect(page.getByRole('alertdialog').getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
});
