import { describe, expect, test } from 'vitest';
import { checkCopy, reportOf } from './check.ts';
import { PART_NAMES, type PartReport, type Reason } from './report/report.ts';
import { compared } from './samples.ts';

const copied: PartReport = { part: 'files', outcome: 'copied', count: 1, of: 1, notes: [] };
const none: PartReport = { part: 'thumbnails', outcome: 'none' };
const notCopied = (reason: Reason): PartReport => ({
  ...{ part: 'interactions', outcome: 'notCopied', of: 1, reason, names: [] },
});
const incomplete = (reason: Reason): PartReport => ({
  ...{ part: 'texts', outcome: 'incomplete', count: 0, of: 1, reason, names: ['x'], notes: [] },
});

test('every part has its line, in the order of the report', () => {
  expect(checkCopy(compared()).parts.map(({ part }) => part)).toEqual(PART_NAMES);
});

describe('the verdict', () => {
  test.each<[string, PartReport[]]>([
    ['complete', [copied, none]],
    ['complete', [copied, notCopied('neverCopied')]],
    ['complete', [copied, notCopied('notPublished')]],
    ['complete', [copied, notCopied('leftOut')]],
    ['partial', [copied, notCopied('noInterface')]],
    ['partial', [notCopied('serviceFailed'), copied]],
    ['partial', [copied, notCopied('unreadable')]],
    ['partial', [copied, incomplete('storedDifferently')]],
    ['partial', [copied, incomplete('textRefused')]],
    ['faulty', [copied, incomplete('missing')]],
    ['faulty', [incomplete('itemRefused'), notCopied('noInterface')]],
  ])('is %s for %j', (verdict, parts) => {
    expect(reportOf(parts)).toEqual({ verdict, parts });
  });
});
