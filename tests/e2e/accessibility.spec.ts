import type { Frame, Page } from '@playwright/test';
import { violations } from '../component/axe.ts';
import { expect, test } from './support/fixture.ts';
import {
  expectHeading,
  field,
  isAttentive,
  openAlgebra,
  openDialog,
  press,
  replaceTags,
  unfold,
} from './support/steps.ts';

const SCHEMES = ['light', 'dark'] as const;

/** Each state is looked at in both: a window follows its system's colours while it is open. */
async function expectNone(page: Page, dialog: Frame, state: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(dialog), `${state}, ${colorScheme}`).toEqual([]);
  }
}

test('the window has no violation that axe finds, in any state, light and dark', async ({ campus, page }) => {
  await openAlgebra(page);
  const dialog = await openDialog(page);
  await expectNone(page, dialog, 'the form');
  await isAttentive(dialog);
  await field(dialog, 'Name').fill('');
  await press(dialog, 'Save');
  await unfold(dialog, 'Description and tags');
  await field(dialog, 'Description').fill('plain');
  await replaceTags(dialog, 'a, dup, DUP');
  await expectNone(page, dialog, 'with bad input');
  await isAttentive(dialog);
  await field(dialog, 'Name').fill('A name');
  let goOn = (): void => undefined;
  const looked = new Promise<void>((done) => (goOn = done));
  if (campus.server)
    campus.server.switches.actor = ({ calls, next }) =>
      calls[next]?.action === 'clone' ? looked : undefined;
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room in progress');
  await expectNone(page, dialog, 'in progress');
  goOn();
  await expectHeading(dialog, 'Clone room is ready');
  await expectNone(page, dialog, 'ready');
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.output/screens/ready-${colorScheme}.png` });
  }
});
