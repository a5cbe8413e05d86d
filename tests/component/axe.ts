import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in a page, or in a frame: from the page outside it does not see in. */
export async function violations(place: Page | Frame): Promise<string[]> {
  // It is half a megabyte to read: once a document.
  if (!(await place.evaluate(() => 'axe' in globalThis))) await place.evaluate(AXE);
  const { violations: found } = await place.evaluate(() =>
    // The global that the script above has made.
    (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run({
      // What was found to be in order is not described.
      resultTypes: ['violations'],
    }),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
