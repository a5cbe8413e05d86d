// npm run soak: 20,000 simulated clones and lives, where npm test has 2,000. SIMULATION_SEED plays a failing seed again.

import { runTool } from './process.mjs';

const env = { SIMULATION_RUNS: process.env.SIMULATION_RUNS ?? '10000' };
const { code } = await runTool('vitest', ['run', 'tests/clone/simulation', 'tests/clone/life'], { env });
process.exit(code);
