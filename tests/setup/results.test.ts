import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countPlaywright, countVitest, single, sum, summary } from './results.mjs';

const folder = mkdtempSync(join(tmpdir(), 'clone-room-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: object): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = (...statuses: string[]): string =>
  report({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'passed',
        assertionResults: statuses.map((status) => ({ fullName: `is ${status}`, status })),
      },
    ],
  });

const playwright = (...statuses: string[]): string =>
  report({
    suites: [
      { suites: [{ specs: statuses.map((status) => ({ title: `is ${status}`, tests: [{ status }] })) }] },
    ],
  });

test('each test of Vitest counts, and skipped ones by name', () => {
  expect(countVitest(vitest('passed', 'passed', 'failed', 'pending', 'todo'), 1)).toEqual({
    passed: 2,
    failed: 1,
    skipped: ['is pending', 'is todo'],
    again: [],
  });
});

test('each test of Playwright counts; one that passed only when repeated is named', () => {
  expect(countPlaywright(playwright('expected', 'unexpected', 'flaky', 'skipped'), 1)).toEqual({
    passed: 2,
    failed: 1,
    skipped: ['is skipped'],
    again: ['is flaky'],
  });
});

test('a file that cannot be loaded, no report, no tests, and a bad end without a failed test are failures', () => {
  const broken = { testResults: [{ name: 'b.test.ts', status: 'failed', assertionResults: [] }] };
  expect(countVitest(report(broken), 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(countVitest(join(folder, 'none.json'), 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(countPlaywright(report({ suites: [] }), 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(countPlaywright(playwright('expected'), 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('the last line of a run', () => {
  expect(summary(sum([single(0), single(0), single(2)]))).toBe('2 passed, 1 failed');
  expect(summary({ passed: 3, failed: 0, skipped: ['a', 'b'], again: [] })).toBe(
    '3 passed, 0 failed, 2 skipped',
  );
});
