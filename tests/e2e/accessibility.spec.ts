import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './fixture.ts';
import { ALGEBRA, expectHeading, field, openDialog, openMyMedia, openRoom, press } from './steps.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** axe in the dialog's own frame: from the page outside it does not see in. */
async function violations(dialog: Frame): Promise<string[]> {
  await dialog.evaluate(AXE);
  const { violations: found } = await dialog.evaluate(
    // The global that the script above has made.
    () => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

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
    await field(dialog, 'Name').fill('');
    await press(dialog, 'Save');
    await field(dialog, 'Description').fill('plain');
    await field(dialog, 'Tags').fill('a, dup, DUP');
    expect(await violations(dialog), 'with bad input').toEqual([]);
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
