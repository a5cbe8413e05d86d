import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { patternOfSite } from '../../lib/sites/pattern.ts';
import { ROOT } from '../setup/process.mjs';
import { buildPackages } from './build.ts';
import { PACKAGES } from './made.ts';
import { differences, rebuild } from './rebuild.ts';
import { requireKey, signPackage } from './sign.ts';

/**
 * `npm run package`: what is handed to the stores and to administrators, in `.output/packages`, with its hashes.
 *
 * - `--hosts media.example.org,moodle.example.org`: hosts of one school, on which its package works from the start.
 * - `--crx-url https://extensions.example.edu/clone-room.crx`: where the signed package will lie; makes `updates.xml`.
 * - `--verify`: builds once more from the sources' zip alone, and says whether all packages are equal, byte for byte.
 *
 * `CLONE_ROOM_KEY` names the file of a private key (PEM, RSA). With it there is also a signed package for Chromium: the
 * key fixes the extension's id, which a policy has to name. A store signs by itself.
 */

async function makePackages(): Promise<void> {
  const { values } = parseArgs({
    options: {
      hosts: { type: 'string', default: '' },
      'crx-url': { type: 'string' },
      verify: { type: 'boolean', default: false },
    },
  });
  const { hosts, 'crx-url': url, verify } = values;
  const key = process.env['CLONE_ROOM_KEY'];
  // Before minutes of building.
  checkHosts(hosts);
  if (key !== undefined) requireKey(key);
  if (url !== undefined) checkUrl(url, key);

  rmSync(PACKAGES, { recursive: true, force: true });
  mkdirSync(PACKAGES, { recursive: true });
  const packages = await buildPackages(ROOT, hosts);
  if (verify) {
    const other = await differences(packages, await rebuild(packages.sources, hosts));
    if (other.length > 0)
      throw new Error(`Built again from the sources' zip, these differ:\n${other.join('\n')}`);
    console.log("Built again from the sources' zip: equal, byte for byte.");
  }
  const files = [packages.chrome, packages.edge, packages.firefox, packages.sources];
  if (key !== undefined) {
    const signed = await signPackage(packages.chrome, key, url);
    console.log(`The extension's id in Chromium, by CLONE_ROOM_KEY: ${signed.id}`);
    files.push(...signed.files);
  }
  const sums = files.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join('');
  for (const { name, bytes } of files) writeFileSync(join(PACKAGES, name), bytes);
  writeFileSync(join(PACKAGES, 'SHA256SUMS'), sums);
  console.log(`In .output/packages:\n${sums}`);
}

function checkHosts(hosts: string): void {
  const wrong = hosts.split(',').filter((host) => host.trim() !== '' && patternOfSite(host) === undefined);
  if (wrong.length > 0)
    throw new Error(`--hosts: "${wrong.join('", "')}" is no host. Write media.example.org or *.example.org.`);
}

function checkUrl(url: string, key: string | undefined): void {
  if (key === undefined)
    throw new Error('--crx-url needs CLONE_ROOM_KEY: only a signed package has an address.');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Error(
      `--crx-url: "${url}" is no address. Write https://extensions.example.edu/clone-room.crx.`,
    );
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

try {
  await makePackages();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
