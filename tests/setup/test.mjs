import { parseArgs } from 'node:util';
import { runSteps } from './runner.mjs';
import { TEST_STEPS } from './steps.mjs';

/** `npm test`, or `npm test -- --only unit,e2e`. */

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const unknown = only?.filter((name) => !TEST_STEPS.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) {
  const names = [...new Set(TEST_STEPS.map(({ name }) => name))].join(', ');
  console.error(`No such step: ${unknown.join(', ')}. There are ${names}.`);
  process.exitCode = 2;
} else {
  await runSteps(TEST_STEPS, ({ name }) => only?.includes(name) ?? true);
}
