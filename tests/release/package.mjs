import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePackages } from '../setup/packages.mjs';
import { ROOT } from '../setup/process.mjs';

/**
 * `npm run package`: what is handed to the stores and to administrators, in `.output/packages`, with its hashes.
 *
 * - `--hosts media.example.org,moodle.example.org`: hosts of one school, on which its package works from the start.
 * - `--crx-url https://extensions.example.edu/clone-room.crx`: where the signed package will lie; see below.
 * - `--verify`: builds once more from the sources' zip alone, and says whether all packages are equal, byte for byte.
 *
 * `CLONE_ROOM_KEY` names the file of a private key (PEM, RSA). With it there is also a signed package for Chromium,
 * and `updates.xml` beside it: the key fixes the extension's id, which a policy has to name. A store signs by itself.
 */

const OUT = join(ROOT, '.output/packages');

async function main() {
  const { values } = parseArgs({
    options: {
      hosts: { type: 'string', default: '' },
      'crx-url': { type: 'string' },
      verify: { type: 'boolean', default: false },
    },
  });
  const missing = await ensurePackages();
  if (missing !== undefined) throw new Error(missing);
  // Only now: they import packages that may not have been there.
  const { buildPackages } = await import('./build.mjs');
  const { differences, rebuild } = await import('./rebuild.mjs');
  const { signPackage } = await import('./sign.mjs');

  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const packages = await buildPackages(ROOT, values.hosts);
  if (values.verify) {
    const other = await differences(packages, await rebuild(packages, values.hosts));
    if (other.length > 0)
      throw new Error(`Built again from the sources' zip, these differ:\n${other.join('\n')}`);
    console.log("Built again from the sources' zip: equal, byte for byte.");
  }
  for (const [name, zip] of packages) writeFileSync(join(OUT, name), zip);
  const names = [...packages.keys()];
  const key = process.env['CLONE_ROOM_KEY'];
  if (key !== undefined) {
    const signed = await signPackage({ packages, key, url: values['crx-url'], folder: OUT });
    console.log(`The extension's id in Chromium, by CLONE_ROOM_KEY: ${signed.id}`);
    names.push(...signed.files);
  }
  const sums = names.map((name) => `${sha256(readFileSync(join(OUT, name)))}  ${name}\n`).join('');
  writeFileSync(join(OUT, 'SHA256SUMS'), sums);
  console.log(`In .output/packages:\n${sums}`);
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
