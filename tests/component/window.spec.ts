import { expect, saidBy, test } from './fixture.ts';

test('Save says what was typed and what was left out', async ({ open }) => {
  const page = await open('form-services');
  await expect(page.getByLabel('Breakout rooms')).not.toBeChecked();
  await page.getByLabel('Files').uncheck();
  await page.getByLabel('Breakout rooms').check();
  await page.getByLabel('Also copy the Moodle activity').uncheck();
  await page.getByLabel('Name').fill('Group B');
  await page.getByLabel('Name').press('Enter');
  expect(await saidBy(page)).toMatchObject([
    { type: 'save', texts: { name: 'Group B' }, leaveOut: ['files'], copyActivity: false },
  ]);
});

test('what cannot be copied is told before Save', async ({ open }) => {
  const page = await open('form');
  const told = page.getByRole('region', { name: 'What will not be copied' }).getByRole('listitem');
  await expect(told).toHaveText([
    /^Co-editors and other people/,
    /^Polls, quizzes and announcements of Chat & Collaboration/,
    /^The storyboard that the live room itself keeps/,
    /^Recordings and the broadcast/,
  ]);
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
  await expect(question.getByRole('button', { name: 'Keep' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  expect(await saidBy(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cancel cloning' }).click();
  await question.getByRole('button', { name: 'Delete' }).click();
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
  await page.getByLabel('Entry 1_p4d8w1ze is the new room').check();
  await go.click();
  await page.getByLabel('There is no new room').check();
  await go.click();
  expect(await saidBy(page)).toEqual([
    { type: 'decide', decision: { kind: 'thisOne', room: '1_p4d8w1ze' } },
    { type: 'decide', decision: { kind: 'cloneAgain' } },
  ]);
});

test('what support needs can be copied', async ({ open }) => {
  const page = await open('broken', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByText('Details for support').first().click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'Clone Room for Kaltura 0.1.0\nbroken: serverFault\nbaseEntry.clone INTERNAL_SERVERL_ERROR\n1_x7k2m9qa',
  );
});

test('progress is spoken in quarters', async ({ open }) => {
  const page = await open('progress');
  await expect(page.getByRole('status').filter({ hasText: '%' })).toHaveText('25% copied');
  await expect(page.getByRole('progressbar')).toHaveAccessibleName('Copied: 9 of 19 parts');
});

test('the popup: a clone is retried, opened, decided, and taken back after two questions', async ({
  open,
}) => {
  const page = await open('popup-jobs', { viewport: { width: 380, height: 600 } });
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
  await expect(page.getByLabel('Language of the windows')).toBeDisabled();
  await expect(page.getByLabel('Name of a new room')).not.toBeEditable();
  await expect(page.getByLabel('Also copy the Moodle activity')).toBeEnabled();
  expect(await page.getByText('Fixed by your administrator').count()).toBeGreaterThanOrEqual(8);
});
