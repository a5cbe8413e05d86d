import { ensurePackages } from './packages.mjs';
import { single, sum, summary } from './results.mjs';

/**
 * Sets up, runs the wanted steps in order whatever becomes of each, and ends with the counts and an exit code. What runs
 * beside what is the same whichever are wanted: browsers never start beside the builds that they need.
 */
export async function runSteps(steps, isWanted = () => true) {
  const tallies = [];
  const problem = await ensurePackages();
  if (problem) {
    console.log(problem);
    tallies.push(single(1));
  } else {
    for (const group of inLanes(steps)) {
      const lanes = group.map((lane) => lane.filter(isWanted)).filter(({ length }) => length > 0);
      tallies.push(...(await Promise.all(lanes.map((lane) => runLane(lane, lanes.length > 1)))).flat());
    }
  }
  const total = sum(tallies);
  if (total.skipped.length > 0)
    console.log(`\nSkipped:\n${total.skipped.map((name) => `  ${name}`).join('\n')}`);
  if (total.again.length > 0)
    console.log(`\nPassed only when run again:\n${total.again.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\n${summary(total)}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** Steps as they may run: one group after the other; of a group lane beside lane, and in a lane step after step. */
export function inLanes(steps) {
  const groups = [];
  for (const [i, step] of steps.entries()) {
    const isBeside = step.lane !== undefined && steps[i - 1]?.lane !== undefined;
    if (!isBeside) groups.push(new Map());
    const lanes = groups.at(-1);
    lanes.set(step.lane, [...(lanes.get(step.lane) ?? []), step]);
  }
  return groups.map((lanes) => [...lanes.values()]);
}

async function runLane(steps, isBesideOthers) {
  const tallies = [];
  for (const step of steps) tallies.push(await runStep(step, isBesideOthers));
  return tallies;
}

/** Beside others a step's title is said at its end, with what came of it. */
async function runStep({ title, run }, isBesideOthers) {
  const heading = `\n── ${title} ──`;
  if (!isBesideOthers) console.log(heading);
  const start = Date.now();
  const { output = '', ...tally } = await run();
  const result = `${title}: ${summary(tally)} in ${((Date.now() - start) / 1000).toFixed(1)} s`;
  console.log([...(isBesideOthers ? [heading] : []), output.trimEnd(), result].filter(Boolean).join('\n'));
  return tally;
}
