import { expect, test } from 'vitest';
import type { Finished, Job } from '../job/record.ts';
import { type Answer, body, COPY_ID, page, sampleClient, sampleJob } from '../samples.ts';
import { wasWorkedIn } from './worked-in.ts';

const finished: Finished = {
  report: { verdict: 'complete', parts: [] },
  leftAt: 5,
  holds: { at: 10, cuePoints: 0, attachments: 0, inFiles: 0 },
};
const READY: Job = sampleJob({ state: { kind: 'ready', finished }, room: COPY_ID });

test.each([
  ['always has another level below', 1, 20],
  ['has more and more on each level', 12, 30_000],
])('a room of which the server %s is asked about: its reading ends', async (_, children, most) => {
  let made = 0;
  const answer: Answer = (action) => {
    if (action === 'baseEntry.get') return body(COPY_ID, { updatedAt: 5 });
    if (made > most) throw new Error('It does not end.');
    return page(
      ...Array.from({ length: children }, () => {
        made += 1;
        return body(`1_${String(made).padStart(8, '0')}`, { type: '1', updatedAt: 1 });
      }),
    );
  };
  const client = sampleClient(answer);
  expect(await wasWorkedIn(READY, client)).toBe(true);
  expect(made).toBeLessThanOrEqual(most);
});

test('a room with nothing in it, as it was left, is not', async () => {
  const client = sampleClient((action) => {
    if (action === 'baseEntry.get') return body(COPY_ID, { updatedAt: 5 });
    return action.endsWith('.count') ? 0 : page();
  });
  expect(await wasWorkedIn(READY, client)).toBe(false);
});
