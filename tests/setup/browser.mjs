// Finds a browser that loads unpacked extensions from the command line, or installs one the way the system can.
// Plain JavaScript without packages: it runs before anything is installed.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';

/** Names on the PATH. Branded Chrome and Edge are left out: they ignore --load-extension. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome-for-testing'];

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, platform() === 'win32' ? `${name}.exe` : name))
    .find((file) => existsSync(file));

/** The browsers that Playwright keeps in its own folder. */
function playwrightBrowsers() {
  const folder =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      linux: join(homedir(), '.cache', 'ms-playwright'),
      darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: join(process.env.LOCALAPPDATA ?? '', 'ms-playwright'),
    }[platform()];
  if (!folder || !existsSync(folder)) return [];
  const inside = {
    linux: ['chrome-linux/chrome', 'chrome-linux64/chrome'],
    darwin: [
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ],
    win32: ['chrome-win/chrome.exe', 'chrome-win64/chrome.exe'],
  }[platform()];
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort()
    .reverse()
    .flatMap((name) => (inside ?? []).map((path) => join(folder, name, path)));
}

const USUAL = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
  win32: [join(process.env.LOCALAPPDATA ?? '', 'Chromium', 'Application', 'chrome.exe')],
};

/** Runs it once, so that a stub or missing libraries are told here and not in the middle of a test. */
function works(file) {
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return status === 0 && /Chrom/.test(stdout);
}

function find() {
  const chosen = process.env.CLONE_ROOM_BROWSER;
  const candidates = [chosen, ...NAMES.map(onPath), ...(USUAL[platform()] ?? []), ...playwrightBrowsers()];
  return candidates.find((file) => file && existsSync(file) && works(file));
}

const run = (command, args) => {
  console.log(`  ${[command, ...args].join(' ')}`);
  return (
    spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: platform() === 'win32' })
      .status === 0
  );
};

/** As root directly; else by sudo, where it asks for no password. */
const asRoot = (command, args) =>
  process.getuid?.() === 0 ? run(command, args) : run('sudo', ['-n', command, ...args]);

/** Ways to install, tried in turn until one leaves a browser that works. */
const WAYS = [
  () =>
    onPath('apt-get') &&
    asRoot('apt-get', ['update', '-q']) &&
    asRoot('apt-get', ['install', '-y', '-q', 'chromium']),
  () => onPath('dnf') && asRoot('dnf', ['install', '-y', 'chromium']),
  () => onPath('pacman') && asRoot('pacman', ['-S', '--noconfirm', 'chromium']),
  () => onPath('apk') && asRoot('apk', ['add', 'chromium']),
  () => onPath('brew') && run('brew', ['install', '--cask', 'chromium']),
  () => run('npx', ['playwright', 'install', 'chromium']),
];

/** The path of a browser, installed if need be; undefined after saying what to do. */
export function ensureBrowser() {
  const found = find();
  if (found) return found;
  console.log('No Chromium was found. Installing one:');
  for (const way of WAYS) {
    if (!way()) continue;
    const installed = find();
    if (installed) return installed;
  }
  console.error(`
Clone Room needs Chromium or Chrome for Testing, and could not install one.
Chrome and Edge themselves will not do: they ignore extensions that are given on the command line.
Install Chromium with your system's package manager, or set CLONE_ROOM_BROWSER to the path of one:

  CLONE_ROOM_BROWSER=/path/to/chromium npm start
`);
  return undefined;
}
