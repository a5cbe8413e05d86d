import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../setup/process.mjs';
import { buildPackages, type Kind, type Package, type Packages } from './build.ts';
import { unzip } from './zip.ts';

/**
 * Unpacks the sources' zip into a folder of its own, and builds all packages from it. What it is built with is installed
 * here already, as `package-lock.json` says.
 */
export async function rebuild(sources: Package, hosts: string): Promise<Packages> {
  const root = mkdtempSync(join(tmpdir(), 'clone-room-sources-'));
  try {
    for (const [name, content] of await unzip(sources.bytes)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
    return await buildPackages(root, hosts);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The packages that are not the same bytes in both, each with the files by which they differ. */
export async function differences(packages: Packages, others: Packages): Promise<readonly string[]> {
  const kinds: readonly Kind[] = ['chrome', 'edge', 'firefox', 'sources'];
  const unlike = kinds.filter((kind) => !packages[kind].bytes.equals(others[kind].bytes));
  return Promise.all(
    unlike.map(async (kind) => {
      const [ours, theirs] = [await unzip(packages[kind].bytes), await unzip(others[kind].bytes)];
      const names = [...new Set([...ours.keys(), ...theirs.keys()])];
      const same = (name: string): boolean => {
        const [one, other] = [ours.get(name), theirs.get(name)];
        return one !== undefined && other !== undefined && one.equals(other);
      };
      return `${packages[kind].name}: ${names.filter((name) => !same(name)).join(', ') || 'how it is packed'}`;
    }),
  );
}
