import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../setup/process.mjs';
import { buildPackages } from './build.mjs';
import { unzip } from './zip.mjs';

/**
 * Unpacks the sources' zip into a folder of its own, and builds all packages from it. The packages of
 * `package-lock.json` are those that are installed here: `ensurePackages` has compared them.
 */
export async function rebuild(packages, hosts) {
  const root = mkdtempSync(join(tmpdir(), 'clone-room-sources-'));
  try {
    const [, sources] = [...packages].find(([name]) => name.endsWith('-sources.zip'));
    for (const [name, content] of await unzip(sources)) {
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
export async function differences(packages, others) {
  const unlike = [...packages].filter(([name, zip]) => !others.get(name)?.equals(zip));
  return Promise.all(
    unlike.map(async ([name, zip]) => {
      const [files, theirs] = [await unzip(zip), await unzip(others.get(name))];
      const all = [...new Set([...files.keys(), ...theirs.keys()])];
      const changed = all.filter((file) => !(theirs.get(file) && files.get(file)?.equals(theirs.get(file))));
      return `${name}: ${changed.join(', ') || 'how it is packed'}`;
    }),
  );
}
