import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PageMessage, RoomsAnswer } from '../../messages/messages.ts';
import { ActivityRights } from './activity-rights.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const TEXTS = { item: 'Clone room', updated: 'Reload', copied: 'Copied' };
const [FIRST, SECOND] = ['1_aaaaaaaa', '1_bbbbbbbb'] as const;
const right = (entryId: string): RoomsAnswer['rooms'][number] => ({ entryId, name: 'Room', right: true });

/** A background that answers by this function, and the entries that it was asked about. */
function page(answer: (entryIds: readonly string[]) => RoomsAnswer | undefined) {
  const asked: (readonly string[])[] = [];
  let changes = 0;
  const life = new AbortController();
  const send = (message: PageMessage): Promise<unknown> => {
    if (message.type !== 'rooms.seen') return Promise.resolve(undefined);
    asked.push(message.entryIds);
    return Promise.resolve(answer(message.entryIds));
  };
  const rights = new ActivityRights(
    send,
    () => 'he',
    () => (changes += 1),
    life.signal,
  );
  return { rights, asked, life, changes: () => changes };
}

test('each entry is asked about once, those that were found together in one request', async () => {
  const { rights, asked } = page((ids) => ({ texts: TEXTS, session: true, rooms: ids.map(right) }));
  void rights.ask([]);
  for (let count = 1; count <= 10; count += 1) {
    void rights.ask(Array.from({ length: count }, (_, at) => `1_${String(at).padStart(8, '0')}`));
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.flat()).toHaveLength(10);
  expect(new Set(asked.flat()).size).toBe(10);
  expect(asked.length).toBeLessThan(5);
  expect(rights.to('1_00000003', undefined)).toBe(true);
  expect([rights.texts, rights.session]).toEqual([TEXTS, true]);
});

test('a server that was asked and does not show a room has said no; another has said nothing', async () => {
  const { rights } = page(() => ({ texts: TEXTS, session: true, rooms: [], partners: [102] }));
  await Promise.all([rights.ask([FIRST]), vi.advanceTimersByTimeAsync(1_000)]);
  expect(rights.to(FIRST, 102)).toBe(false);
  expect(rights.to(FIRST, 103)).toBeUndefined();
  expect(rights.to(FIRST, undefined)).toBeUndefined();
  // Not asked about yet.
  expect(rights.to(SECOND, 102)).toBeUndefined();
});

test('without a session nobody has said anything; with another one all are asked about again', async () => {
  let session = false;
  const { rights, asked, changes } = page((ids) => ({
    texts: TEXTS,
    session,
    rooms: session ? ids.map(right) : [],
    partners: session ? [102] : [],
  }));
  await Promise.all([rights.ask([FIRST]), vi.advanceTimersByTimeAsync(1_000)]);
  expect([rights.session, rights.to(FIRST, 102)]).toEqual([false, undefined]);
  session = true;
  rights.forget();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([rights.session, rights.to(FIRST, 102)]).toEqual([true, true]);
  expect(asked).toEqual([[FIRST], [FIRST]]);
  expect(changes()).toBe(2);
});

test('no answer is no word: it is asked again after a while, and not for ever', async () => {
  let there = false;
  const { rights, asked } = page((ids) =>
    there ? { texts: TEXTS, session: true, rooms: ids.map(right) } : undefined,
  );
  void rights.ask([FIRST]);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(asked).toHaveLength(1);
  there = true;
  await vi.advanceTimersByTimeAsync(200);
  expect(rights.to(FIRST, undefined)).toBe(true);
  const gone = page(() => undefined);
  void gone.rights.ask([FIRST]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(gone.asked).toHaveLength(4);
});

test('a page that has ended asks nothing more', async () => {
  const { rights, asked, life } = page(() => undefined);
  void rights.ask([FIRST]);
  await vi.advanceTimersByTimeAsync(100);
  life.abort();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveLength(1);
});
