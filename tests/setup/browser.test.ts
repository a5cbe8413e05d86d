import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** The real set-up, run in a system of its own: a PATH and a home with nothing in them but what a test puts there. */

const show = (file: string, ensure: string): string => {
  const url = JSON.stringify(new URL(file, import.meta.url).href);
  return `import { ${ensure} } from ${url}; console.log('RESULT' + JSON.stringify(await ${ensure}()))`;
};
const CHROMIUM = show('browser.mjs', 'ensureBrowser');
const FIREFOX = show('firefox.mjs', 'ensureFirefox');

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'clone-room-setup-'));
  mkdirSync(join(home, 'bin'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A program for the PATH, or for another place in the home. */
function program(name: string, script: string, folder = 'bin'): string {
  const path = join(home, folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function ensure(
  env: Record<string, string> = {},
  script = CHROMIUM,
): Promise<{ result: object; printed: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      PATH: join(home, 'bin'),
      HOME: home,
      // So that no test downloads anything.
      PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9',
      ...env,
    },
  });
  const [printed = '', result = ''] = stdout.split('RESULT');
  return { result: JSON.parse(result) as object, printed };
}

describe.skipIf(process.platform !== 'linux')('a browser for the tests', { timeout: 30_000 }, () => {
  test('is taken from the PATH, but none that is branded, broken, too old, or a snap', async () => {
    program('chromium', 'echo "Google Chrome 150.0.1"');
    program('chromium-browser', 'echo "Chromium 150.0.1 snap"; exit 0 # exec /snap/bin/chromium');
    program('ungoogled-chromium', 'echo "Chromium 120.0.1"');
    program('google-chrome-for-testing', 'exit 3');
    const path = program('chrome-for-testing', 'echo "Google Chrome for Testing 150.0.1"');
    const { result, printed } = await ensure();
    expect(result).toEqual({ path, version: '150.0.1' });
    expect(printed).toBe('');
  });

  test("is taken from Playwright's and Puppeteer's caches, the newest first", async () => {
    const chrome = 'chrome-linux64';
    program('chrome', 'echo "Chromium 140.0.1"', `.cache/ms-playwright/chromium-999/${chrome}`);
    const path = program('chrome', 'echo "Chromium 141.0.1"', `.cache/ms-playwright/chromium-1000/${chrome}`);
    const old = program(
      'chrome',
      'echo "Chromium 139.0.1"',
      `.cache/puppeteer/chrome/linux-139.0.1/${chrome}`,
    );
    expect((await ensure()).result).toEqual({ path, version: '141.0.1' });
    rmSync(join(home, '.cache/ms-playwright'), { recursive: true });
    expect((await ensure()).result).toEqual({ path: old, version: '139.0.1' });
  });

  test('may be named, and is then used or refused, and no other', async () => {
    program('chromium', 'echo "Chromium 150.0.1"');
    const path = program('mine', 'echo "Chromium 151.0.1"', 'own');
    expect((await ensure({ CLONE_ROOM_BROWSER: path })).result).toEqual({ path, version: '151.0.1' });
    const { result } = await ensure({ CLONE_ROOM_BROWSER: join(home, 'nowhere') });
    expect(result).toEqual({ problem: expect.stringContaining('There is no browser at') as string });
  });

  test('is installed by the system where there is none', async () => {
    program('chromium.hidden', 'echo "Chromium 150.0.1"');
    program('sudo', 'test "$1" = -n && shift && exec "$@"');
    program('true', 'exit 0');
    program(
      'dnf',
      `test "$*" = "install -y chromium" && /bin/mv ${home}/bin/chromium.hidden ${home}/bin/chromium`,
    );
    const { result, printed } = await ensure();
    expect(result).toEqual({ path: join(home, 'bin/chromium'), version: '150.0.1' });
    expect(printed).toContain('dnf install -y chromium');
  });

  test('that cannot be had is told in sentences, with the library that is missing', async () => {
    const path = program(
      'chromium',
      'echo "chromium: error while loading shared libraries: libnss3.so: cannot open shared object file" >&2; exit 127',
    );
    const { result } = await ensure();
    const problem = 'problem' in result ? String(result.problem) : '';
    expect(problem).toContain(`${path} does not start: the shared library libnss3.so is missing.`);
    expect(problem).toContain('Install Chromium or Chrome for Testing');
    expect(problem).toContain('they ignore --load-extension');
  });
});

describe.skipIf(process.platform !== 'linux')('a Firefox for the tests', { timeout: 30_000 }, () => {
  test('is taken from the PATH, but none that is too old, broken, or a snap', async () => {
    program('firefox-esr', 'echo "Mozilla Firefox 128.9.0esr"');
    program('firefox', 'exec /snap/bin/firefox "$@"');
    program('firefox-developer-edition', 'exit 3');
    const path = program('firefox-nightly', 'echo "Mozilla Firefox 160.0a1"');
    const { result, printed } = await ensure({}, FIREFOX);
    expect(result).toEqual({ path, version: '160.0' });
    expect(printed).toBe('');
  });

  test('that is named and does not work is a problem, whatever else there is', async () => {
    program('firefox-esr', 'echo "Mozilla Firefox 153.7.0esr"');
    const { result } = await ensure({ CLONE_ROOM_FIREFOX: '/nowhere/firefox' }, FIREFOX);
    expect(result).toEqual({
      problem: expect.stringContaining('There is no Firefox at /nowhere/firefox.') as string,
    });
  });

  test('that cannot be installed is said, with what to do', async () => {
    const { result, printed } = await ensure({}, FIREFOX);
    expect(printed).toContain('No Firefox for the tests was found, so one is installed.');
    expect(result).toEqual({ problem: expect.stringContaining('CLONE_ROOM_FIREFOX=') as string });
  });
});
