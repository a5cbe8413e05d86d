import { expect, test } from 'vitest';
import { type HandedTicket, handedTicket } from './handed-ticket.ts';

const TICKET = '11111111-aaaa-4bbb-8ccc-222222222222';
const parent = {};
const other = {};

/** A window in a frame, and what it makes of messages: undefined as long as it waits. */
function frame(): { say: (data: unknown, source?: object) => Promise<HandedTicket | undefined> } {
  const window = Object.assign(new EventTarget(), { parent });
  let handed: HandedTicket | undefined;
  void handedTicket(window as unknown as Window).then((given) => (handed = given)); // what it needs of one
  return {
    say: async (data, source = parent) => {
      window.dispatchEvent(Object.assign(new Event('message'), { data, source }));
      await Promise.resolve();
      await Promise.resolve();
      return handed;
    },
  };
}

test('the ticket comes from the page around it, once', async () => {
  const { say } = frame();
  expect(await say({ ticket: TICKET })).toEqual({ ticket: TICKET });
  expect(await say({ ticket: '33333333' })).toEqual({ ticket: TICKET });
});

test('nobody else hands one over', async () => {
  const { say } = frame();
  expect(await say({ ticket: TICKET }, other)).toBeUndefined();
  expect(await say({ ticket: TICKET })).toEqual({ ticket: TICKET });
});

test('with it comes what is known of its room, where that is what it should be', async () => {
  const known = { name: 'Algebra', namePattern: 'Copy of {name}' };
  expect(await frame().say({ ticket: TICKET, known: { ...known, more: 1 } })).toEqual({
    ticket: TICKET,
    known,
  });
  const wrong = [
    null,
    'Algebra',
    {},
    { name: 'Algebra' },
    { ...known, name: 1 },
    { ...known, namePattern: 'a'.repeat(1_001) },
  ];
  for (const one of wrong)
    expect(await frame().say({ ticket: TICKET, known: one })).toEqual({ ticket: TICKET });
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
