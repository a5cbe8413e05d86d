import { existsSync, readFileSync } from 'node:fs';

/** What came of a step: numbers of real results, and the names of what was skipped or passed only when run again. */
const nothing = () => ({ passed: 0, failed: 0, skipped: [], again: [] });

/** A check that is one result: a linter, a build. */
export const single = (code) => (code === 0 ? { ...nothing(), passed: 1 } : { ...nothing(), failed: 1 });

export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: [...all.skipped, ...one.skipped],
      again: [...all.again, ...one.again],
    }),
    nothing(),
  );
}

/** The last line of a run. */
export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;

/** Counts Vitest's JSON report. */
export function countVitest(file, code) {
  return count(file, code, ({ testResults }) =>
    testResults.flatMap(({ name, status, assertionResults }) =>
      // A file that could not be loaded has no tests to fail.
      assertionResults.length === 0 && status === 'failed'
        ? [{ name, outcome: 'failed' }]
        : assertionResults.map((test) => ({ name: test.fullName, outcome: VITEST[test.status] ?? 'failed' })),
    ),
  );
}

const VITEST = {
  passed: 'passed',
  pending: 'skipped',
  skipped: 'skipped',
  todo: 'skipped',
  disabled: 'skipped',
};

/**
 * Counts Playwright's JSON report. A test that passed only when it was run again is a fault to find: it is named at the
 * end of the run, but one such moment of a busy machine does not end a run of a quarter of an hour.
 */
export function countPlaywright(file, code) {
  const testsOf = ({ suites = [], specs = [] }) => [
    ...suites.flatMap(testsOf),
    ...specs.flatMap(({ title, tests }) =>
      tests.map(({ status }) => ({ name: title, outcome: PLAYWRIGHT[status] ?? 'failed' })),
    ),
  ];
  return count(file, code, (report) => testsOf(report));
}

const PLAYWRIGHT = { expected: 'passed', flaky: 'again', skipped: 'skipped' };

/** A runner that failed although no test of its did, or that ran no test at all, is a failure too. */
function count(file, code, resultsIn) {
  const results = existsSync(file) ? resultsIn(JSON.parse(readFileSync(file, 'utf8'))) : [];
  const having = (outcome) => results.filter((result) => result.outcome === outcome);
  const failed = having('failed').length;
  const unsaid = failed === 0 && (code !== 0 || results.length === 0);
  return {
    passed: having('passed').length + having('again').length,
    failed: unsaid ? 1 : failed,
    skipped: having('skipped').map(({ name }) => name),
    again: having('again').map(({ name }) => name),
  };
}
