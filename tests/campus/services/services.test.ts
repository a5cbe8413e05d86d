import { beforeEach, describe, expect, test } from 'vitest';
import { isLost } from '../kaltura/faults.ts';
import { type TestServer, testServer } from '../kaltura/test-server.ts';
import { createRoomServices, type RoomServices } from './server.ts';
import type { ServiceFault } from './switches.ts';

const POLL = {
  type: 'poll',
  status: 'draft',
  content: { question: 'Ready?', answers: ['Yes', 'No'], multipleAnswers: false, shareResults: true },
  theme: 'blue',
};

let server: TestServer;
let services: RoomServices;
let room: string;

beforeEach(async () => {
  server = testServer();
  services = createRoomServices({
    now: () => Date.parse('2026-11-24T10:00:00Z'),
    access: server.kaltura.access,
  });
  room = await server.room('noa', { entitledUsersEdit: 'amir' });
});

/** Calls an action as a user, or with no session at all. */
async function send(action: string, body: object, user: string | undefined = 'noa'): Promise<Response> {
  const host = action.startsWith('storyboard/') ? 'storyboard' : 'chat';
  const ks = user === '' ? 'none' : await server.session(user);
  return services.fetch(
    new Request(`https://${host}.test/api/v1/${action}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ks}` },
      body: JSON.stringify(body),
    }),
  );
}

async function call(action: string, body: object, user?: string): Promise<[number, Record<string, unknown>]> {
  const response = await send(action, body, user);
  return [response.status, (await response.json()) as Record<string, unknown>]; // objects only
}

const add = (idempotencyKey: string, object: object = POLL) =>
  call('interaction/add', { contextId: room, idempotencyKey, object });

describe('who may', () => {
  test.each([
    ['noa', 200],
    ['amir', 200],
    ['dan', 403],
    ['', 401],
  ])('%s: %i', async (user, status) => {
    expect((await call('interaction/list', { contextId: room }, user))[0]).toBe(status);
    expect((await call('storyboard/get', { roomId: room }, user))[0]).toBe(status);
  });

  test('a room that is not there, or a service that the account has not: 404', async () => {
    expect(await call('storyboard/get', { roomId: '0_aaaaaaaa' })).toMatchObject([
      404,
      { code: 'ROOM_NOT_FOUND' },
    ]);
    services.switches.off = new Set(['storyboard']);
    expect(await call('storyboard/get', { roomId: room })).toMatchObject([404, { code: 'SERVICE_OFF' }]);
    expect((await call('settings/get', { contextId: room }))[0]).toBe(200);
  });

  test('a session that is over: 401', async () => {
    const ks = await server.session('noa');
    server.kaltura.expireSessions('noa');
    expect(services.requests).toEqual([]);
    const headers = { authorization: `Bearer ${ks}` };
    const request = { method: 'POST', headers, body: JSON.stringify({ roomId: room }) };
    const response = await services.fetch(
      new Request('https://storyboard.test/api/v1/storyboard/get', request),
    );
    expect(response.status).toBe(401);
  });
});

describe('interactions', () => {
  test('are kept with what is not known of them, in order, page by page', async () => {
    for (const key of ['a', 'b', 'c']) await add(key, { ...POLL, key });
    const pager = { offset: 1, limit: 1 };
    expect(await call('interaction/list', { contextId: room, pager })).toEqual([
      200,
      {
        totalCount: 3,
        objects: [
          {
            ...POLL,
            key: 'b',
            id: services.interactions(room)[1]!.id,
            contextId: room,
            createdAt: Date.parse('2026-11-24T10:00:00Z') / 1000,
            createdBy: 'noa',
          },
        ],
      },
    ]);
  });

  test('are at most 200 a page, and 100 an addMany', async () => {
    const pager = { offset: 0, limit: 201 };
    expect((await call('interaction/list', { contextId: room, pager }))[0]).toBe(400);
    const items = Array.from({ length: 101 }, (_, i) => ({ idempotencyKey: `k${i}`, object: POLL }));
    expect((await call('interaction/addMany', { contextId: room, items }))[0]).toBe(400);
    expect((await call('interaction/addMany', { contextId: room, items: items.slice(1) }))[0]).toBe(200);
    expect(services.interactions(room)).toHaveLength(100);
  });

  test('are made once for a key, though it comes again another way', async () => {
    const [, first] = await add('k');
    const items = ['k', 'k2', 'k2'].map((idempotencyKey) => ({ idempotencyKey, object: POLL }));
    const [, { objects }] = await call('interaction/addMany', { contextId: room, items });
    const [again, second, third] = objects as unknown[];
    expect(again).toEqual(first);
    expect(third).toEqual(second);
    expect(services.interactions(room)).toHaveLength(2);
  });

  test('are refused one by one', async () => {
    services.switches.refuses = ({ theme }) => (theme === 'red' ? 'NO_RED' : undefined);
    const objects = [
      POLL,
      { ...POLL, theme: 'red' },
      { ...POLL, content: {} },
      { ...POLL, status: 'deleted' },
      POLL,
    ];
    const items = objects.map((object, i) => ({ idempotencyKey: `k${i}`, object }));
    const [status, answer] = await call('interaction/addMany', { contextId: room, items });
    expect(status).toBe(200);
    expect(answer['objects']).toMatchObject([
      { type: 'poll' },
      { code: 'NO_RED' },
      { code: 'INVALID_INTERACTION' },
      { code: 'INVALID_INTERACTION' },
      { type: 'poll' },
    ]);
    expect(services.interactions(room)).toHaveLength(2);
  });

  test.each([
    ['quiz', { ...POLL.content }],
    ['poll', { ...POLL.content, question: 'q'.repeat(301) }],
    ['poll', { ...POLL.content, answers: ['one'] }],
    ['ratingScale', { statement: 'I can', scale: 11 }],
    ['crowdVote', { question: 'Go?', emoji: '👍', timeoutMinutes: 121 }],
    ['survey', { title: 'S', questions: [{ text: 'no question' }] }],
    ['unheardOf', {}],
  ])('of the contract only: no %s like this', async (type, content) => {
    expect((await add('k', { type, status: 'draft', content }))[0]).toBe(400);
  });

  test('are deleted, and stay as deleted', async () => {
    const [, { id }] = await add('k');
    expect(await call('interaction/delete', { contextId: room, id })).toEqual([200, {}]);
    expect(services.interactions(room).map(({ status }) => status)).toEqual(['deleted']);
    const filter = { statusIn: ['draft'] };
    expect(await call('interaction/list', { contextId: room, filter })).toMatchObject([
      200,
      { totalCount: 0 },
    ]);
    expect((await call('interaction/delete', { contextId: room, id: 'none' }))[0]).toBe(404);
  });
});

test('settings are what was written', async () => {
  const settings = { chat: 'moderated' };
  expect(await call('settings/get', { contextId: room })).toEqual([200, { settings: {} }]);
  expect(await call('settings/update', { contextId: room, settings })).toEqual([200, { settings }]);
  expect(await call('settings/get', { contextId: room }, 'amir')).toEqual([200, { settings }]);
});

test('a storyboard is saved on the version that was read, and on no other', async () => {
  const items = [{ id: 'i', kind: 'interlude', title: 'Break', settings: {}, unknown: 1 }];
  expect(await call('storyboard/get', { roomId: room })).toEqual([200, { version: 0, items: [] }]);
  expect(await call('storyboard/save', { roomId: room, version: 0, items })).toEqual([200, { version: 1 }]);
  expect(await call('storyboard/save', { roomId: room, version: 0, items: [] })).toMatchObject([
    409,
    { code: 'STALE_VERSION' },
  ]);
  expect(await call('storyboard/get', { roomId: room })).toEqual([200, { version: 1, items }]);
  const wrong = [{ id: 'i', kind: 'hologram', title: '', settings: {} }];
  expect((await call('storyboard/save', { roomId: room, version: 1, items: wrong }))[0]).toBe(400);
});

describe('a request that goes wrong', () => {
  test.each<[ServiceFault, number | 'lost', number]>([
    ['lostBefore', 'lost', 0],
    ['lostAfter', 'lost', 1],
    ['html', 200, 0],
    ['empty500Before', 500, 0],
    ['empty500After', 500, 1],
    ['tooMany', 429, 0],
  ])('%s', async (fault, status, made) => {
    services.switches.fault = (action, nth) =>
      action === 'interaction/add' && nth === 1 ? fault : undefined;
    const body = { contextId: room, idempotencyKey: 'k', object: POLL };
    const response = await send('interaction/add', body);
    expect(isLost(response) ? 'lost' : response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(fault === 'tooMany' ? '1' : null);
    expect(services.interactions(room)).toHaveLength(made);
    expect((await send('interaction/add', body)).status).toBe(200);
    expect(services.interactions(room), 'the key makes the repetition safe').toHaveLength(1);
  });

  test('a wait ends when the services are closed', async () => {
    services.switches.delayMs = () => 60_000;
    const waiting = send('settings/get', { contextId: room });
    services.close();
    expect(isLost(await waiting)).toBe(true);
  });
});

test('what was asked is recorded without what was in it', async () => {
  await add('k');
  const asked = { service: 'chat', action: 'interaction/add', room };
  expect(services.requests).toMatchObject([asked]);
  expect(JSON.stringify(services.requests)).not.toContain('Ready');
});
