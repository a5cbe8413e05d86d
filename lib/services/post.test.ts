import { describe, expect, test } from 'vitest';
import { entryId } from '../kaltura/ids.ts';
import { Session } from '../kaltura/session.ts';
import { serviceAddress } from './address.ts';
import { chatClient } from './chat.ts';
import { isStale } from './post.ts';
import { storyboardClient } from './storyboard.ts';

const KS = 'djJ8MTAyfHNlY3JldA';
const ROOM = entryId('1_abcd1234')!;
const session = (ks = KS): Session => new Session({ url: 'https://kaltura.test', partnerId: 102 }, ks);

/** A storyboard's reading that is answered so, with the requests that were sent. */
async function reading(answer: (request: Request) => Response | Promise<Response>, ks = KS, timeout = 1000) {
  const sent: Request[] = [];
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push(request);
    return answer(request);
  };
  const address = serviceAddress('storyboard', 'https://storyboard.test/kme')!;
  const result = await storyboardClient(address, session(ks), { fetch: send, timeout }).get(ROOM);
  return { result, sent };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

const BOARD = { version: 3, items: [] };

test('a call is a POST of JSON with the KS in its header alone', async () => {
  const { result, sent } = await reading(() => json(BOARD));
  expect(result).toEqual({ ok: true, value: BOARD });
  const [request] = sent;
  expect(request).toMatchObject({
    method: 'POST',
    url: 'https://storyboard.test/kme/api/v1/storyboard/get',
    credentials: 'omit',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  });
  expect(request!.headers.get('authorization')).toBe(`Bearer ${KS}`);
  expect(request!.headers.get('content-type')).toBe('application/json');
  expect(await request!.text()).toBe(JSON.stringify({ roomId: ROOM }));
});

describe('an answer that is an error', () => {
  const body = { code: 'SOME_CODE', message: `not with ${KS}` };
  const unknown = { kind: 'outcomeUnknown', retryAfter: undefined };
  test.each([
    // Of this service alone: Kaltura's session is none of its business.
    [401, { 'retry-after': '7' }, { kind: 'blocked', code: 'HTTP 401', retryAfter: 7000 }],
    [401, {}, { kind: 'blocked', code: 'HTTP 401', retryAfter: undefined }],
    [403, {}, { kind: 'noRight', code: 'SOME_CODE' }],
    [404, {}, { kind: 'notFound', code: 'SOME_CODE' }],
    [408, {}, { ...unknown, cause: 'timeout' }],
    [409, {}, { kind: 'refused', code: 'HTTP 409', field: undefined }],
    [422, {}, { kind: 'refused', code: 'SOME_CODE', field: undefined }],
    [429, { 'retry-after': '7' }, { kind: 'blocked', code: 'SOME_CODE', retryAfter: 7000 }],
    [500, {}, { kind: 'serverFault', code: 'SOME_CODE' }],
    [503, { 'retry-after': '2' }, { ...unknown, cause: 'httpStatus', retryAfter: 2000 }],
  ])('HTTP %i', async (status, headers, failure) => {
    const { result, sent } = await reading(() => json(body, status, headers));
    expect(result).toEqual({ ok: false, failure });
    expect(sent, 'and nothing is sent again').toHaveLength(1);
    expect(JSON.stringify(result)).not.toContain(KS);
  });

  test.each(['not a code', KS.repeat(5), '', 7, undefined])('a code such as %s is not kept', async (code) => {
    const { result } = await reading(() => json({ code }, 403));
    expect(result).toEqual({ ok: false, failure: { kind: 'noRight', code: 'HTTP 403' } });
  });

  test('an empty page with HTTP 500: nobody knows what was done', async () => {
    const { result } = await reading(() => new Response('', { status: 500 }));
    expect(result).toEqual({ ok: false, failure: { ...unknown, cause: 'httpStatus' } });
  });

  test('only a stale version is stale', async () => {
    const stale = async (status: number): Promise<boolean> => {
      const { result } = await reading(() => json(body, status));
      return !result.ok && isStale(result.failure);
    };
    expect([await stale(409), await stale(400), await stale(404)]).toEqual([true, false, false]);
  });
});

describe('no usable answer', () => {
  const unknown = (cause: string) => ({
    ok: false,
    failure: { kind: 'outcomeUnknown', cause, retryAfter: undefined },
  });

  test('a login page', async () => {
    expect((await reading(() => new Response('<!doctype html>'))).result).toEqual(unknown('notKaltura'));
  });

  test('another shape', async () => {
    expect((await reading(() => json({ items: [] }))).result).toEqual(unknown('unexpectedAnswer'));
  });

  test('a broken connection', async () => {
    const broken = (): never => {
      throw new TypeError(`Failed to fetch with ${KS}`);
    };
    const { result } = await reading(broken);
    expect(result).toEqual(unknown('network'));
  });

  test('an answer that never ends', async () => {
    const endless = (request: Request): Response =>
      new Response(
        new ReadableStream({
          start: (stream) =>
            request.signal.addEventListener('abort', () => stream.error(request.signal.reason), {
              once: true,
            }),
        }),
      );
    expect((await reading(endless, KS, 20)).result).toEqual(unknown('timeout'));
  });
});

test('a KS that no header can carry is sent nowhere', async () => {
  const { result, sent } = await reading(() => json(BOARD), 'two\nlines');
  expect(result).toEqual({ ok: false, failure: { kind: 'refused', code: 'KS_IN_HEADER', field: undefined } });
  expect(sent).toEqual([]);
});

test('a caller can end a call', async () => {
  const aborted = AbortSignal.abort();
  const send: typeof fetch = (input, init) =>
    new Request(input, init).signal.aborted
      ? Promise.reject(new DOMException('over', 'AbortError'))
      : Promise.resolve(json({ objects: [], totalCount: 0 }));
  const address = serviceAddress('chat', 'https://chat.test')!;
  const result = await chatClient(address, session(), { fetch: send, signal: aborted }).list(ROOM);
  expect(result).toMatchObject({ ok: false, failure: { cause: 'network' } });
});
