import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installBrowser } from './browser-install.mjs';
import { run } from './process.mjs';

/** `minimum_chrome_version` of the manifest. */
const OLDEST = 130;

/** Names on the PATH of browsers that load an unpacked extension by command line. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'ungoogled-chromium',
  'google-chrome-for-testing',
  'chrome-for-testing',
];

const HELP = `Install Chromium or Chrome for Testing, or name one by CLONE_ROOM_BROWSER=/path/to/it. Google Chrome and Microsoft
Edge themselves will not do: they ignore --load-extension (Chrome since version 137).`;

/** A browser for the tests, installed if there is none. Answers `{ path, version }`, or `{ problem }` in sentences. */
export async function ensureBrowser() {
  const named = process.env['CLONE_ROOM_BROWSER'];
  if (named) {
    const browser = await inspect(named);
    return browser.version ? browser : { problem: `CLONE_ROOM_BROWSER: ${browser.problem}\n${HELP}` };
  }
  const { found, unfit } = await findBrowser();
  if (found) return found;
  unfit.forEach(({ problem }) => console.log(problem));
  console.log('No browser for the tests was found, so one is installed.');
  let tried = unfit;
  for await (const way of installBrowser()) {
    const again = await findBrowser();
    if (again.found) return again.found;
    tried = again.unfit;
    console.log(`${way} brought no browser that works.`);
  }
  return {
    problem: [...tried.map(({ problem }) => problem), 'No browser could be installed.', HELP].join('\n'),
  };
}

/** The first installed browser that works, else those that do not, each with its problem. */
async function findBrowser() {
  const unfit = [];
  for (const path of candidates()) {
    const browser = await inspect(path);
    if (browser.version) return { found: browser, unfit };
    unfit.push(browser);
  }
  return { found: undefined, unfit };
}

/** Runs a browser with `--version`, which also shows whether its shared libraries are there. */
async function inspect(path) {
  if (!existsSync(path)) return { path, problem: `There is no browser at ${path}.` };
  if (isSnap(path)) {
    const problem = `${path} is a snap: it may read neither hidden folders nor temporary ones, so it is not used.`;
    return { path, problem };
  }
  // On Windows `--version` opens a window instead, so there the tests' own launch has to tell.
  if (process.platform === 'win32') return { path, version: 'unknown' };
  const { code, output } = await run(path, ['--version'], { capture: true, timeout: 30_000 });
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(output)?.[1];
  if (library) return { path, problem: `${path} does not start: the shared library ${library} is missing.` };
  const version = /(?:Chromium|Chrome for Testing) ([\d.]+)/.exec(output)?.[1];
  if (!version && /Google Chrome|Microsoft Edge/.test(output)) {
    return { path, problem: `${path} is a branded browser, which ignores --load-extension.` };
  }
  if (code !== 0 || !version) return { path, problem: `${path} does not start (exit code ${code}).` };
  if (Number.parseInt(version, 10) < OLDEST) {
    return { path, problem: `${path} is Chromium ${version}; the extension needs ${OLDEST} or newer.` };
  }
  return { path, version };
}

/** A browser itself is a hundred megabytes and more; a script that starts one is a few kilobytes. */
const LARGEST_SCRIPT = 100_000;

/** Ubuntu's `chromium-browser` package is a script that starts the snap. */
export function isSnap(path) {
  const real = realpathSync(path);
  if (real === '/usr/bin/snap' || real.startsWith('/snap/')) return true;
  if (statSync(real).size > LARGEST_SCRIPT) return false;
  const text = readFileSync(real, 'latin1');
  return text.startsWith('#!') && text.includes('/snap/bin/');
}

/** Where programs of these names would be, by the PATH: its first folder first. */
export function onPath(names) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) =>
      names.map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)),
    );
}

function candidates() {
  return [...new Set([...onPath(NAMES), ...usualPlaces(), ...downloaded()])].filter((path) =>
    existsSync(path),
  );
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['Chromium', 'Google Chrome for Testing'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app/Contents/MacOS/${app}`)),
    );
  }
  if (process.platform === 'win32') {
    return ['LOCALAPPDATA', 'ProgramFiles', 'ProgramFiles(x86)']
      .flatMap((name) => process.env[name] ?? [])
      .map((folder) => join(folder, 'Chromium/Application/chrome.exe'));
  }
  return [];
}

/** Where Playwright and Puppeteer keep the browsers that they download, the newest first. */
function downloaded() {
  const caches = {
    darwin: join(homedir(), 'Library/Caches'),
    win32: process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'),
  };
  const cache = caches[process.platform] ?? process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const playwright = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(cache, 'ms-playwright');
  const puppeteer = process.env['PUPPETEER_CACHE_DIR'] ?? join(homedir(), '.cache/puppeteer');
  return [...folders(playwright, /^chromium-\d+$/), ...folders(join(puppeteer, 'chrome'), /-\d/)].flatMap(
    (folder) =>
      folders(folder, /^chrome-(?:linux|mac|win)/).flatMap((build) => [
        join(build, 'chrome'),
        join(build, 'chrome.exe'),
        join(build, 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'),
        join(build, 'Chromium.app/Contents/MacOS/Chromium'),
      ]),
  );
}

function folders(parent, name) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((folder) => name.test(folder))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((folder) => join(parent, folder));
}
