import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import type { Package } from '../release/build.ts';
import { signPackage } from '../release/sign.ts';
import { documentedPolicy } from './documented.ts';

/**
 * Browsers that an administrator manages. A policy is a file for the whole machine: here each browser gets a view of the
 * file system of its own (`unshare`), so that no other browser of this machine sees it.
 */

/** Where Chromium looks for a policy on Linux, below folders that are there on every machine. */
const CHROMIUM: Places = {
  '/etc/chromium': ['policies/managed'],
  '/etc/opt': ['chrome_for_testing/policies/managed', 'chrome/policies/managed'],
};

/** Folders that the browser sees empty, but for the policy in folders below them. */
type Places = Readonly<Record<string, readonly string[]>>;

/** Why no policy can be set on this machine, in a sentence; undefined where it can. */
export function whyNoPolicy(): string | undefined {
  if (process.platform !== 'linux')
    return 'A policy is a file on Linux alone; elsewhere this test is not run.';
  if (spawnSync('unshare', ['--mount', 'true']).status !== 0)
    return 'Only an administrator (root) may give a browser a policy of its own, so this test is not run.';
  return undefined;
}

/** A browser under a policy, or with a package of a school. */
export interface Managed {
  /** Starts it, with whatever arguments. */
  readonly executable: string;
  /** The folder of the extension that is loaded by command line; undefined where the policy installs one. */
  readonly extension: string | undefined;
  readonly remove: () => Promise<void>;
}

const manifestSchema = z.looseObject({
  host_permissions: z.array(z.string()),
  content_scripts: z.array(z.looseObject({ matches: z.array(z.string()) })),
});
type Manifest = z.infer<typeof manifestSchema>;

/** A folder with the build for release, and another manifest. */
async function releaseWith(change: (manifest: Manifest) => object): Promise<string> {
  const extension = await mkdtemp(join(tmpdir(), 'clone-room-managed-'));
  await cp(join(import.meta.dirname, '../../.output/chrome-mv3'), extension, { recursive: true });
  const file = join(extension, 'manifest.json');
  const manifest = manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  await writeFile(file, JSON.stringify(change(manifest)));
  return extension;
}

/** The build for release as `npm run package -- --hosts` makes it: `tests/structure/docs.test.ts` compares the manifests. */
export async function ofSchool(executable: string, hosts: readonly string[]): Promise<Managed> {
  const sites = hosts.map((host) => `https://${host}/*`);
  const extension = await releaseWith(({ host_permissions, content_scripts, ...manifest }) => ({
    ...manifest,
    host_permissions: [...host_permissions, ...sites],
    content_scripts: content_scripts.map(({ matches, ...script }) => ({
      ...script,
      matches: [...matches, ...sites],
    })),
  }));
  return { executable, extension, remove: () => rm(extension, { recursive: true, force: true }) };
}

/** The build for release with an id of its own, and the managed storage for that id. */
export async function manage(browser: string, storage: object): Promise<Managed> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const extension = await releaseWith((manifest) => ({ ...manifest, key: key.toString('base64') }));
  const policy = { '3rdparty': { extensions: { [idOf(key)]: storage } } };
  const { executable, remove } = await underPolicy(browser, CHROMIUM, { name: 'policy.json', policy });
  return {
    executable,
    extension,
    async remove() {
      await remove();
      await rm(extension, { recursive: true, force: true });
    },
  };
}

interface UnderPolicy {
  readonly executable: string;
  readonly remove: () => Promise<void>;
}

/** A browser that finds a policy, and no other. */
async function underPolicy(
  browser: string,
  places: Places,
  { name, policy }: { readonly name: string; readonly policy: object },
): Promise<UnderPolicy> {
  const folder = await mkdtemp(join(tmpdir(), 'clone-room-policy-'));
  await writeFile(join(folder, name), JSON.stringify(policy));
  const executable = join(folder, 'browser.sh');
  const mounts = Object.entries(places).map(([top, below]) =>
    [
      `if [ -d ${top} ]; then mount -t tmpfs tmpfs ${top}`,
      ...below.map((each) => `mkdir -p ${top}/${each} && cp "$POLICY" ${top}/${each}/`),
      'fi',
    ].join('\n'),
  );
  const script = [...mounts, 'exec "$BROWSER" "$@"'].join('\n');
  await writeFile(
    executable,
    `#!/bin/sh
export POLICY='${join(folder, name)}' BROWSER='${browser}'
exec unshare --mount -- sh -ec '${script}' sh "$@"
`,
    { mode: 0o755 },
  );
  return { executable, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Files by their paths, at an address of this machine. */
async function serve(): Promise<{
  readonly url: string;
  readonly files: Map<string, Buffer>;
  readonly close: () => Promise<void>;
}> {
  const files = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '', 'http://localhost').pathname);
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' });
    response.end(file);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // Of a port, since we listen on one.
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, files, close };
}

/** A Firefox in which the documented policy installs Firefox's package, unsigned, from an address on this machine. */
export async function manageFirefox(
  { path, id }: { readonly path: string; readonly id: string },
  firefox: Package,
): Promise<UnderPolicy> {
  const { url, files, close } = await serve();
  files.set('/clone-room-firefox.xpi', firefox.bytes);
  const places = { [join(dirname(realpathSync(path)), 'distribution')]: ['.'] };
  const policy = documentedPolicy('firefox', { id, url });
  const { executable, remove } = await underPolicy(path, places, { name: 'policies.json', policy });
  return {
    executable,
    async remove() {
      await remove();
      await close();
    },
  };
}

/** A browser in which a policy installs the extension. */
export interface Installed extends Managed {
  readonly extensionId: string;
  /** Puts another version at the update address, under the same id. */
  readonly offer: (version: Package) => Promise<void>;
}

/** A browser in which the documented policy installs Chrome's package, signed, from an update address on this machine. */
export async function manageInstall(browser: string, chrome: Package): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'clone-room-key-'));
  const key = join(folder, 'key.pem');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { url, files, close } = await serve();
  const offer = async (version: Package): Promise<string> => {
    const signed = await signPackage(version, key, `${url}/clone-room.crx`);
    for (const { name, bytes } of signed.files) files.set(`/${name}`, bytes);
    return signed.id;
  };
  const extensionId = await offer(chrome);
  const policy = {
    ...documentedPolicy('chromium', { id: extensionId, url }),
    // Else nobody, and no test, may look into what a policy installs (https://chromeenterprise.google/policies/#DeveloperToolsAvailability).
    DeveloperToolsAvailability: 1,
  };
  const { executable, remove } = await underPolicy(browser, CHROMIUM, { name: 'policy.json', policy });
  return {
    executable,
    extension: undefined,
    extensionId,
    async offer(version) {
      await offer(version);
    },
    async remove() {
      await remove();
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Chromium's id for a key: the first half of its hash, in letters. */
function idOf(key: Buffer): string {
  const half = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return [...half].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
