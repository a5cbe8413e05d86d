import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * What a page pays for other people's content scripts: extensions that run in the same frames as ours, made of packages
 * that many people have in their browsers. Ours is compared with them, and with an extension that does nothing.
 */

export const PEERS = ['nothing', 'darkreader', 'hypothesis'] as const;
export type Peer = (typeof PEERS)[number];

const MATCHES = ['https://*.example.edu/*', 'https://*.kaltura.com/*'];
const packageFolder = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

interface ContentScript {
  readonly js: readonly string[];
  readonly run_at: 'document_start' | 'document_idle';
}

/** Of each: its content script, and what else its folder holds. */
const CONTENTS: Readonly<Record<Peer, (folder: string) => Promise<readonly ContentScript[]>>> = {
  nothing: () => Promise.resolve([]),
  async darkreader(folder) {
    await cp(join(packageFolder('darkreader'), 'darkreader.js'), join(folder, 'darkreader.js'));
    await writeFile(join(folder, 'start.js'), 'DarkReader.enable({});');
    return [{ js: ['darkreader.js', 'start.js'], run_at: 'document_start' }];
  },
  async hypothesis(folder) {
    await cp(join(packageFolder('hypothesis'), 'build'), join(folder, 'build'), { recursive: true });
    // Its sidebar is a page of its maker's server; here it is empty, so that only what runs in the page is measured.
    await writeFile(join(folder, 'sidebar.html'), '<!doctype html>');
    await writeFile(
      join(folder, 'settings.js'),
      `const settings = document.createElement('script');
settings.type = 'application/json';
settings.className = 'js-hypothesis-config';
settings.dataset.extensionId = chrome.runtime.id;
const sidebar = chrome.runtime.getURL('sidebar.html');
settings.textContent = JSON.stringify({ assetRoot: chrome.runtime.getURL(''), sidebarAppUrl: sidebar, notebookAppUrl: sidebar, profileAppUrl: sidebar });
document.head.append(settings);`,
    );
    return [{ js: ['settings.js', 'build/boot.js'], run_at: 'document_idle' }];
  },
};

/** Writes one into a folder of its own, which a browser can load. Whoever asked removes it. */
export async function writePeer(peer: Peer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `clone-room-${peer}-`));
  await mkdir(folder, { recursive: true });
  const scripts = await CONTENTS[peer](folder);
  const manifest = {
    manifest_version: 3,
    name: peer,
    version: '1',
    background: { service_worker: 'background.js' },
    content_scripts: scripts.map((script) => ({ ...script, matches: MATCHES, all_frames: true })),
    web_accessible_resources: [{ resources: ['*'], matches: ['*://*/*'] }],
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'background.js'), '');
  return folder;
}
