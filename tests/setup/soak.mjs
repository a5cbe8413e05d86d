// npm run soak: ten times the simulated clones of npm test. SIMULATION_SEED plays a failing seed again.

import { runTool } from './process.mjs';

const env = { SIMULATION_RUNS: process.env.SIMULATION_RUNS ?? '20000' };
const { code } = await runTool('vitest', ['run', 'tests/clone/simulation'], { env });
process.exit(code);
