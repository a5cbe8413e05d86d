import { expect, test } from 'vitest';
import { handedTicket } from './handed-ticket.ts';

const TICKET = '11111111-aaaa-4bbb-8ccc-222222222222';
const parent = {};
const other = {};

/** A window in a frame, and what it makes of messages: undefined as long as it waits. */
function frame(): { say: (data: unknown, source?: object) => Promise<string | undefined> } {
  const window = Object.assign(new EventTarget(), { parent });
  let ticket: string | undefined;
  void handedTicket(window as unknown as Window).then((given) => (ticket = given)); // what it needs of one
  return {
    say: async (data, source = parent) => {
      window.dispatchEvent(Object.assign(new Event('message'), { data, source }));
      await Promise.resolve();
      await Promise.resolve();
      return ticket;
    },
  };
}

test('the ticket comes from the page around it, once', async () => {
  const { say } = frame();
  expect(await say({ ticket: TICKET })).toBe(TICKET);
  expect(await say({ ticket: '33333333' })).toBe(TICKET);
});

test('nobody else hands one over', async () => {
  const { say } = frame();
  expect(await say({ ticket: TICKET }, other)).toBeUndefined();
  expect(await say({ ticket: TICKET })).toBe(TICKET);
});

test.each([
  [null],
  [undefined],
  ['text'],
  [{}],
  [{ ticket: 1 }],
  [{ ticket: '' }],
  [{ ticket: '<img>' }],
  [{ ticket: 'a'.repeat(65) }],
])('%j is no ticket', async (data) => {
  const { say } = frame();
  expect(await say(data)).toBeUndefined();
});
