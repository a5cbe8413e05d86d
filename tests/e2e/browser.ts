import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Worker } from '@playwright/test';
import type { Campus } from '../campus/campus.ts';
import { ensureBrowser } from '../setup/browser.mjs';
import type { Managed } from '../setup/managed.ts';

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
  profile: named,
}: BrowserOptions): Promise<ExtensionBrowser> {
  const extension = managed ? managed.extension : join(import.meta.dirname, '../../.output', FOLDERS[build]);
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
      args: [
        ...(headed ? ['--window-size=1280,960', ...WITHOUT_BUBBLES] : ['--headless=new', '--disable-gpu']),
        ...offline(campus),
        // So that a test can press the toolbar button, over the pipe by which it drives the browser.
        '--enable-unsafe-extension-debugging',
        ...(extension === undefined
          ? []
          : [
              '--disable-background-networking',
              `--disable-extensions-except=${extension}`,
              `--load-extension=${extension}`,
            ]),
      ],
    });
    const worker = async (): Promise<Worker> =>
      context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
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
