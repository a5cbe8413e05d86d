import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installFirefox } from './browser-install.mjs';
import { isSnap, onPath } from './browser.mjs';
import { run } from './process.mjs';

/** `strict_min_version` of the manifest. */
const OLDEST = 140;

/** Names on the PATH, the release with long support first: it is what the tests are made for. */
const NAMES = ['firefox-esr', 'firefox', 'firefox-developer-edition', 'firefox-nightly'];

const HELP = `Install Firefox ${OLDEST} or newer (not as a snap: that may read neither hidden folders nor temporary ones), or name
one by CLONE_ROOM_FIREFOX=/path/to/it.`;

/** A Firefox for the tests, installed if there is none. Answers `{ path, version }`, or `{ problem }` in sentences. */
export async function ensureFirefox() {
  const named = process.env['CLONE_ROOM_FIREFOX'];
  if (named) {
    const firefox = await inspect(named);
    return firefox.version ? firefox : { problem: `CLONE_ROOM_FIREFOX: ${firefox.problem}\n${HELP}` };
  }
  let tried = await inspectAll();
  if (fit(tried)) return fit(tried);
  tried.forEach(({ problem }) => console.log(problem));
  console.log('No Firefox for the tests was found, so one is installed.');
  for await (const way of installFirefox()) {
    tried = await inspectAll();
    if (fit(tried)) return fit(tried);
    console.log(`${way} brought no Firefox that works.`);
  }
  const problems = tried.map(({ problem }) => problem);
  return { problem: [...problems, 'No Firefox could be installed.', HELP].join('\n') };
}

const fit = (inspected) => inspected.find(({ version }) => version);
const inspectAll = () => Promise.all(candidates().map(inspect));

/** Runs it with `--version`, which also shows whether its shared libraries are there. */
async function inspect(path) {
  if (!existsSync(path)) return { path, problem: `There is no Firefox at ${path}.` };
  if (isSnap(path)) return { path, problem: `${path} is a snap, so it is not used.` };
  // On Windows `--version` prints nothing, so there the tests' own launch has to tell.
  if (process.platform === 'win32') return { path, version: 'unknown' };
  const { code, output } = await run(path, ['--version'], { capture: true, timeout: 30_000 });
  const version = /Mozilla Firefox ([\d.]+)/.exec(output)?.[1];
  if (code !== 0 || !version) return { path, problem: `${path} does not start (exit code ${code}).` };
  if (Number.parseInt(version, 10) < OLDEST)
    return { path, problem: `${path} is Firefox ${version}; the extension needs ${OLDEST} or newer.` };
  return { path, version };
}

function candidates() {
  return [...new Set([...onPath(NAMES), ...usualPlaces()])].filter((path) => existsSync(path));
}

function usualPlaces() {
  if (process.platform === 'darwin')
    return ['/Applications', join(homedir(), 'Applications')].map((folder) =>
      join(folder, 'Firefox.app/Contents/MacOS/firefox'),
    );
  if (process.platform === 'win32')
    return ['ProgramFiles', 'ProgramFiles(x86)']
      .flatMap((name) => process.env[name] ?? [])
      .map((folder) => join(folder, 'Mozilla Firefox/firefox.exe'));
  return [];
}
