import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/process.mjs';
import type { Kind, Package } from './build.ts';

/** Where `npm run package` puts what it makes. */
export const PACKAGES = join(ROOT, '.output/packages');

/** A package of the version before this one, as it was handed out: what an update is tried on. */
export function previousPackage(kind: 'chrome' | 'firefox'): Package {
  const folder = join(import.meta.dirname, 'previous');
  const name = readdirSync(folder).find((each) => each.endsWith(`-${kind}.zip`));
  if (name === undefined) throw new Error(`There is no previous package for ${kind}.`);
  return { name, bytes: readFileSync(join(folder, name)) };
}

/** A package that `npm run package` made. */
export function madePackage(kind: Kind): Package {
  const sums = readFileSync(join(PACKAGES, 'SHA256SUMS'), 'utf8').split('\n');
  const name = sums.map((line) => line.split('  ')[1]).find((each) => each?.endsWith(`-${kind}.zip`));
  if (name === undefined) throw new Error(`There is no package for ${kind}: run "npm run package".`);
  return { name, bytes: readFileSync(join(PACKAGES, name)) };
}
