import { violations } from '../component/axe.ts';
import { expect, test } from './fixture.ts';
import {
  ALGEBRA,
  expectHeading,
  field,
  openDialog,
  openMyMedia,
  openRoom,
  press,
  replaceTags,
  unfold,
  isAttentive,
} from './steps.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the window has no violation that axe finds, in any state, ${colorScheme}`, async ({
    campus,
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await openMyMedia(page);
    await openRoom(page, ALGEBRA);
    const dialog = await openDialog(page);
    expect(await violations(dialog), 'the form').toEqual([]);
    await isAttentive(dialog);
    await field(dialog, 'Name').fill('');
    await press(dialog, 'Save');
    await unfold(dialog, 'Description and tags');
    await field(dialog, 'Description').fill('plain');
    await replaceTags(dialog, 'a, dup, DUP');
    expect(await violations(dialog), 'with bad input').toEqual([]);
    await isAttentive(dialog);
    await field(dialog, 'Name').fill('A name');
    if (campus.server)
      campus.server.switches.delayMs = (calls) =>
        calls.some(({ action }) => action === 'clone') ? 3_000 : 0;
    await press(dialog, 'Save');
    await expectHeading(dialog, 'Clone room in progress');
    expect(await violations(dialog), 'in progress').toEqual([]);
    await expectHeading(dialog, 'Clone room is ready');
    expect(await violations(dialog), 'ready').toEqual([]);
    await page.screenshot({ path: `.output/screens/ready-${colorScheme}.png` });
  });
}
