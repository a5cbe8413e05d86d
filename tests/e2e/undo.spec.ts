import type { Frame, Page } from '@playwright/test';
import { OWNER } from '../campus/demo/people.ts';
import { clonesOf, emulatorOf, slowClones } from '../campus/emulator.ts';
import { expect, test } from './support/fixture.ts';
import { expectHeading, openAlgebra, openDialog, press } from './support/steps.ts';

/** What a clone made can be taken back, whole, and nothing else with it. */

async function startClone(page: Page): Promise<Frame> {
  await openAlgebra(page);
  const dialog = await openDialog(page);
  await press(dialog, 'Save');
  return dialog;
}

const choose = (dialog: Frame, button: string): Promise<void> =>
  dialog.getByRole('button', { name: button, exact: true }).click();

test('a clone at work is cancelled: it stops, and what it made is deleted', async ({ campus, page }) => {
  const server = emulatorOf(campus);
  const before = server.entries().length;
  slowClones(server, 3_000);
  const dialog = await startClone(page);
  await expectHeading(dialog, 'Clone room in progress');
  await choose(dialog, 'Cancel cloning');
  await choose(dialog, 'Stop and delete');
  await expectHeading(dialog, 'Cloning undone');
  await expect(dialog.getByText('The new room was deleted.', { exact: false })).toBeVisible();
  expect(server.entries()).toHaveLength(before);
});

test('a room in which somebody has worked is deleted only when the teacher says so again', async ({
  campus,
  page,
}) => {
  const { server, admin } = campus;
  if (!server) throw new Error('This test looks into the emulator.');
  const before = server.entries().length;
  const dialog = await startClone(page);
  await expectHeading(dialog, 'Clone room is ready');
  const [copy] = clonesOf(campus);
  // Times are in whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await admin.must(OWNER, 'baseEntry', 'update', { entryId: copy?.id, baseEntry: { tags: 'used, since' } });
  await choose(dialog, 'Undo cloning');
  await choose(dialog, 'Delete the new room');
  await expect(dialog.getByText('Somebody has worked in the new room', { exact: false })).toBeVisible();
  expect(clonesOf(campus)).toHaveLength(1);
  await choose(dialog, 'Delete the new room');
  await expectHeading(dialog, 'Cloning undone');
  expect(server.entries()).toHaveLength(before);
});
