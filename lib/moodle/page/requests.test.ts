import { expect, test } from 'vitest';
import { MoodleRequests } from './requests.ts';

const SITE = { base: 'https://moodle.example.edu', sesskey: 'x' };

test('an answer of Moodle’s without end is left where it passes the bound, and counts as lost', async () => {
  let chunks = 0;
  let isLeft = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      chunks += 1;
      controller.enqueue(new Uint8Array(1_000_000).fill(0x20));
    },
    cancel: () => void (isLeft = true),
  });
  const requests = new MoodleRequests(SITE, {
    fetch: () => Promise.resolve(new Response(endless)),
    parse: () => {
      throw new Error('It was read to its end.');
    },
  });
  expect(await requests.service('core_courseformat_get_state', {})).toEqual({
    ok: false,
    failure: { kind: 'lost' },
  });
  expect(isLeft).toBe(true);
  expect(chunks).toBeLessThan(30);
});
