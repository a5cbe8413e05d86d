import { expect, test } from 'vitest';
import { type Ticket, Tickets } from './tickets.ts';

/** A memory that answers late, as the browser's does. */
function area() {
  const kept = new Map<string, unknown>();
  const late = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 1));
  return {
    get: (key: string | null) =>
      late(Object.fromEntries([...kept].filter(([name]) => key === null || name === key))),
    set: (items: Record<string, unknown>) => {
      for (const [name, value] of Object.entries(items)) kept.set(name, structuredClone(value));
      return late(undefined);
    },
    remove: (key: string) => {
      kept.delete(key);
      return late(undefined);
    },
  };
}

const TICKET: Ticket = {
  id: '1-a',
  hostTab: 7,
  entryId: '1_abcd1234',
  site: 'https://moodle.example.edu',
  startedFrom: { tabId: 7, frameId: 3, url: 'https://102.kaf.kaltura.com' },
  hostFrameId: 0,
  sessions: [],
};

test.each(['this worker has put', 'an earlier worker has put'])(
  'what is changed of a ticket at the same time is all kept, of one that %s',
  async (who) => {
    const memory = area();
    const first = new Tickets(memory);
    await first.put(TICKET);
    const tickets = who.startsWith('this') ? first : new Tickets(memory);
    await Promise.all([
      tickets.change(TICKET.id, (ticket) => ({ ...ticket, documentId: 'document' })),
      tickets.change(TICKET.id, (ticket) => ({ ...ticket, leftAt: 1 })),
      tickets.change(TICKET.id, (ticket) => ({ ...ticket, jobId: 'job' })),
    ]);
    const changed = { ...TICKET, documentId: 'document', leftAt: 1, jobId: 'job' };
    expect(await tickets.find(TICKET.id)).toEqual(changed);
    expect(await new Tickets(memory).find(TICKET.id)).toEqual(changed);
  },
);

test('what is refused changes nothing', async () => {
  const tickets = new Tickets(area());
  await tickets.put(TICKET);
  expect(await tickets.change(TICKET.id, () => undefined)).toBeUndefined();
  expect(await tickets.find(TICKET.id)).toEqual(TICKET);
});

test('a window that asks for its ticket while that is made gets it', async () => {
  const tickets = new Tickets(area());
  const made = new Promise((resolve) => setTimeout(resolve, 5)).then(() => tickets.put(TICKET));
  tickets.expect(TICKET.id, made);
  const found = tickets.find(TICKET.id);
  expect(await found).toEqual(TICKET);
});

test.each(['is not to be', 'cannot be noted'])('one whose ticket %s is refused', async (why) => {
  const tickets = new Tickets(area());
  const made = why === 'is not to be' ? Promise.resolve() : Promise.reject(new Error('Full.'));
  tickets.expect(TICKET.id, made);
  expect(await tickets.find(TICKET.id)).toBeUndefined();
});

test('one that was removed is gone, for this worker and the next', async () => {
  const memory = area();
  const tickets = new Tickets(memory);
  await tickets.put(TICKET);
  await tickets.remove(TICKET.id);
  expect(await tickets.find(TICKET.id)).toBeUndefined();
  expect(await new Tickets(memory).find(TICKET.id)).toBeUndefined();
});
