import { ensurePackages } from './packages.mjs';
import { run } from './process.mjs';

/** `npm run package`: see `tests/release/main.ts`, which needs the packages that may not be installed yet. */

const problem = await ensurePackages();
if (problem) console.error(problem);
process.exitCode = problem
  ? 1
  : (await run(process.execPath, ['--import', 'tsx', 'tests/release/main.ts', ...process.argv.slice(2)]))
      .code;
