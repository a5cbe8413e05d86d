import type { Frame, Page } from '@playwright/test';
import { OWNER } from '../campus/demo/people.ts';
import { clonesOf, emulatorOf } from '../campus/emulator.ts';
import { expect, test } from './support/fixture.ts';
import {
  ALGEBRA,
  dialogOf,
  expectHeading,
  field,
  isAttentive,
  openAlgebra,
  openDialog,
  openMenu,
  openMyMedia,
  press,
  replaceTags,
  unfold,
} from './support/steps.ts';

async function openForm(page: Page): Promise<Frame> {
  await openAlgebra(page);
  return openDialog(page);
}

const CLONES = ({ action }: { action: string }): boolean => action === 'clone';

test('an empty name and one of 300 characters are told at the field, and nothing is sent', async ({
  campus,
  page,
}) => {
  const dialog = await openForm(page);
  const name = field(dialog, 'Name');
  await name.fill('   ');
  await press(dialog, 'Save');
  await expect(dialog.locator('#name-problem')).toHaveText('Give the new room a name.');
  await expect(name).toBeFocused();
  await name.fill('n'.repeat(300));
  await expect(dialog.locator('#name-problem')).toContainText('256');
  await expect(dialog.getByText('300 of 256 characters')).toBeVisible();
  await press(dialog, 'Save');
  await expect(name).toHaveValue('n'.repeat(300));
  expect(campus.server?.requests.some(({ calls }) => calls.some(CLONES))).toBe(false);
  await name.fill('n'.repeat(256));
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
});

test('HTML, tokens and long texts arrive as they were typed', async ({ campus, page }) => {
  const dialog = await openForm(page);
  const texts = {
    name: '<b>Bold</b> & {1:result:id}',
    description: `<script>alert(1)</script> {2:result:name} ${'0123456789'.repeat(1000)}`,
    tags: '<i>x</i>, {3:result:tags}, a, dup, DUP',
  };
  await isAttentive(dialog);
  await field(dialog, 'Name').fill(texts.name);
  await unfold(dialog, 'Description and tags');
  await field(dialog, 'Description').fill(texts.description);
  await replaceTags(dialog, texts.tags);
  await expect(dialog.getByText('Kaltura will drop: DUP (already there, or too short).')).toBeVisible();
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  const [copy] = clonesOf(campus);
  expect(copy).toMatchObject({
    name: texts.name,
    // The field is rich text: what is typed into it is text, and never markup.
    description: `<p>${texts.description.replace('<script>', '&lt;script&gt;').replace('</script>', '&lt;/script&gt;')}</p>`,
    tags: '<i>x</i>, {3:result:tags}, dup',
  });
});

test('a formatted description comes back byte for byte, also after an edit was undone', async ({
  campus,
  page,
}) => {
  const dialog = await openForm(page);
  await unfold(dialog, 'Description and tags');
  await field(dialog, 'Description').fill('plain');
  await expect(field(dialog, 'Description')).toHaveText('plain');
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(field(dialog, 'Description')).toContainText('Live classes of Algebra I');
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  const original = emulatorOf(campus)
    .entries()
    .find(({ id }) => id === campus.rooms.algebra);
  const [copy] = clonesOf(campus);
  expect(copy?.description).toBe(original?.description);
});

test('an emoji that the server cannot keep in a name is told', async ({ page }) => {
  const dialog = await openForm(page);
  await isAttentive(dialog);
  await field(dialog, 'Name').fill('Maths 🎓');
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  await expect(dialog.getByText('Kaltura stored something else than was sent')).toBeVisible();
});

test('a description that the server refuses is told, and the old co-editors have no right all the same', async ({
  campus,
  page,
}) => {
  if (campus.server) campus.server.switches.purifier = 'block';
  const dialog = await openForm(page);
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  await expect(dialog.getByText('Kaltura refused the description').first()).toBeVisible();
  const [copy] = clonesOf(campus);
  expect(copy).toMatchObject({ name: `Cloned - ${ALGEBRA}`, entitledUsersEdit: '', entitledUsersView: '' });
});

/** What goes wrong between the item and the window, and the sentence that tells it. */
const TROUBLES = [
  ['the room is deleted', 'Kaltura does not find this room'],
  ['the session is over', 'Your Kaltura session ended'],
  ['Kaltura answers HTML', 'The answer did not come from Kaltura'],
  ['Kaltura answers 500 with nothing', 'Kaltura had a fault'],
  ['Kaltura does not answer', 'Kaltura does not answer'],
] as const;

for (const [trouble, sentence] of TROUBLES) {
  test(`${trouble}: one sentence, and nothing is made`, async ({ campus, page }) => {
    await openAlgebra(page);
    const item = await openMenu(page);
    await expect(item).toBeVisible();
    const server = emulatorOf(campus);
    if (trouble === 'the room is deleted') {
      await campus.admin.must(OWNER, 'baseEntry', 'delete', { entryId: campus.rooms.algebra });
    }
    if (trouble === 'the session is over') server.expireSessions(OWNER);
    if (trouble === 'Kaltura answers HTML') server.switches.fault = () => 'html';
    if (trouble === 'Kaltura answers 500 with nothing') server.switches.fault = () => 'empty500Before';
    if (trouble === 'Kaltura does not answer') server.switches.fault = () => 'lostBefore';
    const entries = server.entries().length;
    await item.click();
    const dialog = await dialogOf(page);
    await expect(dialog.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCount(0);
    expect(server.entries()).toHaveLength(entries);
  });
}

test('a session that ends while the clone runs: it waits, keeps what is typed, and goes on with the next page', async ({
  campus,
  page,
}) => {
  const dialog = await openForm(page);
  campus.server?.expireSessions(OWNER);
  await isAttentive(dialog);
  await field(dialog, 'Name').fill('Typed before');
  await press(dialog, 'Save');
  await expect(dialog.getByText('Paused: Your Kaltura session ended.')).toBeVisible();
  await expect(field(dialog, 'Name')).toHaveValue('Typed before');
  await page.reload();
  // The list gives a session, too: in a moment the copy may stand in it, by the name of its original at first.
  await openMyMedia(page);
  await expect.poll(() => clonesOf(campus).length, { timeout: 15_000 }).toBe(1);
});
