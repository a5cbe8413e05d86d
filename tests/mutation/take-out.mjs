import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from '../setup/process.mjs';
import { MENDINGS } from './mendings.mjs';

/**
 * `npm run mutate:mendings`: takes each mending of what was found in a job's life or on genuine Moodles out again, one by one, and plays what
 * should notice: the named tests, the lives of jobs, the lives of the worker. A mending that nothing finds means that
 * the simulated world is too small. `-- J2 P5` does it for these alone. Run it in a checkout that nothing else uses:
 * it changes files of `lib/`, and puts them back.
 */

const RUNS = process.env['MENDING_RUNS'] ?? '2000';
/** A look that has not ended by then is ended, and said: without a mending, a life may have no end. In minutes. */
const LONGEST = Number(process.env['MENDING_MINUTES'] ?? 15);
/** What should notice, the cheapest first. The lives come in any case: they say how large the world is. */
const LOOKS = [
  [
    'tests',
    [
      'tests/clone/findings.test.ts',
      'tests/worker/cases.test.ts',
      'tests/worker/events.test.ts',
      'tests/moodle',
      'lib/moodle',
      'lib/host',
      'lib/pages',
      'lib/clone',
      'lib/background',
      'lib/messages',
      'lib/room',
    ],
  ],
  ['lives of jobs', ['tests/clone/life', 'tests/clone/simulation/simulation.test.ts']],
  ['lives of the worker', ['tests/worker/worker-lives.test.ts']],
];

const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.some((one) => name.split(/[,:] ?/).includes(one));
let unseen = 0;
for (const [name, ...edits] of MENDINGS) {
  if (!isWanted(name)) continue;
  const before = new Map();
  try {
    for (const [file, text, instead] of edits) {
      const path = join(ROOT, file);
      const now = readFileSync(path, 'utf8');
      if (!before.has(path)) before.set(path, now);
      if (!now.includes(text)) throw new Error(`${name}: ${file} has changed.`);
      writeFileSync(
        path,
        now.replace(text, () => instead),
      );
    }
    const found = [];
    for (const [look, files] of LOOKS) {
      const env = { SIMULATION_RUNS: RUNS, SIMULATION_SEED: '1', SIMULATION_SHRINK: 'no' };
      // In threads: with the process that is ended, those end, too. Of forks it would leave some behind.
      const args = ['run', '--bail=1', '--reporter=default', '--pool=threads', ...files];
      const { code, output } = await runTool('vitest', args, {
        env,
        capture: true,
        timeout: LONGEST * 60_000,
      });
      const after = /failed after (\d+) tests/.exec(output)?.[1];
      if (output.endsWith('SIGKILL')) found.push(`${look} (no end in ${LONGEST} minutes)`);
      else if (code !== 0) found.push(after === undefined ? look : `${look} (after ${after})`);
    }
    if (found.length === 0) unseen += 1;
    console.log(`${name}: ${found.length === 0 ? 'FOUND BY NOTHING' : `found by ${found.join(', ')}`}`);
  } finally {
    for (const [path, text] of before) writeFileSync(path, text);
  }
}
process.exitCode = unseen > 0 ? 1 : 0;
