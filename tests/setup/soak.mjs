// npm run soak: 20,000 simulated clones and lives, where npm test has 2,000. SIMULATION_SEED plays a failing seed again.

import { runTool } from './process.mjs';

// npm test plays the same seed each time; here it is another one each time.
const env = {
  SIMULATION_RUNS: process.env.SIMULATION_RUNS ?? '10000',
  SIMULATION_SEED: process.env.SIMULATION_SEED ?? String(Date.now() % 2 ** 31),
};
const { code } = await runTool('vitest', ['run', 'tests/clone/simulation', 'tests/clone/life'], { env });
process.exit(code);
