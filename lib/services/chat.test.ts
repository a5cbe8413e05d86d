import { expect, test } from 'vitest';
import { entryId } from '../kaltura/ids.ts';
import { Session } from '../kaltura/session.ts';
import { serviceAddress } from './address.ts';
import { ADD_MANY_LIMIT, type Addition, chatClient } from './chat.ts';

const ROOM = entryId('1_abcd1234')!;

interface Sent {
  readonly action: string;
  readonly body: Record<string, unknown>;
}

/** A client whose calls are answered by this, and what it sent. */
function client(answer: (sent: Sent) => unknown) {
  const sent: Sent[] = [];
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const action = new URL(request.url).pathname.replace('/api/v1/', '');
    const call = { action, body: (await request.json()) as Sent['body'] }; // what the client writes
    sent.push(call);
    return Response.json(answer(call));
  };
  const session = new Session({ url: 'https://kaltura.test', partnerId: 102 }, 'ks');
  const address = serviceAddress('chat', 'https://chat.test')!;
  return { chat: chatClient(address, session, { fetch: send, timeout: false }), sent };
}

const poll = (id: string, more: object = {}) => ({
  id,
  contextId: ROOM,
  type: 'poll',
  status: 'draft',
  content: { question: `Ready, ${id}?`, answers: ['Yes', 'No'] },
  ...more,
});

const addition = (key: string): Addition => ({
  idempotencyKey: key,
  object: { type: 'poll', status: 'draft', content: { question: 'Ready?' } },
});

test('all pages are read, each interaction once, and unknown fields stay', async () => {
  const all = Array.from({ length: 450 }, (_, i) => poll(`i${i}`, { mood: { color: 'blue', i } }));
  const { chat, sent } = client(({ body }) => {
    const { offset, limit } = body['pager'] as { offset: number; limit: number }; // as the client writes it
    return { objects: all.slice(offset, offset + limit), totalCount: all.length };
  });
  expect(await chat.list(ROOM)).toEqual({ ok: true, value: all });
  expect(sent.map(({ body }) => body)).toEqual(
    [0, 200, 400].map((offset) => ({
      contextId: ROOM,
      filter: {},
      pager: { offset, limit: 200 },
    })),
  );
});

test('a list without end is left at the bound', async () => {
  const { chat, sent } = client(({ body }) => {
    const { offset } = body['pager'] as { offset: number }; // as the client writes it
    return { objects: [poll(`i${offset}`)], totalCount: 1e9 };
  });
  expect(await chat.list(ROOM)).toEqual({ ok: false, failure: { kind: 'tooMuch', bound: 'parts' } });
  expect(sent).toHaveLength(1);
});

test.each([
  ['the same page again', [poll('a')]],
  ['an empty page', []],
])('a list that is shorter than it says is no list: %s', async (_, objects) => {
  const { chat } = client(() => ({ objects, totalCount: 2 }));
  expect(await chat.list(ROOM)).toMatchObject({ ok: false, failure: { cause: 'unexpectedAnswer' } });
});

test('what became of each of many is told in order, without messages', async () => {
  const { chat, sent } = client(() => ({
    objects: [
      poll('new', { copiedFrom: 'old', code: 'no error', extra: 1 }),
      { code: 'CONTENT_TOO_LONG', message: 'with a KS' },
      { message: 'what?' },
    ],
  }));
  const additions = ['k1', 'k2', 'k3'].map(addition);
  const result = await chat.addMany(ROOM, additions);
  expect(result).toEqual({
    ok: true,
    value: [
      { ok: true, value: poll('new', { copiedFrom: 'old', code: 'no error', extra: 1 }) },
      { ok: false, failure: { kind: 'refused', code: 'CONTENT_TOO_LONG', field: undefined } },
      {
        ok: false,
        failure: { kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined },
      },
    ],
  });
  expect(sent).toEqual([{ action: 'interaction/addMany', body: { contextId: ROOM, items: additions } }]);
});

test('an answer that leaves one out says nothing of any', async () => {
  const { chat } = client(() => ({ objects: [poll('a')] }));
  expect(await chat.addMany(ROOM, [addition('k1'), addition('k2')])).toMatchObject({
    ok: false,
    failure: { kind: 'outcomeUnknown', cause: 'unexpectedAnswer' },
  });
});

test('more than the service takes are not sent', async () => {
  const { chat, sent } = client(() => ({ objects: [] }));
  const many = Array.from({ length: ADD_MANY_LIMIT + 1 }, (_, i) => addition(`k${i}`));
  await expect(chat.addMany(ROOM, many)).rejects.toThrow(RangeError);
  expect(sent).toEqual([]);
});
