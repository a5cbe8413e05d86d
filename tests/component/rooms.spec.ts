import { show } from '../gallery/browser.ts';
import { expect, saidBy, test } from './fixture.ts';

/** The page on which many rooms are chosen, named and cloned. */

const SIZE = { viewport: { width: 960, height: 1200 } };

test('rooms are chosen by keyboard, with ranges, and each new name is shown before anything starts', async ({
  open,
}) => {
  const page = await open('rooms', SIZE);
  await page.getByRole('button', { name: 'Choose none' }).click();
  const list = page.getByRole('listbox', { name: 'Your rooms' });
  // What each holds, as far as it is known.
  await expect(list.getByText(/holds \d+ items/).first()).toBeVisible();
  await expect(list.getByText(/empty/)).toHaveCount(1);
  await list.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(list.getByRole('option', { selected: true })).toHaveCount(3);
  await page.getByLabel('Find in the name').fill(' Fall 2026');
  await page.getByLabel('Copies of each room').fill('2');
  const preview = page.getByRole('list', { name: 'The new rooms' });
  await expect(preview.getByRole('listitem')).toHaveCount(6);
  await expect(preview).toContainText('Algebra I – Spring 2027');
  // Both copies of a room would have one name.
  await expect(page.getByText('6 names need a look.')).toBeVisible();
  await page.getByLabel('Pattern').fill('{name} {n}');
  await expect(page.getByText('need a look. They stand first')).toHaveCount(0);
  await page.getByRole('button', { name: 'Make 6 clones' }).click();
  expect(await saidBy(page)).toMatchObject([
    {
      type: 'batch.start',
      names: { pattern: '{name} {n}', replace: [{ find: ' Fall 2026', with: '' }] },
      rooms: [{ copies: 2 }, { copies: 2 }, { copies: 2 }],
    },
  ]);
});

test('of a pasted list each line that names no room of hers says why, and the rest is chosen', async ({
  open,
}) => {
  const page = await open('rooms', SIZE);
  await page.getByRole('button', { name: 'Choose none' }).click();
  await page.getByText('Paste links or entry IDs').click();
  const lines = [
    'https://102.kaf.kaltura.com/media/t/1_room0004',
    'Algebra',
    '',
    '1_room0004',
    '1_video001',
    '1_deleted1',
    '1_room0005',
  ];
  await page.getByLabel(/Links to rooms/).fill(lines.join('\n'));
  await page.getByRole('button', { name: 'Check and choose' }).click();
  await expect(page.getByText('2 rooms are chosen. 4 lines name none:')).toBeVisible();
  await expect(page.locator('.refused > li')).toHaveText([
    'Line 2: This is no entry ID and no link to a room.',
    'Line 4: Line 1 names this room already.',
    /^Line 5: .*not a .*room/i,
    /^Line 6: Kaltura does not find this room/,
  ]);
  // As it is pasted: at once.
  await page.getByLabel(/Links to rooms/).evaluate((field: HTMLTextAreaElement) => {
    field.value = 'x\n'.repeat(10_001);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await page.getByRole('button', { name: 'Check and choose' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'These are 10,001 lines' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make 2 clones' })).toBeVisible();
});

test('the new rooms are published where that is chosen; of a plan, where she may publish', async ({
  open,
}) => {
  const page = await open('rooms', SIZE);
  const group = page.getByRole('group', { name: 'Also publish each to' });
  await expect(group.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await group.getByLabel('Faculty of Mathematics').check();
  await page.getByRole('button', { name: 'Save as a plan file' }).click();
  await page.getByRole('button', { name: 'Make 3 clones' }).click();
  const [saved, started] = await saidBy(page);
  const text = String(saved?.['text']);
  expect(JSON.parse(text)).toMatchObject({ publishTo: [302] });
  expect(started).toMatchObject({ type: 'batch.start', publishTo: [302] });
  const edited = text.replace('302', '301, 999');
  await page.getByLabel('Open a plan file').setInputFiles({
    ...{ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(edited) },
  });
  await expect(page.getByText('One gallery of the plan is left out')).toBeVisible();
  await expect(group.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(group.getByLabel('Algebra I, spring 2027')).toBeChecked();
});

test('a plan file is saved and opened again; one of another version says so and changes nothing', async ({
  open,
}) => {
  const page = await open('rooms', SIZE);
  await page.getByRole('button', { name: 'Save as a plan file' }).click();
  const [saved] = await saidBy(page);
  const text = String(saved?.['text']);
  expect(JSON.parse(text)).toMatchObject({ version: 1, rooms: ['1_room0000', '1_room0001', '1_room0003'] });
  const file = (content: string) => ({
    name: 'p.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });
  await page.getByLabel('Open a plan file').setInputFiles(file('{"version":2}'));
  await expect(page.getByText('This plan is of version 2')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make 3 clones' })).toBeVisible();
  await page.getByRole('button', { name: 'Choose none' }).click();
  const edited = {
    ...(JSON.parse(text) as object),
    rooms: ['1_room0001', { room: '1_room0002', copies: 3 }, 7],
  };
  await page.getByLabel('Open a plan file').setInputFiles(file(JSON.stringify(edited)));
  await expect(page.getByText('2 rooms are chosen. 1 line names none:')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make 4 clones' })).toBeVisible();
});

test('a batch is paused, cancelled after a question, and its record saved safe against formulas', async ({
  open,
}) => {
  const page = await open('rooms', SIZE);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Cancel all' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop and delete' }).click();
  await page.getByRole('button', { name: 'Save the record (CSV)' }).click();
  const said = await saidBy(page);
  expect(said.slice(0, 2)).toEqual([
    { type: 'batch.want', batchId: 'batch-1', wish: 'pause' },
    { type: 'batch.want', batchId: 'batch-1', wish: 'cancel' },
  ]);
  expect(said[2]?.['text']).toContain('"1_room0001","1","Geometry","Geometry – Spring","failed"');
});

test('undo of the whole is asked twice', async ({ open }) => {
  const page = await open('rooms-over', SIZE);
  await page.getByRole('button', { name: 'Undo all' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the new rooms' }).click();
  expect(await saidBy(page)).toEqual([]);
  await page
    .getByRole('alertdialog', { name: /cannot be taken back/ })
    .getByRole('button', { name: 'Delete' })
    .click();
  expect(await saidBy(page)).toEqual([{ type: 'batch.want', batchId: 'batch-1', wish: 'undo' }]);
});

test('5,000 rooms: the document never holds them all, and scrolling makes no long task', async ({ open }) => {
  const page = await open('rooms-many', SIZE);
  await expect(page.getByText('5,000 of 5,000 rooms')).toBeVisible();
  const scrolled = () =>
    page.evaluate(async () => {
      const list = document.querySelector('[role="listbox"]');
      if (!list) throw new Error('No list.');
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const tasks: number[] = [];
      const observer = new PerformanceObserver((entries) => {
        for (const { duration } of entries.getEntries()) tasks.push(duration);
      });
      observer.observe({ type: 'longtask' });
      let rows = 0;
      const steps = 40;
      for (let step = 0; step <= steps; step += 1) {
        list.scrollTop = (step / steps) * (list.scrollHeight - list.clientHeight);
        await frame();
        await frame();
        rows = Math.max(rows, list.querySelectorAll('[role="option"]').length);
      }
      observer.takeRecords().forEach(({ duration }) => tasks.push(duration));
      observer.disconnect();
      return { rows, longest: Math.max(0, ...tasks), last: list.textContent.includes('Zero knowledge') };
    });
  // Another process may hold the machine for a moment; what the list itself costs, it costs each time.
  const all = [await scrolled(), await scrolled(), await scrolled()];
  const rows = Math.max(...all.map((one) => one.rows));
  const longest = Math.min(...all.map((one) => one.longest));
  const last = all.every((one) => one.last);
  expect(last).toBe(true);
  expect(rows).toBeLessThan(60);
  // A long task is one of more than 50 ms; the browser tells of no other.
  expect(longest).toBe(0);
  await page.getByRole('button', { name: 'Choose all shown' }).click();
  await expect(page.getByRole('button', { name: 'Make 5,000 clones' })).toBeVisible();
  expect(await page.locator('#app *').count()).toBeLessThan(600);
});

test('a narrow window shows the same, and what is typed stays when the language is from right to left', async ({
  open,
}) => {
  const page = await open('rooms', { viewport: { width: 360, height: 800 } });
  await show(page, 'rooms', 'he');
  await page.getByLabel('סמסטר').fill('אביב');
  await expect(page.getByText('Geometry – אביב 2027')).toBeVisible();
});
