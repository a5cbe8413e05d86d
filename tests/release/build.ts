import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runTool } from '../setup/process.mjs';
import { inventory } from './inventory.ts';
import { sourceFiles } from './sources.ts';
import { type Files, zipOf } from './zip.ts';

/** A file to hand out. */
export interface Package {
  readonly name: string;
  readonly bytes: Buffer;
}

export type Kind = 'chrome' | 'edge' | 'firefox' | 'sources';
export type Packages = Readonly<Record<Kind, Package>>;

/**
 * Builds for release and packs. Edge takes Chrome's files: `wxt.config.ts` tells Firefox alone apart, and no code asks.
 * @param root the project's folder: this one, or one that was unpacked from its sources' zip
 * @param hosts what `--hosts` says
 * @throws with what the build said, where it failed
 */
export async function buildPackages(root: string, hosts: string): Promise<Packages> {
  // Our own file.
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const packed = async (kind: Kind, files: Files): Promise<Package> => ({
    name: `clone-room-${version}-${kind}.zip`,
    bytes: await zipOf(files),
  });
  const chromium = await buildFor('chrome', root, hosts);
  const firefox = await buildFor('firefox', root, hosts);
  return {
    chrome: await packed('chrome', chromium),
    edge: await packed('edge', chromium),
    firefox: await packed('firefox', firefox),
    sources: await packed('sources', await sourceFiles(root)),
  };
}

/** The files of a package, built for release. */
export async function buildFor(browser: 'chrome' | 'firefox', root: string, hosts: string): Promise<Files> {
  const { code, output } = await runTool('wxt', ['build', root, '-b', browser, '--mv3'], {
    capture: true,
    cwd: root,
    env: { CLONE_ROOM_HOSTS: hosts },
  });
  if (code !== 0) throw new Error(`The build for ${browser} failed:\n${output}`);
  return new Map([...filesIn(join(root, `.output/${browser}-mv3`)), ...(await inventory(root))]);
}

const filesIn = (folder: string): Files =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]),
  );
