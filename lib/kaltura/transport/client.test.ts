import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { kalturaClient } from './client.ts';
import { Multirequest } from './multirequest.ts';
import { service, Session } from '../session.ts';
import { getTime } from '../system.ts';

const KS = 'djJ8MTAyfHNlY3JldA';

/** A server that answers so, over a real connection: what a stalled body does to `fetch`, only that shows. */
let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens
}

async function time(answers: RequestListener, timeout: number | false = 1_000) {
  const at = service(await serverThat(answers), 102)!;
  return kalturaClient(new Session(at, KS), { timeout }).call(getTime());
}

const intercepted = (status: number) => ({
  ...{ ok: false, failure: { kind: 'intercepted', code: `HTTP ${status}` } },
});
const lost = (cause: string, retryAfter?: number) => ({
  ok: false,
  failure: { kind: 'outcomeUnknown', cause, retryAfter },
});

test('a call is a POST of exactly JSON, with the KS in its body alone', async () => {
  let sent: unknown;
  const answer = await time((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method, url, headers } = request;
      sent = { method, url, type: headers['content-type'], body: JSON.parse(body) as unknown };
      response.end('1795468546');
    });
  });
  expect(answer).toEqual({ ok: true, value: 1_795_468_546 });
  expect(sent).toEqual({
    method: 'POST',
    url: '/api_v3/service/system/action/getTime',
    type: 'application/json',
    body: { format: 1, clientTag: 'clone-room', ks: KS },
  });
});

describe('no usable answer', () => {
  test('one whose head never comes is given up at the deadline', async () => {
    expect(await time(() => undefined, 50)).toEqual(lost('timeout'));
  });

  test('one that stalls in the middle of its body, too', async () => {
    const stalls: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"never":');
    };
    expect(await time(stalls, 100)).toEqual(lost('timeout'));
  });

  test.each<[number, Record<string, string>, object]>([
    [
      429,
      { 'retry-after': '7' },
      { ok: false, failure: { kind: 'blocked', code: 'HTTP 429', retryAfter: 7000 } },
    ],
    [503, { 'retry-after': '2' }, lost('httpStatus', 2000)],
    [
      503,
      { date: 'Tue, 24 Nov 2026 10:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 10:02:00 GMT' },
      lost('httpStatus', 120_000),
    ],
    [500, {}, lost('httpStatus')],
    // Ours to send later, not to give up.
    [408, {}, lost('httpStatus')],
    [425, {}, lost('httpStatus')],
    ...[400, 401, 403, 404, 409, 413, 418, 422, 451, 494, 499].map(
      (status): [number, Record<string, string>, object] => [status, {}, intercepted(status)],
    ),
  ])('HTTP %i', async (status, headers, failure) => {
    let requests = 0;
    const answer = await time((_request, response) => {
      requests += 1;
      response.writeHead(status, headers).end();
    });
    expect(answer).toEqual(failure);
    expect(requests, 'and nothing is sent again').toBe(1);
  });

  test('a page of something else', async () => {
    expect(await time((_request, response) => response.end('<!doctype html>'))).toEqual(lost('notKaltura'));
  });

  test('a connection that breaks', async () => {
    expect(await time((request) => request.socket.destroy())).toEqual(lost('network'));
  });

  test('a redirect is not followed with the KS', async () => {
    let requests = 0;
    const answer = await time((_request, response) => {
      requests += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    // A network's sign-in page: no network that is away, which would be waited for in silence.
    expect(answer).toEqual(lost('notKaltura'));
    expect(requests).toBe(1);
  });

  test('one value where a list of answers is due', async () => {
    const at = service(await serverThat((_request, response) => response.end('{}')), 102)!;
    const chain = new Multirequest();
    chain.add(getTime());
    expect(await kalturaClient(new Session(at, KS)).send(chain)).toEqual(lost('unexpectedAnswer'));
  });
});
