import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureFirefox } from './firefox.mjs';
import { ROOT, runNpm, runTool } from './process.mjs';
import { countPlaywright, countVitest, single } from './results.mjs';

/**
 * Steps of `npm test`, in order: a name for `--only`, a title, and what to run. Each answers its results. Steps that
 * follow each other and have a lane run lane beside lane: each of them uses one core. What they say is shown at their end.
 */

/** What is checked without running anything of ours. */
export const STATIC_STEPS = [
  { name: 'lint', title: 'Lint (ESLint)', lane: 'lint', run: tool('eslint', '--max-warnings=0', '.') },
  {
    name: 'format',
    title: 'Format (Prettier)',
    // The others have the builds, too.
    lane: 'lint',
    run: tool('prettier', '--check', '--log-level=warn', '.'),
  },
  { name: 'types', title: 'Types (tsc)', lane: 'others', run: types },
  { name: 'knip', title: 'Unused code (knip)', lane: 'others', run: tool('knip') },
];

export const QUICK_UNIT_STEP = {
  name: 'unit',
  title: 'Unit tests of lib (Vitest)',
  run: vitest('quick', 'lib/'),
};

export const TEST_STEPS = [
  ...STATIC_STEPS,
  {
    name: 'build',
    lane: 'others',
    title: "Packages for release, built twice, once from the sources' zip",
    run: quietly(() => runNpm(['run', 'package', '--', '--verify'], { capture: true })),
  },
  { name: 'build', title: 'Build for tests', lane: 'others', run: build('--mode', 'e2e') },
  {
    name: 'build',
    lane: 'others',
    // The page on which the windows are tested without a background.
    title: 'Build the page of all windows',
    run: quietly(() =>
      runTool('vite', ['build', '--config', 'tests/gallery/vite.config.ts'], { capture: true }),
    ),
  },
  {
    name: 'build',
    lane: 'others',
    title: 'Build for tests in Firefox',
    run: build('-b', 'firefox', '--mv3', '--mode', 'e2e'),
  },
  {
    name: 'unit',
    title: 'Unit and conformance tests (Vitest)',
    run: vitest('unit', '--project', 'lib', '--project', 'unit'),
  },
  { name: 'size', title: 'What was built', run: vitest('size', '--config', 'tests/size/vitest.config.ts') },
  // Of two cores nearly one is idle while three browsers wait for their pages (measured).
  { name: 'e2e', title: 'In a browser (Playwright)', lane: 'browsers', run: endToEnd },
  { name: 'firefox', title: 'In Firefox (Marionette)', lane: 'browsers', run: inFirefox },
  {
    name: 'addon',
    title: "Mozilla's checks of the Firefox add-on (addons-linter)",
    lane: 'simulations',
    run: lintFirefoxPackage,
  },
  { name: 'simulation', title: 'Simulations (Vitest)', lane: 'simulations', run: simulations },
];

/** A check of one result, and all that it said. */
function tool(name, ...args) {
  return async () => {
    const { code, output } = await runTool(name, args, { capture: true });
    return { ...single(code), output };
  };
}

/** A build says much about its libraries: that is shown only where it fails. */
function quietly(work) {
  return async () => {
    const { code, output } = await work();
    return { ...single(code), output: code === 0 ? '' : output };
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
  const prepared = await runTool('wxt', ['prepare', '--level', 'warn'], { capture: true });
  const { code, output } =
    prepared.code === 0 ? await runTool('typescript', ['--noEmit'], { capture: true }) : prepared;
  return { ...single(code), output };
}

function vitest(name, ...args) {
  return () => runVitest(name, args);
}

/** They leave the processor to the browsers. */
function simulations() {
  const options = { capture: true, priority: constants.priority.PRIORITY_LOW };
  return runVitest('simulation', ['--project', 'simulation'], options);
}

async function runVitest(name, args, options) {
  const report = emptyReport(name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await runTool('vitest', ['run', ...reporters, ...args], options);
  return { ...countVitest(report, code), output };
}

async function inFirefox() {
  const firefox = await ensureFirefox();
  if ('problem' in firefox) {
    console.log(firefox.problem);
    return single(1);
  }
  console.log(`Firefox: ${firefox.path} ${firefox.version}`);
  const env = { CLONE_ROOM_FIREFOX: firefox.path };
  return runVitest('firefox', ['--config', 'tests/firefox/vitest.config.ts'], { env });
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
