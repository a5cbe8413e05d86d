import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { emulatorOf, holdFirst } from '../campus/emulator.ts';
import { startFreeBrowser } from '../e2e/support/browser.ts';
import { logIn, openAlgebra, openDialog, press } from '../e2e/support/steps.ts';

/** An alarm of ours comes every half minute; browsers keep to no shorter period. */
const PERIOD_MS = 30_000;
/** What the room of the demo holds. */
const CHILDREN = 6;

test('the worker is killed with no window open and no driver on it: the clone goes on by its alarm', async () => {
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const server = emulatorOf(campus);
  const browser = await startFreeBrowser(campus);
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    await logIn(page, OWNER);
    await openAlgebra(page);
    const dialog = await openDialog(page);
    // The room is made, and its answer does not come before the worker is gone.
    const held = holdFirst(server, 6_000);
    await press(dialog, 'Save');
    await expect.poll(held).toBe(1);
    await page.goto('about:blank');
    await browser.letGo();
    expect(await browser.killWorker()).toBe(1);
    const killed = Date.now();

    // Nothing else wakes it: it is asleep until the alarm comes, and then it goes on.
    const after = (): readonly number[] =>
      server.requests.flatMap(({ at }) => (at > killed + 1_000 ? [at - killed] : []));
    await setTimeout(10_000);
    expect(after()).toEqual([]);
    await expect.poll(() => after().length, { timeout: 2 * PERIOD_MS }).toBeGreaterThan(0);
    const copies = (): readonly { id: string }[] =>
      server.entries().filter(({ rootEntryId }) => rootEntryId === campus.rooms.algebra);
    const parts = (): number =>
      server.entries().filter(({ parentEntryId }) => parentEntryId === copies()[0]?.id).length;
    await expect.poll(parts, { timeout: 4 * PERIOD_MS }).toBe(CHILDREN);
    expect(copies()).toHaveLength(1);
  } finally {
    await browser.close();
    await campus.close();
  }
});
