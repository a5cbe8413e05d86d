import { expect, test } from 'vitest';
import { testServer } from './test-server.ts';

test('a KS looks like a real one: version 2, with the partner readable and nothing else', async () => {
  const server = testServer();
  const ks = await server.session('noa');
  expect(ks).toMatch(/^djJ8/);
  const readable = Buffer.from(ks, 'base64url').toString('latin1');
  expect(readable.startsWith(`v2|${server.kaltura.partnerId}|`)).toBe(true);
  expect(readable).not.toContain('noa');
});

test('sessions end: of one user, then of all', async () => {
  const server = testServer();
  const [noa, amir] = [await server.session('noa'), await server.session('amir')];
  const whoIs = (ks: string) => server.call('noa', 'user', 'get', { ks });
  expect(await whoIs(noa)).toMatchObject({ id: 'noa' });
  server.kaltura.expireSessions('noa');
  expect(await whoIs(noa)).toMatchObject({ code: 'INVALID_KS', args: { KSID: 'EXPIRED', ERR_CODE: '-1' } });
  expect(await whoIs(amir)).toMatchObject({ id: 'amir' });
  server.kaltura.expireSessions();
  expect(await whoIs(amir)).toMatchObject({ code: 'INVALID_KS', args: { KSID: 'EXPIRED' } });
});

test('a KS ends with its life time', async () => {
  const server = testServer();
  const ks = await server.session('noa');
  server.pass(86_399_000);
  expect(await server.call('noa', 'user', 'get', { ks })).toMatchObject({ id: 'noa' });
  server.pass(1_000);
  expect(await server.call('noa', 'user', 'get', { ks })).toMatchObject({ args: { KSID: 'EXPIRED' } });
});

test('a damaged KS answers with the text of an earlier one of the same call, and only of the same', async () => {
  const server = testServer();
  const get = (ks: string, entryId: string) => server.call('noa', 'baseEntry', 'get', { ks, entryId });
  expect(await get('first', '0_a')).toMatchObject({ args: { KSID: 'first' } });
  expect(await get('second', '0_a')).toMatchObject({ args: { KSID: 'first' } });
  expect(await get('second', '0_b')).toMatchObject({ args: { KSID: 'second' } });
});

test('the log of requests holds calls, user and size, and no KS', async () => {
  const server = testServer();
  const ks = await server.session('noa');
  await server.all('noa', [
    { service: 'system', action: 'ping' },
    { service: 'user', action: 'get' },
  ]);
  const log = server.kaltura.requests;
  expect(log[1]).toMatchObject({
    user: 'noa',
    calls: [
      { service: 'system', action: 'ping' },
      { service: 'user', action: 'get' },
    ],
  });
  expect(log[1]?.bytes).toBeGreaterThan(ks.length);
  expect(JSON.stringify(log)).not.toContain(ks);
  expect(JSON.stringify(log)).not.toContain(server.kaltura.userSecret);
});
