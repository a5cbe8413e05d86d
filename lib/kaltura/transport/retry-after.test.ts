import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const TEN = 'Tue, 24 Nov 2026 10:00:00 GMT';
const FIVE_PAST = 'Tue, 24 Nov 2026 10:05:00 GMT';

test('a server makes nobody wait longer than an hour', () => {
  for (const said of ['1e9', 'Wed, 24 Nov 2027 10:00:00 GMT'])
    expect(retryAfterMs(new Headers({ 'retry-after': said, date: TEN }), 0)).toBe(3_600_000);
});

test.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': 'Infinity' }, undefined],
  [{ 'retry-after': 'NaN' }, undefined],
  // A date, by the answer's own clock: the local one is two hours ahead.
  [{ 'retry-after': FIVE_PAST, date: TEN }, 300_000],
  [{ 'retry-after': TEN, date: FIVE_PAST }, 0],
  // By the local one where there is no other.
  [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT', date: 'today' }, 30_000],
  // No forms of a date that HTTP has.
  [{ 'retry-after': '2026-11-24', date: TEN }, undefined],
  [{ 'retry-after': 'Tue, 44 Nov 2026 10:00:00 GMT', date: TEN }, undefined],
])('%j asks to wait for %j ms', (headers, ms) => {
  expect(retryAfterMs(new Headers(headers), Date.parse('2026-11-24T12:00:00Z'))).toBe(ms);
});
