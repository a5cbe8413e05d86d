import { clonesOf, emulatorOf, slowClones } from '../campus/emulator.ts';
import { expect, test } from './support/fixture.ts';
import { boxInClosedRoot, pressInClosedRoot } from './support/closed-root.ts';
import {
  dialogOf,
  expectHeading,
  field,
  notifications,
  openAlgebra,
  openDialog,
  press,
  replaceTags,
  unfold,
} from './support/steps.ts';

/** The genuine server may take long; the browser gives a request 25 s. */
const SLOW_MS = 20_000;
/** The banner's link to the report. */
const SHOW_WHAT_IS_LEFT = 'Show what is left';

test('while a slow clone runs, its texts are edited and saved; what was saved last wins', async ({
  campus,
  page,
  worker,
}) => {
  test.setTimeout(120_000);
  await openAlgebra(page);
  const dialog = await openDialog(page);
  const server = emulatorOf(campus);
  slowClones(server, SLOW_MS);
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room in progress');
  await expect(dialog.getByText('We are in the process of copying all your room assets.')).toBeVisible();
  await field(dialog, 'Name').fill('Edited meanwhile');
  await unfold(dialog, 'Description and tags');
  await field(dialog, 'Description').fill('Edited too');
  await replaceTags(dialog, 'edited, meanwhile');
  await press(dialog, 'Save');
  await expect(dialog.getByText('Your changes will be saved in the new room.')).toBeVisible();
  await page.screenshot({ path: '.output/screens/progress.png' });
  await expectHeading(dialog, 'Clone room is ready', 60_000);
  await expect(dialog.getByText('Your changes are saved in the new room.')).toBeVisible();
  expect(clonesOf(campus)).toMatchObject([
    { name: 'Edited meanwhile', description: '<p>Edited too</p>', tags: 'edited, meanwhile' },
  ]);
  await field(dialog, 'Name').fill('Edited afterwards');
  await press(dialog, 'Save');
  const stored = (): string | undefined =>
    server.entries().find(({ id }) => id === clonesOf(campus)[0]?.id)?.name;
  await expect.poll(stored).toBe('Edited afterwards');
  expect(await notifications(await worker())).toHaveLength(1);
});

test('the window may be closed: the banner tells when the room is ready, below the navigation, and leads to the report', async ({
  campus,
  page,
}) => {
  await openAlgebra(page);
  const dialog = await openDialog(page);
  slowClones(emulatorOf(campus), 3_000);
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room in progress');
  await press(dialog, 'Close');
  const host = page.locator('[data-clone-room-host="banner"]');
  await expect(host).toHaveCount(1, { timeout: 15_000 });
  await expect.poll(() => boxInClosedRoot(page, SHOW_WHAT_IS_LEFT)).toBeDefined();
  const navigation = await page.locator('nav.navbar').boundingBox();
  const banner = await boxInClosedRoot(page, SHOW_WHAT_IS_LEFT);
  expect(navigation && banner && banner.y >= navigation.y + navigation.height).toBe(true);
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: 140 }));
  await page.screenshot({ path: '.output/screens/banner.png', clip: { x: 0, y: 0, width, height } });
  await pressInClosedRoot(page, SHOW_WHAT_IS_LEFT);
  const again = await dialogOf(page);
  await expectHeading(again, 'Clone room is ready');
  await expect(again.getByRole('list', { name: 'To do by hand' }).getByRole('listitem')).not.toHaveCount(0);
});
