// npm run soak: 20,000 simulated clones and lives, where npm test has 1,750; 500 rooms in one queue, where it has 30; and what takes too long in a browser for it:
// a worker that is killed with no window open. SIMULATION_SEED plays a failing seed again.

import { ensureBrowser } from './browser.mjs';
import { runTool } from './process.mjs';

// npm test plays the same seed each time; here it is another one each time.
const env = {
  MANY_ROOMS: process.env.MANY_ROOMS ?? '500',
  SIMULATION_RUNS: process.env.SIMULATION_RUNS ?? '10000',
  SIMULATION_SEED: process.env.SIMULATION_SEED ?? String(Date.now() % 2 ** 31),
};
const files = ['tests/clone/simulation/simulation', 'tests/clone/life', 'tests/worker/many-rooms'];
const simulated = await runTool('vitest', ['run', ...files], { env });
process.exit(simulated.code || (await inBrowser()));

async function inBrowser() {
  const browser = await ensureBrowser();
  if ('problem' in browser) {
    console.log(browser.problem);
    return 1;
  }
  const built = await runTool('wxt', ['build', '--mode', 'e2e'], { capture: true });
  if (built.code !== 0) {
    console.log(built.output);
    return built.code;
  }
  const args = ['test', '-c', 'tests/soak/playwright.config.ts'];
  return (await runTool('@playwright/test', args, { env: { CLONE_ROOM_BROWSER: browser.path } })).code;
}
