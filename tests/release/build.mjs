import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runTool } from '../setup/process.mjs';
import { inventory } from './inventory.mjs';
import { sourceFiles } from './sources.mjs';
import { zipOf } from './zip.mjs';

/**
 * Each package, and the build that it holds. Edge takes Chrome's: nothing in a build asks which of the two it is in, and
 * `wxt.config.ts` tells Firefox alone apart.
 */
const BUILDS = { chrome: 'chrome', edge: 'chrome', firefox: 'firefox' };

/**
 * Builds for release and packs.
 * @param root the project's folder: this one, or one that was unpacked from its sources' zip
 * @param hosts what `--hosts` says
 * @returns the packages by their names
 * @throws with what the build said, where it failed
 */
export async function buildPackages(root, hosts) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const inside = await inventory(root);
  const files = new Map();
  for (const browser of new Set(Object.values(BUILDS))) {
    const { code, output } = await runTool('wxt', ['build', root, '-b', browser, '--mv3'], {
      capture: true,
      cwd: root,
      env: { CLONE_ROOM_HOSTS: hosts },
    });
    if (code !== 0) throw new Error(`The build for ${browser} failed:\n${output}`);
    files.set(browser, new Map([...filesIn(join(root, `.output/${browser}-mv3`)), ...inside]));
  }
  const packages = new Map();
  for (const [store, browser] of Object.entries(BUILDS))
    packages.set(`clone-room-${version}-${store}.zip`, await zipOf(files.get(browser)));
  packages.set(`clone-room-${version}-sources.zip`, await zipOf(await sourceFiles(root)));
  return packages;
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]);
