import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import writeCrx from 'crx3';
import * as z from 'zod/mini';
import type { Package } from './build.ts';
import { unzip } from './zip.ts';

/** @throws where the file holds no private RSA key: the library would make one, and with it an id that nobody knows */
export function requireKey(file: string): void {
  try {
    if (createPrivateKey(readFileSync(file)).asymmetricKeyType === 'rsa') return;
  } catch {
    // Said below: why is not for a log, where the key itself might stand in it.
  }
  throw new Error(`CLONE_ROOM_KEY: ${file} is no file with a private RSA key.`);
}

export interface Signed {
  /** The extension's, by its key. */
  readonly id: string;
  readonly files: readonly Package[];
}

const infoSchema = z.object({ appId: z.string().check(z.regex(/^[a-p]{32}$/)) });
const manifestSchema = z.object({ version: z.string(), minimum_chrome_version: z.string() });

/**
 * A signed package of Chrome's zip, and what tells browsers of it
 * (https://developer.chrome.com/docs/extensions/how-to/distribute/host-on-linux).
 * @param key the file of the private key
 * @param url where the signed package will lie; without it there is no `updates.xml`
 */
export async function signPackage(chrome: Package, key: string, url: string | undefined): Promise<Signed> {
  const folder = mkdtempSync(join(tmpdir(), 'clone-room-sign-'));
  try {
    const crxPath = join(folder, 'clone-room.crx');
    const { appId: id } = infoSchema.parse(
      await writeCrx(Readable.from([chrome.bytes]), { crxPath, keyPath: key }),
    );
    const signed = { name: 'clone-room.crx', bytes: readFileSync(crxPath) };
    if (url === undefined) return { id, files: [signed] };
    const manifest = (await unzip(chrome.bytes)).get('manifest.json');
    const updates = updatesOf(id, url, manifestSchema.parse(JSON.parse(String(manifest))));
    return { id, files: [signed, { name: 'updates.xml', bytes: Buffer.from(updates) }] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const updatesOf = (
  id: string,
  url: string,
  { version, minimum_chrome_version: oldest }: z.infer<typeof manifestSchema>,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck codebase="${inXml(url)}" version="${version}" prodversionmin="${oldest}" />
  </app>
</gupdate>
`;
