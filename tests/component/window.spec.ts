import { LANGUAGES } from '../../lib/settings/language.ts';
import { show } from '../gallery/browser.ts';
import { DIALOG_VIEWS } from '../gallery/fixtures.ts';
import { expect, openFields, saidBy, test } from './fixture.ts';

test('Save says what was typed and what was left out', async ({ open }) => {
  const page = await open('form-services');
  await expect(page.getByLabel('Breakout rooms (1)')).not.toBeChecked();
  await page.getByLabel('Files (12)').uncheck();
  await page.getByLabel('Breakout rooms (1)').check();
  await page.getByLabel('Also copy the Moodle activity').uncheck();
  await page.getByLabel('Name').fill('Group B');
  await page.getByLabel('Name').press('Enter');
  expect(await saidBy(page)).toMatchObject([
    { type: 'save', texts: { name: 'Group B' }, leaveOut: ['files'], copyActivity: false },
  ]);
});

test('what cannot be copied stands above Save, and what can be done instead below the choices', async ({
  open,
}) => {
  const page = await open('form');
  await expect(page.locator('footer')).toContainText(
    'Not copied: Chat & Collaboration (polls, quizzes, announcements), the storyboard inside the live room, recordings, and co-editors.',
  );
  await expect(page.getByRole('region', { name: 'What you can do instead' })).toContainText(
    'Save storyboard',
  );
  // Nothing is ticked by the name of what is not copied.
  await expect(page.getByRole('checkbox')).toHaveCount(4);
  await expect(page.getByLabel('Chat & Collaboration')).toHaveCount(0);
  await expect(page.getByLabel('Storyboard files (5)')).toBeChecked();
});

test('in a frame that may submit no form, Save and Enter in the name save', async ({ open }) => {
  const page = await open('reading');
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = location.href;
    frame.style.cssText = 'inline-size: 600px; block-size: 600px';
    document.body.append(frame);
  });
  await expect.poll(() => page.frames()[1]?.url()).toContain('gallery');
  const frame = page.frames()[1] ?? page.mainFrame();
  for (const save of ['Save', 'Enter']) {
    await show(frame, 'form');
    if (save === 'Save') await frame.getByRole('button', { name: 'Save' }).click();
    else await frame.getByLabel('Name').press('Enter');
    const said = await frame.evaluate(() => Reflect.get(globalThis, 'said') as object[]); // the harness sets it
    expect(said).toMatchObject([{ type: 'save' }]);
  }
});

test('the name has the focus at first, and gets it back while it is wrong', async ({ open }) => {
  const page = await open('form');
  const name = page.getByLabel('Name');
  await expect(name).toBeFocused();
  await name.fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  expect(await saidBy(page)).toEqual([]);
});

test('cancelling asks first, with the focus on what changes nothing', async ({ open }) => {
  const page = await open('progress');
  await page.getByRole('button', { name: 'Cancel cloning' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Continue cloning' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Cancel cloning' }), 'where she was').toBeFocused();
  expect(await saidBy(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cancel cloning' }).click();
  await question.getByRole('button', { name: 'Stop and delete' }).click();
  expect(await saidBy(page)).toEqual([{ type: 'undo', confirmed: false }]);
});

test('where somebody has worked in the room, undo asks once more', async ({ open }) => {
  const page = await open('ready-undo');
  const question = page.getByRole('alertdialog', { name: /Somebody has worked in the new room/ });
  await question.getByRole('button', { name: 'Delete' }).click();
  expect(await saidBy(page)).toEqual([{ type: 'undo', confirmed: true }]);
});

test('a decision needs an answer, and says it', async ({ open }) => {
  const page = await open('decision');
  const go = page.getByRole('button', { name: 'Continue' });
  await go.press('Enter');
  expect(await saidBy(page)).toEqual([]);
  await page.getByLabel('made on Oct 18 at 12:05').check();
  await go.click();
  await page.getByLabel('There is no new room').check();
  await go.click();
  expect(await saidBy(page)).toEqual([
    { type: 'decide', about: 1, decision: { kind: 'thisOne', room: '1_p4d8w1ze' } },
    { type: 'decide', about: 1, decision: { kind: 'cloneAgain' } },
  ]);
});

test('what support needs can be copied', async ({ open }) => {
  const page = await open('failed-job', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByText('Details for support').first().click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'Clone Room for Kaltura 0.1.0\nfailed: serverFault\nbaseEntry.clone INTERNAL_SERVERL_ERROR\n1_x7k2m9qa',
  );
});

test('progress is spoken in quarters', async ({ open }) => {
  const page = await open('progress');
  await expect(page.getByRole('status').filter({ hasText: '%' })).toHaveText('25% copied');
  await expect(page.getByRole('progressbar')).toHaveAccessibleName('Copied: 9 of 22 items');
});

test('the popup: a clone is retried, opened, decided, and taken back after two questions', async ({
  open,
}) => {
  const page = await open('popup-jobs', { viewport: { width: 440, height: 600 } });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Go to new room' }).first().click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page
    .getByRole('alertdialog', { name: /Somebody has worked/ })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  expect(await saidBy(page)).toEqual([
    { type: 'job.retry', jobId: 'job-2' },
    { type: 'job.open', jobId: 'job-4' },
    { type: 'job.undo', jobId: 'job-4', confirmed: false },
    { type: 'job.undo', jobId: 'job-4', confirmed: true },
  ]);
});

test('the popup leads to the whole window of a clone', async ({ open }) => {
  const page = await open('popup-jobs', { viewport: { width: 440, height: 600 } });
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Logic' }) });
  await expect(card).toContainText('Ready. 2 things to do by hand');
  await card.getByRole('button', { name: 'Details' }).click();
  expect(await saidBy(page)).toEqual([{ type: 'job.show', jobId: 'job-5' }]);
});

test('a room that was cloned before says so first, and what was typed for it is there again', async ({
  open,
}) => {
  const page = await open('form-again');
  await expect(page.getByLabel('Name')).toHaveValue('Typed before');
  await expect(page.getByLabel('Files (12)')).not.toBeChecked();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByLabel('Name')).toHaveValue('Cloned - Algebra I – live room');
  await expect(page.getByLabel('Files (12)')).toBeChecked();
  await expect(page.getByText('You cloned this room on Oct 18: “Algebra I, group A”.')).toBeVisible();
  await page.getByRole('button', { name: 'Show that clone' }).click();
  expect(await saidBy(page)).toEqual([{ type: 'draft.discard' }, { type: 'earlier.show', jobId: 'job-4' }]);
});

for (const leave of ['Close', 'Go to new room', 'Escape'] as const) {
  test(`what was changed in the new room is not lost by ${leave}`, async ({ open }) => {
    const page = await open('ready-complete');
    const go = (): Promise<void> =>
      leave === 'Escape'
        ? page.getByLabel('Name').press('Escape')
        : page.getByRole('button', { name: leave, exact: true }).click();
    await page.getByLabel('Name').fill('Group C');
    await go();
    const question = page.getByRole('alertdialog', { name: 'Save your changes first?' });
    await question.getByRole('button', { name: 'Go on editing' }).click();
    await expect(question).toBeHidden();
    expect(await saidBy(page)).toEqual([]);
    await go();
    await question.getByRole('button', { name: 'Save' }).click();
    const way = leave === 'Go to new room' ? 'room.open' : 'close';
    expect(await saidBy(page)).toMatchObject([{ type: 'save', texts: { name: 'Group C' } }, { type: way }]);
  });
}

test('a key that ends a composition does not close the window', async ({ open }) => {
  const page = await open('form');
  const press = (isComposing: boolean): Promise<void> =>
    page.getByLabel('Name').evaluate((element, composing) => {
      const key = { key: 'Escape', isComposing: composing, bubbles: true };
      element.dispatchEvent(new KeyboardEvent('keydown', key));
    }, isComposing);
  await press(true);
  expect(await saidBy(page)).toEqual([]);
  await press(false);
  expect(await saidBy(page)).toEqual([{ type: 'close' }]);
});

test('a key that ends a composition does nothing else, wherever it is pressed', async ({ open }) => {
  const page = await openFields(open, 'form');
  const compose = (label: string, key: string): Promise<void> =>
    page.getByRole('textbox', { name: label, exact: true }).evaluate((element, name) => {
      element.dispatchEvent(new KeyboardEvent('keydown', { key: name, isComposing: true, bubbles: true }));
    }, key);
  await page.getByRole('button', { name: 'Link', exact: true }).click();
  await page.getByLabel('Address').fill('https://example.edu');
  for (const key of ['Enter', 'Escape']) {
    for (const label of ['Address', 'Name', 'Tags', 'Description']) await compose(label, key);
    await expect(page.getByLabel('Address')).toHaveValue('https://example.edu');
  }
  expect(await saidBy(page)).toEqual([]);
});

test('from the name to Save there are at most 8 stops for Tab', async ({ open }) => {
  const page = await open('form-services');
  await expect(page.getByLabel('Name')).toBeFocused();
  let stops = 0;
  while (stops < 20 && (await page.evaluate(() => document.activeElement?.textContent)) !== 'Save') {
    await page.keyboard.press('Tab');
    stops += 1;
  }
  expect(stops).toBeLessThanOrEqual(8);
});

test('the options: changes are stored as they are made, and what is wrong stays with a sentence', async ({
  open,
}) => {
  const page = await open('options', { viewport: { width: 900, height: 900 } });
  const pattern = page.getByLabel('Name of a new room');
  await pattern.fill('{name} – autumn');
  await expect(page.getByText('For example: Algebra I – autumn')).toBeVisible();
  await pattern.blur();
  await expect(page.getByText('Saved.')).toBeVisible();
  await pattern.fill('no name');
  await expect(page.getByText('Keep {name} in it')).toBeVisible();
  await pattern.blur();
  await page.getByLabel('Breakout rooms').uncheck();
  const chat = page.getByLabel('Chat & Collaboration service');
  await chat.fill('http://rooms.example.org');
  await chat.blur();
  await expect(page.getByText('It was not saved.')).toBeVisible();
  await expect(chat).toHaveValue('http://rooms.example.org');
  await page.getByRole('button', { name: 'Remove media.example.org' }).click();
  await page.getByRole('button', { name: 'Reset all settings' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset' }).click();
  expect(await saidBy(page)).toEqual([
    { type: 'settings.write', changes: { namePattern: '{name} – autumn' } },
    { type: 'settings.write', changes: { leaveOut: ['breakouts'] } },
    { type: 'settings.write', changes: { chatService: 'http://rooms.example.org' } },
    { type: 'site.forget', pattern: 'https://media.example.org/*' },
    { type: 'settings.reset' },
  ]);
});

test('diagnostics are seen, and may be changed, before they are saved', async ({ open }) => {
  const page = await open('options', { viewport: { width: 900, height: 900 }, acceptDownloads: true });
  await page.getByRole('button', { name: 'Show diagnostics' }).click();
  await page.getByLabel('Diagnostics').fill('{ "version": "0.1.0", "note": "mine" }');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe('{ "version": "0.1.0", "note": "mine" }');
  expect(file.suggestedFilename()).toBe('clone-room-diagnostics.json');
});

test('what an administrator fixed cannot be changed, and says so', async ({ open }) => {
  const page = await open('options-fixed', { viewport: { width: 900, height: 900 } });
  await expect(page.getByLabel('Files')).toBeDisabled();
  await expect(page.getByLabel('Language', { exact: true })).toBeDisabled();
  await expect(page.getByLabel('Name of a new room')).not.toBeEditable();
  await expect(page.getByLabel('Also copy the Moodle activity')).toBeEnabled();
  expect(await page.getByText('Set by your administrator').count()).toBeGreaterThanOrEqual(8);
});

test('a room with faults is not called ready, and its red line says why', async ({ open }) => {
  const page = await open('ready-faulty');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The new room has faults');
  await show(page, 'ready-partial');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Clone room is ready');
});

test('a clone that failed is undone by the words of one that is ready: nothing is at work any more', async ({
  open,
}) => {
  const page = await open('failed-job');
  await expect(page.getByRole('button', { name: 'Cancel cloning' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo cloning' }).click();
  const question = page.getByRole('alertdialog', { name: /^Delete the new room with everything in it/ });
  await question.getByRole('button', { name: 'Delete the new room' }).click();
  expect(await saidBy(page)).toEqual([{ type: 'undo', confirmed: false }]);
});

test('a window that has lost its room says so, can be closed, and has nothing to type in', async ({
  open,
}) => {
  const page = await open('refused');
  await expect(page.getByRole('alert')).toContainText('choose “Clone room” once more');
  await expect(page.getByRole('button')).toHaveText(['Close']);
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await page.keyboard.press('Escape');
  expect(await saidBy(page)).toEqual([{ type: 'close' }]);
});

test('a host that is missing is allowed from the window: refused, that is said; allowed, it goes on', async ({
  open,
}) => {
  const page = await open('host-not-allowed');
  await expect(page.getByText('The rooms here come from media.example.org')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  const asked = { type: 'allow', host: 'media.example.org' };
  const refused = page.getByText('Your browser did not allow it. Nothing has changed.');
  await expect(refused).toHaveCount(0);
  const allow = page.getByRole('button', { name: 'Allow media.example.org' });
  await allow.click();
  await expect(refused).toBeVisible();
  expect(await saidBy(page)).toEqual([asked]);
  await allow.click();
  await expect(refused).toHaveCount(0);
  expect(await saidBy(page)).toEqual([asked, asked, { type: 'retry' }]);
});

test('a room that is taken back shows no fields', async ({ open }) => {
  const page = await open('decision');
  await expect(page.getByLabel('Name')).not.toBeEditable();
  for (const story of ['removing', 'undone']) {
    await show(page, story);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByLabel('Name')).toHaveCount(0);
  }
});

test('progress says what is under way, about how long it takes yet, and that the copy is compared', async ({
  open,
}) => {
  const page = await open('progress');
  const box = page.getByRole('region', { name: 'Copied: 9 of 22 items' });
  await expect(box).toContainText('Copied: 9 of 22 items · under way: 4 · About 1 minute left');
  await show(page, 'progress-checking');
  await expect(page.locator('.box').first()).toContainText(
    'Copied: 22 of 22 items · Comparing the new room with the original…',
  );
  await show(page, 'progress-waiting');
  await expect(page.locator('.box').first()).not.toContainText('under way');
});

test('while a room is being cloned, the way to that clone is offered', async ({ open }) => {
  const page = await open('form-busy');
  await page.getByRole('button', { name: 'Show that clone' }).click();
  expect(await saidBy(page)).toEqual([{ type: 'earlier.show', jobId: 'job-4' }]);
});

test('a card that asks says once where to look', async ({ open }) => {
  const page = await open('popup-jobs', { viewport: { width: 440, height: 600 } });
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Statistics, autumn' }) });
  expect((await card.innerText()).split('My Media')).toHaveLength(2);
});

test('the buttons of a window, and of a card, stand in one row in every language', async ({ open }) => {
  const page = await open('reading');
  const wrapped: string[] = [];
  for (const language of LANGUAGES)
    for (const [width, stories] of [
      // Five are too many for three of the languages.
      [600, Object.keys(DIALOG_VIEWS).filter((story) => story !== 'ready-pending')],
      [440, ['popup-jobs']],
    ] as const) {
      await page.setViewportSize({ width, height: 600 });
      for (const story of stories) {
        await show(page, story, language);
        const rows = await page.evaluate(() =>
          [...document.querySelectorAll('.buttons')].map(
            ({ children }) =>
              new Set([...children].map((button) => button.getBoundingClientRect().bottom)).size,
          ),
        );
        if (rows.some((count) => count > 1)) wrapped.push(`${language} ${story}: ${rows.join()}`);
      }
    }
  expect(wrapped).toEqual([]);
});

test('on a telephone no button stands alone in a later row', async ({ open }) => {
  const page = await open('reading', { viewport: { width: 320, height: 568 } });
  const alone: string[] = [];
  for (const language of LANGUAGES)
    for (const story of Object.keys(DIALOG_VIEWS)) {
      await show(page, story, language);
      const rows = await page.evaluate(() => {
        const counts = new Map<number, number>();
        for (const button of document.querySelectorAll('footer > .buttons > *')) {
          const { bottom } = button.getBoundingClientRect();
          counts.set(bottom, (counts.get(bottom) ?? 0) + 1);
        }
        return [...counts].sort(([a], [b]) => a - b).map(([, count]) => count);
      });
      if (rows.length > 1 && rows.at(-1) === 1) alone.push(`${language} ${story}: ${rows.join()}`);
    }
  expect(alone).toEqual([]);
});

test('one button stands out in every state', async ({ open }) => {
  const page = await open('reading');
  const several: string[] = [];
  for (const story of Object.keys(DIALOG_VIEWS)) {
    await show(page, story);
    const count = await page.locator('footer .button.primary').count();
    if (count > 1) several.push(story);
  }
  expect(several).toEqual([]);
  await show(page, 'progress-waiting');
  await expect(page.locator('footer .button.primary')).toHaveText('Try again');
  await page.getByLabel('Name').fill('Group C');
  await expect(page.locator('footer .button.primary')).toHaveText('Save');
});

test('a field that is emptied runs as the window does, and what is typed as its own letters do', async ({
  open,
}) => {
  const page = await openFields(open, 'form-empty', { language: 'he' });
  const directionOf = (name: string): Promise<string> =>
    page
      .getByRole('textbox', { name, exact: true })
      .evaluate((element) => getComputedStyle(element.querySelector('p') ?? element).direction);
  for (const name of ['שם', 'תיאור', 'תגיות']) {
    const field = page.getByRole('textbox', { name, exact: true });
    await field.fill('');
    expect(await directionOf(name), `${name}, empty`).toBe('rtl');
    await field.fill('Algebra');
    expect(await directionOf(name), name).toBe('ltr');
  }
});

test('the options name what of the policy is wrong and not used', async ({ open }) => {
  const page = await open('options-fixed', { viewport: { width: 900, height: 900 } });
  const refused = page.getByText('Some values that your administrator set are wrong').locator('..');
  await expect(refused.getByRole('listitem')).toHaveText([
    'sites[0]: "moodle.example.edu:8443"',
    'fixed.copyActivity: "false"',
  ]);
  await page.goto('about:blank');
  const right = await open('options', { viewport: { width: 900, height: 900 } });
  await expect(right.getByText('Some values that your administrator set')).toHaveCount(0);
});

test('the welcome page says of a school’s package which pages are Kaltura’s, which work, and which are to be allowed', async ({
  open,
}) => {
  const page = await open('welcome-school', { viewport: { width: 900, height: 900 } });
  await expect(page.getByText('It works on Kaltura’s own pages: *.kaf.kaltura.com.')).toBeVisible();
  await expect(page.getByText('It also works on moodle.uni.example.')).toBeVisible();
  await expect(page.getByText('has not allowed these pages yet: media.uni.example.')).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  expect(await saidBy(page)).toEqual([{ type: 'allow', patterns: ['https://media.uni.example/*'] }]);
});
