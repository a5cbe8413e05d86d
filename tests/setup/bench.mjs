import { ensurePackages } from './packages.mjs';

/** `npm run bench`: see `tests/bench/main.ts`, which needs the packages that may not be installed yet. */

const problem = await ensurePackages();
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  // In this process: what comes by standard input is for it.
  const { register } = await import('tsx/esm/api');
  register();
  await import('../bench/main.ts');
}
