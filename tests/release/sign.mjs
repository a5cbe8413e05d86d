import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import writeCrx from 'crx3';
import { unzip } from './zip.mjs';

const FILE = 'clone-room.crx';
const UPDATES = 'updates.xml';

/**
 * A signed package of Chrome's zip, and the file that tells browsers of it
 * (https://developer.chrome.com/docs/extensions/how-to/distribute/host-on-linux).
 * @param key the file of the private key; it is read, and never made or copied
 * @param url where the package will lie; without it there is no `updates.xml`
 * @returns the extension's id by that key, and the names of the files
 */
export async function signPackage({ packages, key, url, folder }) {
  // The library would make a key where there is none, and with it an id that nobody knows.
  if (!existsSync(key)) throw new Error(`CLONE_ROOM_KEY: there is no file ${key}.`);
  if (url !== undefined && !(URL.canParse(url) && /^https?:/.test(url)))
    throw new Error(`--crx-url: "${url}" is no address. Write https://extensions.example.edu/${FILE}.`);
  const [, zip] = [...packages].find(([name]) => name.endsWith('-chrome.zip'));
  const { appId: id } = await writeCrx(Readable.from([zip]), { crxPath: join(folder, FILE), keyPath: key });
  if (url === undefined) return { id, files: [FILE] };
  const manifest = JSON.parse((await unzip(zip)).get('manifest.json').toString());
  writeFileSync(join(folder, UPDATES), updatesOf(id, url, manifest));
  return { id, files: [FILE, UPDATES] };
}

const inXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');

const updatesOf = (
  id,
  url,
  { version, minimum_chrome_version: oldest },
) => `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck codebase='${inXml(url)}' version="${version}" prodversionmin="${oldest}" />
  </app>
</gupdate>
`;
