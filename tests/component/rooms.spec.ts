import * as z from 'zod/mini';
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

test('from right to left a name of Latin letters is cut at its end, and stands where lines begin', async ({
  open,
}) => {
  const page = await open('rooms', { viewport: { width: 320, height: 1200 }, language: 'he' });
  const names = page.locator('.room > .name');
  await names.first().waitFor();
  const seen = await names.evaluateAll((rows) =>
    rows.map((row) => {
      const letter = document.createRange();
      letter.setStart(row.firstChild ?? row, 0);
      letter.setEnd(row.firstChild ?? row, 1);
      const [box, first] = [row.getBoundingClientRect(), letter.getBoundingClientRect()];
      return {
        isCut: row.scrollWidth > row.clientWidth,
        isFirstSeen: first.left >= box.left && first.right <= box.right,
        textAlign: getComputedStyle(row).textAlign,
      };
    }),
  );
  expect(seen.some(({ isCut }) => isCut)).toBe(true);
  expect(seen.filter(({ isFirstSeen, textAlign }) => !isFirstSeen || textAlign !== 'right')).toEqual([]);
});

test('why a room of a batch was not cloned can be read whole, by keys and without a pointer, too', async ({
  open,
}) => {
  const page = await open('rooms', { viewport: { width: 320, height: 900 } });
  const row = page.locator('.batch-row').filter({ hasText: 'Geometry – Spring' });
  const sentence = row.locator('.about');
  expect(await sentence.evaluate((text) => text.scrollWidth > text.clientWidth), 'it is cut').toBe(true);
  await row.getByRole('button', { name: 'Details' }).press('Enter');
  const told = page.getByRole('status').filter({ hasText: 'Geometry – Spring' });
  await expect(told).toContainText(await sentence.innerText());
  expect(await told.evaluate((text) => text.scrollWidth > text.clientWidth)).toBe(false);
});

test('a button that does nothing now looks so under the pointer, too', async ({ open }) => {
  const page = await open('rooms', SIZE);
  await page.getByRole('button', { name: 'Choose none' }).click();
  const button = page.getByRole('button', { name: 'Clone', exact: true });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  const colour = (): Promise<string> =>
    button.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await colour();
  await button.hover();
  expect(await colour()).toBe(before);
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

test('co-editors and activities: nobody is added who is not ticked; of a plan, who is a co-editor of its rooms', async ({
  open,
}) => {
  const page = await open('rooms', SIZE);
  const group = page.getByRole('group', { name: 'When a room is whole, also add these co-editors' });
  await expect(group.getByRole('checkbox')).toHaveCount(1);
  await expect(group.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Make 3 clones' }).click();
  const [bare] = await saidBy(page);
  expect(bare).toMatchObject({ type: 'batch.start', coeditors: [] });
  // What was chosen is begun, and forgotten.
  await expect(group).toBeHidden();
  await page.getByRole('button', { name: 'Choose all shown' }).click();
  await group.getByLabel('tutors').check();
  await page.getByLabel('Copy 4 activities of this course').uncheck();
  await page.getByRole('button', { name: 'Save as a plan file' }).click();
  await page.getByRole('button', { name: 'Make 6 clones' }).click();
  const [, saved, started] = await saidBy(page);
  expect(started).toMatchObject({ type: 'batch.start', coeditors: ['tutors'] });
  expect(JSON.stringify(started)).not.toContain('"activity"');
  expect(JSON.stringify(bare)).toContain('"activity"');
  const edited = String(saved?.['text']).replace('"tutors"', '"AMIR.COHEN", "stranger"');
  await page.getByLabel('Open a plan file').setInputFiles({
    ...{ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(edited) },
  });
  await expect(page.getByText('One person of the plan is left out')).toBeVisible();
  await expect(group.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(group.getByLabel('amir.cohen')).toBeChecked();
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
  const browser = page.context().browser();
  if (!browser) throw new Error("The trace is the browser's.");
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  const { rows, last } = await page.evaluate(async () => {
    const list = document.querySelector('[role="listbox"]');
    if (!list) throw new Error('No list.');
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    let most = 0;
    const steps = 40;
    for (let step = 0; step <= steps; step += 1) {
      list.scrollTop = (step / steps) * (list.scrollHeight - list.clientHeight);
      await frame();
      await frame();
      most = Math.max(most, list.querySelectorAll('[role="option"]').length);
    }
    return { rows: most, last: list.textContent.includes('Zero knowledge') };
  });
  const tasks = tasksOf(await browser.stopTracing());
  expect(last).toBe(true);
  expect(rows).toBeLessThan(60);
  expect(tasks.length).toBeGreaterThan(40);
  expect(Math.max(...tasks)).toBeLessThan(50);
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

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      tdur: z.optional(z.number()),
      args: z.optional(z.object({ name: z.optional(z.string()) })),
    }),
  ),
});

/**
 * How long each task of a page's main thread took, in milliseconds of the processor: what another process on the machine
 * takes is not in it.
 */
function tasksOf(trace: Buffer): number[] {
  const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString()));
  const thread = ({ pid, tid }: { pid: number; tid: number }): string => `${pid}.${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  return traceEvents
    .filter((event) => event.name.endsWith('RunTask') && main.has(thread(event)))
    .flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
}
