import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureFirefox } from './firefox.mjs';
import { ROOT, runNpm, runTool } from './process.mjs';
import { countPlaywright, countVitest, single } from './results.mjs';

/** Steps of `npm test`, in order: a name for `--only`, a title, and what to run. Each answers its results. */

/** What is checked without running anything of ours. */
export const STATIC_STEPS = [
  { name: 'format', title: 'Format (Prettier)', run: tool('prettier', '--check', '--log-level=warn', '.') },
  { name: 'lint', title: 'Lint (ESLint)', run: tool('eslint', '--max-warnings=0', '.') },
  { name: 'types', title: 'Types (tsc)', run: types },
  { name: 'knip', title: 'Unused code (knip)', run: tool('knip') },
];

export const QUICK_UNIT_STEP = {
  name: 'unit',
  title: 'Unit tests of lib (Vitest)',
  run: vitest('quick', 'lib/'),
};

export const TEST_STEPS = [
  ...STATIC_STEPS,
  { name: 'unit', title: 'Unit and conformance tests (Vitest)', run: vitest('unit') },
  {
    name: 'build',
    title: "Packages for release, built twice, once from the sources' zip",
    run: quietly(() => runNpm(['run', 'package', '--', '--verify'], { capture: true })),
  },
  { name: 'build', title: 'Build for tests', run: build('--mode', 'e2e') },
  {
    name: 'build',
    // The page on which the windows are tested without a background.
    title: 'Build the page of all windows',
    run: quietly(() =>
      runTool('vite', ['build', '--config', 'tests/gallery/vite.config.ts'], { capture: true }),
    ),
  },
  {
    name: 'build',
    title: 'Build for tests in Firefox',
    run: build('-b', 'firefox', '--mv3', '--mode', 'e2e'),
  },
  { name: 'size', title: 'What was built', run: vitest('size', '--config', 'tests/size/vitest.config.ts') },
  {
    name: 'addon',
    title: "Mozilla's checks of the Firefox add-on (addons-linter)",
    run: lintFirefoxPackage,
  },
  { name: 'e2e', title: 'In a browser (Playwright)', run: endToEnd },
  { name: 'firefox', title: 'In Firefox (Marionette)', run: inFirefox },
];

function tool(name, ...args) {
  return async () => single((await runTool(name, args)).code);
}

/** A build says much about its libraries: that is shown only where it fails. */
function quietly(work) {
  return async () => {
    const { code, output } = await work();
    if (code !== 0) console.log(output);
    return single(code);
  };
}

function build(...args) {
  return quietly(() => runTool('wxt', ['build', ...args], { capture: true }));
}

/** As it is handed to Mozilla, with the lists of what it holds. */
async function lintFirefoxPackage() {
  const folder = join(ROOT, '.output/packages');
  const name = existsSync(folder) && readdirSync(folder).find((file) => file.endsWith('-firefox.zip'));
  if (!name) {
    console.log('There is no package for Firefox: it was not built.');
    return single(1);
  }
  return single((await runTool('addons-linter', ['--warnings-as-errors', join(folder, name)])).code);
}

/** The types of entry points and texts are generated: older ones would speak of files that are gone. */
async function types() {
  const { code } = await runTool('wxt', ['prepare', '--level', 'warn']);
  return single(code === 0 ? (await runTool('typescript', ['--noEmit'])).code : code);
}

function vitest(name, ...args) {
  return () => runVitest(name, args);
}

async function runVitest(name, args, env) {
  const report = emptyReport(name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runTool('vitest', ['run', ...reporters, ...args], { env });
  return countVitest(report, code);
}

async function inFirefox() {
  const firefox = await ensureFirefox();
  if ('problem' in firefox) {
    console.log(firefox.problem);
    return single(1);
  }
  console.log(`Firefox: ${firefox.path} ${firefox.version}`);
  const env = { CLONE_ROOM_FIREFOX: firefox.path };
  return runVitest('firefox', ['--config', 'tests/firefox/vitest.config.ts'], env);
}

async function endToEnd() {
  const browser = await ensureBrowser();
  if ('problem' in browser) {
    console.log(browser.problem);
    return single(1);
  }
  console.log(`Browser: ${browser.path} ${browser.version}`);
  const report = emptyReport('e2e');
  const env = { CLONE_ROOM_BROWSER: browser.path, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const { code } = await runTool('@playwright/test', ['test', '--reporter=list,json'], { env });
  return countPlaywright(report, code);
}

/** Where a runner writes its report: never one that an earlier run left. */
function emptyReport(name) {
  const folder = join(ROOT, '.output/results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}
