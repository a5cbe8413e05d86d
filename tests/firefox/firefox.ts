import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Campus } from '../campus/campus.ts';
import type { Package } from '../release/build.ts';
import type { Build } from '../e2e/support/browser.ts';
import { ensureFirefox } from '../setup/firefox.mjs';
import { connectMarionette, type Marionette } from './marionette.ts';
import { startProxy } from './proxy.ts';

/** As `browser_specific_settings` names it. */
export const EXTENSION = 'clone-room@clone-room-for-kaltura';
/** In place of the random one under which Firefox serves an extension's pages. */
const UUID = '5f0c1a52-6d3e-4f7b-9a41-2b8e6c7d9f10';

/** A page of the extension, where a test looks into what only the extension sees. */
export const POPUP = `moz-extension://${UUID}/popup.html`;

const FOLDERS: Readonly<Record<Build, string>> = { e2e: 'firefox-mv3-e2e', release: 'firefox-mv3' };

/** A Firefox with the extension, whose every name leads to the campus or nowhere. */
export interface Firefox {
  readonly marionette: Marionette;
  /** Installs a package as a person does from a file: over an older version it is an update. */
  readonly install: (firefox: Package) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Where the Firefox of the tests is. */
export async function installedFirefox(): Promise<string> {
  const firefox = await ensureFirefox();
  if ('problem' in firefox) throw new Error(firefox.problem);
  return firefox.path;
}

/**
 * Starts Firefox with a profile that is gone when it closes, and installs the extension as `about:debugging` does; a
 * managed one gets it by its policy.
 */
export async function launchFirefox(
  campus: Campus,
  source: Build | { readonly executable: string },
): Promise<Firefox> {
  const path = typeof source === 'string' ? await installedFirefox() : source.executable;
  const proxy = await startProxy(campus);
  const profile = await mkdtemp(join(tmpdir(), 'clone-room-firefox-'));
  await writeFile(join(profile, 'user.js'), prefs(proxy.port));
  const program = spawn(
    path,
    ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile],
    // A home of its own: Firefox writes beside its profile, too.
    {
      stdio: 'ignore',
      env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '900' },
    },
  );
  const ended = new Promise<void>((done) => program.once('exit', () => done()));
  let marionette: Marionette | undefined;
  const close = async (): Promise<void> => {
    await marionette?.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
    marionette?.close();
    // One that does not end by itself: it is ours, by its id.
    const late = setTimeout(() => program.kill('SIGKILL'), marionette ? 10_000 : 0);
    if (program.exitCode === null) await ended;
    clearTimeout(late);
    await proxy.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const driven = await connectMarionette(await portOf(profile, program));
    marionette = driven;
    // The campus' certificate is made anew at each start; this browser can reach nothing else.
    await marionette.send('WebDriver:NewSession', { acceptInsecureCerts: true });
    if (typeof source === 'string') {
      const folder = join(import.meta.dirname, '../../.output', FOLDERS[source]);
      await marionette.send('Addon:Install', { path: folder, temporary: true });
    }
    const install = async (made: Package): Promise<void> => {
      const file = join(profile, 'clone-room.xpi');
      await writeFile(file, made.bytes);
      await driven.send('Addon:Install', { path: file, temporary: false });
    };
    return { marionette, install, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Firefox takes a free port and writes down which. */
async function portOf(profile: string, program: ChildProcess): Promise<number> {
  const file = join(profile, 'MarionetteActivePort');
  const until = Date.now() + 60_000;
  while (Date.now() < until && program.exitCode === null) {
    const port = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0;
    if (port > 0) return port;
    await pause(50);
  }
  throw new Error('Firefox did not start.');
}

/** A fresh profile that is quiet: Marionette turns most of the browser's own traffic off, and this the rest. */
function prefs(proxyPort: number): string {
  const values: Readonly<Record<string, string | number | boolean>> = {
    'marionette.port': 0,
    'extensions.webextensions.uuids': JSON.stringify({ [EXTENSION]: UUID }),
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.no_proxies_on': '',
    'network.trr.mode': 5,
    // What a policy installs is not signed by Mozilla here. ESR and Developer Edition alone take this.
    'xpinstall.signatures.required': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'app.normandy.enabled': false,
    'app.update.disabledForTesting': true,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false,
    'browser.safebrowsing.downloads.remote.enabled': false,
    'browser.newtabpage.activity-stream.feeds.system.topstories': false,
    'extensions.getAddons.cache.enabled': false,
    'extensions.blocklist.enabled': false,
    // The question about permissions answers a click at once, not only after a second.
    'security.notification_enable_delay': 0,
    // Shown by Firefox itself: a machine without a desktop has nobody else to show notifications.
    'alerts.useSystemBackend': false,
    'ui.prefersReducedMotion': 1,
  };
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
