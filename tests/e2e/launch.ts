import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Worker } from '@playwright/test';
import type { Campus } from '../campus/campus.ts';

const OUTPUT = join(import.meta.dirname, '../../.output');
export const BUILDS = { e2e: join(OUTPUT, 'chrome-mv3-e2e'), release: join(OUTPUT, 'chrome-mv3') } as const;

export interface LaunchOptions {
  readonly campus: Campus;
  readonly build?: keyof typeof BUILDS;
  readonly headless?: boolean;
  /** A profile to use again, for a restart of the browser; else a new one that is removed at the end. */
  readonly profile?: string;
}

export interface Launched {
  readonly context: BrowserContext;
  readonly worker: Worker;
  readonly extensionId: string;
  readonly close: () => Promise<void>;
}

/**
 * Opens a real Chromium with the extension, in which the campus' names lead to loopback and all others nowhere. Its
 * certificate is trusted by its key, and no other is.
 */
export async function launch({
  campus,
  build = 'e2e',
  headless = true,
  profile,
}: LaunchOptions): Promise<Launched> {
  const extension = BUILDS[build];
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'clone-room-')));
  const to = `127.0.0.1:${campus.httpsPort}`;
  const executablePath = process.env['CLONE_ROOM_BROWSER'] ?? '/usr/bin/chromium';
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    headless: false,
    viewport: { width: 1280, height: 800 },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...(headless ? ['--headless=new'] : []),
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      `--ignore-certificate-errors-spki-list=${campus.spki}`,
      `--host-resolver-rules=MAP *.kaltura.com ${to}, MAP *.example.edu ${to}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
  });
  const worker =
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 20_000 }));
  return {
    context,
    worker,
    extensionId: new URL(worker.url()).host,
    close: async () => {
      await context.close();
      if (profile === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
