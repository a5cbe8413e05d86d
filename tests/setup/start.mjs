import { ensureBrowser } from './browser.mjs';
import { ensurePackages } from './packages.mjs';
import { run, runTool } from './process.mjs';

/** `npm start`: the demo, in a window of the browser; with `-- --unattended`, or without a display, by itself. */

process.exitCode = await start(process.argv.slice(2));

async function start(args) {
  const problem = await ensurePackages();
  if (problem) return give(problem);
  const browser = await ensureBrowser();
  if ('problem' in browser) return give(browser.problem);
  console.log(`Browser: ${browser.path} ${browser.version}`);
  const { code, output } = await runTool('wxt', ['build', '--mode', 'e2e'], { capture: true });
  if (code !== 0) return give(`The extension could not be built:\n${output}`);
  // Ctrl-C reaches the demo too, which closes what it opened; this waits for it.
  process.on('SIGINT', () => undefined);
  const env = { CLONE_ROOM_BROWSER: browser.path };
  return (await run(process.execPath, ['--import', 'tsx', 'tests/demo/demo.ts', ...args], { env })).code;
}

function give(problem) {
  console.error(problem);
  return 1;
}
