import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../setup/process.mjs';

/**
 * What is built into a package: a list in CycloneDX's format (`npm sbom`), and the licences with their texts.
 * @returns contents by names, the same at each run
 */
export async function inventory(root) {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'];
  const { code, output } = await runNpm(args, { capture: true, cwd: root });
  if (code !== 0) throw new Error(`"npm sbom" failed:\n${output}`);
  // What is another at each run, with each npm or in each folder would make each package another.
  const { serialNumber: _random, metadata, ...sbom } = JSON.parse(output);
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const subject = { lifecycles: metadata.lifecycles, component: { ...metadata.component, name } };
  const licences = sbom.components
    .map(({ name, version }) => ({ name, version }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, version }) => `${name} ${version}\n\n${licenceOf(root, name)}`);
  return new Map([
    ['licences.txt', Buffer.from(licences.join(`\n${'-'.repeat(80)}\n\n`))],
    ['sbom.cdx.json', Buffer.from(`${JSON.stringify({ ...sbom, metadata: subject }, null, 2)}\n`)],
  ]);
}

function licenceOf(root, name) {
  const folder = join(root, 'node_modules', name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8');
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no licence.`);
  return `${license}\n`;
}
