import { createHash, generateKeyPairSync } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where browsers of this kind look for an administrator's policy on Linux. Elsewhere it is no file. */
const FOLDERS = ['/etc/chromium', '/etc/opt/chrome_for_testing', '/etc/opt/chrome'].map(
  (folder) => `${folder}/policies/managed`,
);

/** Why no policy can be set on this machine, in a sentence; undefined where it can. */
export function whyNoPolicy(): string | undefined {
  if (process.platform !== 'linux')
    return 'A policy is a file on Linux alone; elsewhere this test is not run.';
  try {
    accessSync(nearest('/etc/chromium/policies'), constants.W_OK);
    return undefined;
  } catch {
    return 'Only an administrator (root) may write /etc/chromium/policies, so this test is not run.';
  }
}

const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(dirname(folder)));

/** The extension as an administrator's users have it, and the policy for it. */
export interface Managed {
  /** The folder of the build. */
  readonly extension: string;
  /** Takes the policy and the build away. */
  readonly remove: () => Promise<void>;
}

/**
 * Copies the build for release, gives it an id that nobody else has, and writes a real policy for that id. No browser
 * of another test, or of whoever uses this machine, has an extension of that id.
 */
export async function manage(policy: object): Promise<Managed> {
  const extension = await mkdtemp(join(tmpdir(), 'clone-room-managed-'));
  await cp(join(import.meta.dirname, '../../.output/chrome-mv3'), extension, { recursive: true });
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const manifest = join(extension, 'manifest.json');
  const fields = JSON.parse(await readFile(manifest, 'utf8')) as object; // our own
  await writeFile(manifest, JSON.stringify({ ...fields, key: key.toString('base64') }));

  const id = idOf(key);
  const written: string[] = [];
  const made: string[] = [];
  for (const folder of FOLDERS) {
    const first = await mkdir(folder, { recursive: true });
    if (first !== undefined) made.push(...between(first, folder));
    const file = join(folder, `clone-room-test-${id}.json`);
    await writeFile(file, JSON.stringify({ '3rdparty': { extensions: { [id]: policy } } }));
    written.push(file);
  }
  return {
    extension,
    async remove() {
      for (const file of written) await rm(file, { force: true });
      // Only where nobody else has put anything into it since.
      for (const folder of made) await rmdir(folder).catch(() => undefined);
      await rm(extension, { recursive: true, force: true });
    },
  };
}

/** The folders from an inner one out to an outer one. */
const between = (outer: string, inner: string): string[] =>
  inner === outer ? [outer] : [inner, ...between(outer, dirname(inner))];

/** Chromium's id for a key: the first half of its hash, in letters. */
function idOf(key: Buffer): string {
  const half = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return [...half].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
