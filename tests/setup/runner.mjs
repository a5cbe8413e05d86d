import { ensurePackages } from './packages.mjs';
import { single, sum, summary } from './results.mjs';

/** Sets up, runs steps one after another whatever becomes of each, and ends with the counts and an exit code. */
export async function runSteps(steps) {
  const tallies = [];
  const problem = await ensurePackages();
  if (problem) {
    console.log(problem);
    tallies.push(single(1));
  } else {
    for (const step of steps) tallies.push(await runStep(step));
  }
  const total = sum(tallies);
  if (total.skipped.length > 0)
    console.log(`\nSkipped:\n${total.skipped.map((name) => `  ${name}`).join('\n')}`);
  if (total.again.length > 0)
    console.log(`\nPassed only when run again:\n${total.again.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\n${summary(total)}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

async function runStep({ title, run }) {
  console.log(`\n── ${title} ──`);
  const start = Date.now();
  const tally = await run();
  console.log(`${title}: ${summary(tally)} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return tally;
}
