import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, runTool } from './process.mjs';

/** What the systems' package managers call a browser; a system that is not named here has none that will do. */
const CHROMIUM = {
  // DejaVu has the letters of the demo's languages.
  'apt-get': ['chromium', 'fonts-dejavu-core'],
  dnf: ['chromium'],
  pacman: ['chromium'],
  zypper: ['chromium'],
  apk: ['chromium', 'font-dejavu'],
  brew: ['chromium'],
};

const FIREFOX = {
  'apt-get': ['firefox-esr'],
  dnf: ['firefox'],
  pacman: ['firefox'],
  zypper: ['MozillaFirefox'],
  apk: ['firefox-esr'],
  brew: ['firefox'],
};

/** The ways to a browser on this system, each tried when the one before brought none. Yields what was tried. */
export async function* installBrowser() {
  const root = await rootCommand();
  yield* withPackages(CHROMIUM, root);
  yield* withPlaywright('install');
  // Its browser is there now, so what it may lack is the system's libraries.
  if (has('apt-get') && root) yield* withPlaywright('install-deps');
}

/** The same for Firefox. Playwright's own is changed, and takes no extension as it is. */
export async function* installFirefox() {
  yield* withPackages(FIREFOX, await rootCommand());
}

async function* withPackages(packages, root) {
  const commands = packageCommands(packages, root);
  for (const command of commands) {
    console.log(`$ ${command.join(' ')}`);
    await run(command[0], command.slice(1));
  }
  if (commands.length > 0) yield commands.at(-1).join(' ');
}

async function* withPlaywright(command) {
  console.log(`$ playwright ${command} chromium`);
  await runTool('@playwright/test', [command, 'chromium']);
  yield `playwright ${command} chromium`;
}

/** What stands before a command to run it as root without a question; undefined where that is not possible. */
async function rootCommand() {
  if (process.getuid?.() === 0) return [];
  if (!has('sudo')) return undefined;
  const { code } = await run('sudo', ['-n', 'true'], { capture: true, timeout: 10_000 });
  return code === 0 ? ['sudo', '-n'] : undefined;
}

/** The system's own package of a browser: the commands, of which the last installs it. */
function packageCommands(packages, root) {
  // Homebrew refuses to run as root.
  if (process.platform === 'darwin')
    return has('brew') ? [['brew', 'install', '--cask', ...packages.brew]] : [];
  if (process.platform !== 'linux' || !root) return [];
  // Ubuntu has its browsers as snaps only.
  if (has('apt-get') && !isUbuntu()) {
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages['apt-get']];
    return [
      [...root, 'apt-get', 'update'],
      [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', ...install],
    ];
  }
  if (has('dnf')) return [[...root, 'dnf', 'install', '-y', ...packages.dnf]];
  if (has('pacman')) return [[...root, 'pacman', '-S', '--noconfirm', '--needed', ...packages.pacman]];
  if (has('zypper')) return [[...root, 'zypper', '--non-interactive', 'install', ...packages.zypper]];
  if (has('apk')) return [[...root, 'apk', 'add', ...packages.apk]];
  return [];
}

function has(program) {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  return path.some((folder) => folder && existsSync(join(folder, program)));
}

function isUbuntu() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID=["']?ubuntu/m.test(readFileSync(file, 'utf8'));
}
