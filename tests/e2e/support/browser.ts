import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Worker } from '@playwright/test';
import type { Campus } from '../../campus/campus.ts';
import { ensureBrowser } from '../../setup/browser.mjs';
import { WITHOUT_ADDRESS_LIST } from '../../setup/browser-features.ts';
import type { Managed } from '../../setup/managed.ts';

/** `e2e` may read the campus' Moodle too; `release` is what users install. */
export type Build = 'e2e' | 'release';

const FOLDERS: Readonly<Record<Build, string>> = { e2e: 'chrome-mv3-e2e', release: 'chrome-mv3' };

/** A browser with the extension, whose every name leads to the campus or nowhere. */
export interface ExtensionBrowser {
  readonly context: BrowserContext;
  /** The extension's service worker, as it runs now: a stopped one is started anew by the browser. */
  readonly worker: () => Promise<Worker>;
  readonly extensionId: string;
  readonly close: () => Promise<void>;
}

export interface BrowserOptions {
  readonly campus: Campus;
  readonly build?: Build;
  /** Shows a window. */
  readonly headed?: boolean;
  /** A browser under a policy, with its own extension in place of `build`. */
  readonly managed?: Managed;
  /** The folder of another extension, beside ours. */
  readonly beside?: string;
  /** The folder of another extension, in place of ours. Its worker is called as ours is. */
  readonly instead?: string;
  /** A profile that outlives the browser, so that it can be opened again; whoever names it removes it. */
  readonly profile?: string;
}

/** Where the browser of the tests is. */
export async function installedBrowser(): Promise<string> {
  const browser = await ensureBrowser();
  if ('problem' in browser) throw new Error(browser.problem);
  return browser.path;
}

/** Starts a browser, with a profile that is gone when it closes unless one is named. */
export async function launchBrowser({
  campus,
  build = 'e2e',
  headed = false,
  managed,
  beside,
  instead,
  profile: named,
}: BrowserOptions): Promise<ExtensionBrowser> {
  const own =
    instead ?? (managed ? managed.extension : join(import.meta.dirname, '../../../.output', FOLDERS[build]));
  const extension = own === undefined || beside === undefined ? own : `${own},${beside}`;
  const profile = named ?? (await mkdtemp(join(tmpdir(), 'clone-room-')));
  const removeProfile = async (): Promise<void> => {
    if (named === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    if (headed && named === undefined) await askNothing(profile);
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: managed?.executable ?? (await installedBrowser()),
      headless: false,
      viewport: headed ? null : { width: 1280, height: 900 },
      // The second one stops what a policy installs, too. No name but the campus' leads anywhere all the same.
      ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking'],
      // Whoever started it ends it, so that its profile is removed.
      handleSIGINT: false,
      handleSIGTERM: false,
      args: argumentsOf({ campus, headed, extension }),
    });
    const isOurs = (one: Worker): boolean => beside === undefined || one.url().endsWith('/background.js');
    const worker = async (): Promise<Worker> =>
      context.serviceWorkers().find(isOurs) ?? context.waitForEvent('serviceworker', { predicate: isOurs });
    const extensionId = new URL((await worker()).url()).host;
    return {
      context,
      worker,
      extensionId,
      close: async () => {
        await context.close();
        await removeProfile();
      },
    };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

/** @param extension its folder; undefined where a policy installs it */
function argumentsOf({
  campus,
  headed,
  extension,
}: {
  readonly campus: Campus;
  readonly headed: boolean;
  readonly extension: string | undefined;
}): string[] {
  return [
    ...(headed ? ['--window-size=1280,960', ...WITHOUT_BUBBLES] : ['--headless=new', '--disable-gpu']),
    ...offline(campus),
    // So that a test can press the toolbar button, over the pipe by which it drives the browser.
    '--enable-unsafe-extension-debugging',
    WITHOUT_ADDRESS_LIST,
    ...(extension === undefined
      ? []
      : [
          '--disable-background-networking',
          `--disable-extensions-except=${extension}`,
          `--load-extension=${extension}`,
        ]),
  ];
}

/** A browser that goes on when its driver has let go of it: then nothing holds its worker. */
export interface FreeBrowser {
  readonly context: BrowserContext;
  /** From here on nobody drives it. */
  readonly letGo: () => Promise<void>;
  /** Ends the process of the extension's worker, as the system does it where memory is short. Answers how many there were. */
  readonly killWorker: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Starts one with the build for tests. */
export async function startFreeBrowser(campus: Campus): Promise<FreeBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'clone-room-'));
  const extension = join(import.meta.dirname, '../../../.output', FOLDERS.e2e);
  const args = [
    ...argumentsOf({ campus, headed: false, extension }),
    ...['--no-sandbox', '--disable-backgrounding-occluded-windows', '--remote-debugging-port=0'],
    ...[`--user-data-dir=${profile}`, 'about:blank'],
  ];
  const child = spawn(await installedBrowser(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /DevTools listening on (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(said)));
  });
  const driver = await chromium.connectOverCDP(address);
  const context = driver.contexts()[0];
  if (!context) throw new Error('The browser has no window.');
  return {
    context,
    letGo: () => driver.close(),
    killWorker: async () => {
      const pids = await extensionProcesses(child.pid ?? 0);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      return pids.length;
    },
    close: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The processes of extensions below a browser's: Chromium names them on their command line. Linux tells of it in `/proc`. */
async function extensionProcesses(browser: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const seen = await Promise.all(
    pids.map(async (pid) => {
      const read = (name: string): Promise<string> =>
        readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
      const parent = Number(/\) \S (\d+)/.exec(await read('stat'))?.[1]);
      return { pid, parent, isExtension: (await read('cmdline')).includes('--extension-process') };
    }),
  );
  const below = new Set([browser]);
  // A child may have been started by a zygote, which is a child itself.
  for (let before = 0; before < below.size;) {
    before = below.size;
    for (const { pid, parent } of seen) if (below.has(parent)) below.add(pid);
  }
  return seen.flatMap(({ pid, isExtension }) => (isExtension && below.has(pid) ? [pid] : []));
}

/**
 * Over the page of somebody who only looks stands nothing of the browser's: no line on flags that it does not support
 * (`--test-type` keeps it away), and no bubble on a browser that was not closed.
 */
const WITHOUT_BUBBLES = ['--test-type', '--hide-crash-restore-bubble'];

/** A new profile that does not ask whether to save the password with which the demo has logged in. */
async function askNothing(profile: string): Promise<void> {
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { credentials_enable_service: false, profile: { password_manager_enabled: false } };
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
}

/** Kaltura's and Moodle's names lead to the campus, whose key alone is trusted; no other name leads anywhere. */
function offline({ httpsPort, spki }: Campus): string[] {
  const campus = `127.0.0.1:${httpsPort}`;
  const names = ['*.kaltura.com', '*.example.edu', '*.example.org'].map((name) => `MAP ${name} ${campus}`);
  return [
    `--host-resolver-rules=${[...names, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
    `--ignore-certificate-errors-spki-list=${spki}`,
    '--no-proxy-server',
    '--disable-quic',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
  ];
}
