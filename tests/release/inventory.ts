import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { runNpm } from '../setup/process.mjs';
import type { Files } from './zip.ts';

const packageSchema = z.object({ name: z.string(), license: z.string() });

/** What of npm's answer we touch; all else of it stays. */
const sbomSchema = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({}) }),
  components: z.array(z.looseObject({ name: z.string(), version: z.string() })),
});

/**
 * What is built into a package: a list in CycloneDX's format (`npm sbom`), and the licences with their texts. The same at
 * each run.
 */
export async function inventory(root: string): Promise<Files> {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'];
  const { code, output } = await runNpm(args, { capture: true, cwd: root });
  if (code !== 0) throw new Error(`"npm sbom" failed:\n${output}`);
  const sbom = sbomSchema.parse(JSON.parse(output));
  // A random number, the time, npm's version and the folder's name would make each package another.
  const { serialNumber: _number, metadata, ...same } = sbom;
  const component = { ...metadata.component, name: packageIn(root).name };
  const licences = sbom.components
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, version }) => `${name} ${version}\n\n${licenceIn(join(root, 'node_modules', name))}`);
  return new Map([
    ['licences.txt', Buffer.from(licences.join(`\n${'-'.repeat(80)}\n\n`))],
    ['sbom.cdx.json', Buffer.from(`${JSON.stringify({ ...same, metadata: { component } }, null, 2)}\n`)],
  ]);
}

const packageIn = (folder: string): z.infer<typeof packageSchema> =>
  packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

function licenceIn(folder: string): string {
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return file === undefined ? `${packageIn(folder).license}\n` : readFileSync(join(folder, file), 'utf8');
}
