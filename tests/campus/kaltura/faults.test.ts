import { describe, expect, test } from 'vitest';
import { isLost, startKaltura } from './server.ts';
import type { Fault } from './switches.ts';
import { type TestServer, testServer } from './test-server.ts';

const ADD = {
  service: 'room_room',
  action: 'add',
  entry: { objectType: 'KalturaRoomEntry', roomType: 1 },
};

/** Sends a multirequest of one call into a fault; the next request goes well. */
async function meet(fault: Fault): Promise<{ server: TestServer; response: Response; made: number }> {
  const server = testServer();
  await server.session('noa');
  let met = 0;
  server.kaltura.switches.fault = () => (met++ === 0 ? fault : undefined);
  const response = await server.send('noa', [ADD]);
  const made = server.kaltura.entries().length;
  expect((await server.all('noa', [ADD]))[0]).toMatchObject({ objectType: 'KalturaRoomEntry' });
  return { server, response, made };
}

describe('a request that goes wrong', () => {
  test.each([
    ['lostBefore', 0],
    ['lostAfter', 1],
  ] as const)('%s: no answer', async (fault, effect) => {
    const { response, made } = await meet(fault);
    expect(isLost(response)).toBe(true);
    expect(made).toBe(effect);
  });

  test.each([
    ['empty500Before', 0],
    ['empty500After', 1],
  ] as const)('%s: HTTP 500 without a body', async (fault, effect) => {
    const { response, made } = await meet(fault);
    expect([response.status, await response.text()]).toEqual([500, '']);
    expect(made).toBe(effect);
  });

  test('html: a page with status 200', async () => {
    const { response, made } = await meet('html');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(await response.text()).toContain('Sign in');
    expect(made).toBe(0);
  });

  test('notice: carried out, with a notice of PHP before the JSON', async () => {
    const { response, made } = await meet('notice');
    expect(await response.text()).toMatch(/^<br \/>\n<b>Notice<\/b>: .*\n\[\{"id":"0_/);
    expect(made).toBe(1);
  });

  test.each([0, 1, 2])(
    'diesAfter %i of three calls: no answer, and so many are carried out',
    async (calls) => {
      const server = testServer();
      await server.session('noa');
      server.kaltura.switches.fault = () => ({ diesAfter: calls });
      expect(isLost(await server.send('noa', [ADD, ADD, ADD]))).toBe(true);
      expect(server.kaltura.entries()).toHaveLength(calls);
    },
  );

  test('tooMany: HTTP 429 with Retry-After', async () => {
    const { response, made } = await meet('tooMany');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect(made).toBe(0);
  });

  test('blocked: ACTION_BLOCKED for every call', async () => {
    const { response, made } = await meet('blocked');
    expect(await response.json()).toMatchObject([
      { code: 'ACTION_BLOCKED', args: { ACTION_NAME: 'add', SERVICE_NAME: 'room_room' } },
    ]);
    expect(made).toBe(0);
  });
});

test('a fault is chosen by the calls and by the number of the request', async () => {
  const server = testServer();
  const seen: [string[], number][] = [];
  server.kaltura.switches.fault = (calls, nth) => {
    seen.push([calls.map(({ service, action }) => `${service}.${action}`), nth]);
    return undefined;
  };
  await server.send('noa', [{ service: 'system', action: 'ping' }, ADD]);
  expect(seen).toEqual([
    [['session.start'], 1],
    [['system.ping', 'room_room.add'], 2],
  ]);
});

test('over a socket a lost answer is a broken connection', async () => {
  const { kaltura } = testServer();
  const running = await startKaltura(kaltura);
  kaltura.switches.fault = () => 'lostAfter';
  await expect(fetch(`${running.url}/api_v3/service/system/action/ping?format=1`)).rejects.toThrow(
    'fetch failed',
  );
  kaltura.switches.fault = () => undefined;
  const ping = await fetch(`${running.url}/api_v3/service/system/action/ping?format=1`);
  expect(await ping.json()).toBe(true);
  await running.close();
});
