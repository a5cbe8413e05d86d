import { expect, test } from 'vitest';
import { jsonPoster, lost } from './post-json.ts';

const post = (body: string) =>
  jsonPoster({ fetch: () => Promise.resolve(new Response(body)) }, () => lost('network'))(
    'https://kaltura.test',
    {},
  );

const NOTICE =
  '<br />\n<b>Notice</b>:  Undefined index: ks in <b>/opt/kaltura/a.php</b> on line <b>7</b><br />\n';

test.each([
  ['{"id":"1_a"}', { id: '1_a' }],
  [`${NOTICE}{"id":"1_a"}`, { id: '1_a' }],
  [`\n${NOTICE}${NOTICE.replace('Notice', 'Warning')}[1]`, [1]],
])('an answer is read, behind what PHP says before it: %j', async (body, value) => {
  expect(await post(body)).toEqual({ ok: true, value });
});

test.each([
  NOTICE,
  `${NOTICE}no JSON`,
  `${NOTICE.repeat(60)}{}`,
  `<html>\n{"id":"1_a"}`,
  `<br />\n<b>Fatal error</b>:  Out of memory\n{"id":"1_a"}`,
])('anything else is no answer of Kaltura’s (%#)', async (body) => {
  expect(await post(body)).toMatchObject({ ok: false, failure: { cause: 'notKaltura' } });
});

test('a redirect is none either, though a browser tells nothing of it', async () => {
  const redirect = Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } });
  const send = jsonPoster({ fetch: () => Promise.resolve(redirect) }, () => lost('httpStatus'));
  expect(await send('https://kaltura.test', {})).toMatchObject({ failure: { cause: 'notKaltura' } });
});

test.each([
  ['the head', () => new Promise<Response>(() => undefined)],
  ['the body', () => Promise.resolve(new Response(new ReadableStream()))],
])(
  'what has not come by the deadline is lost, %s too, and whoever sends is told, but not waited for',
  async (_, answer) => {
    let told: AbortSignal | undefined;
    const send = jsonPoster(
      {
        fetch: (input, init) => {
          told = new Request(input, init).signal;
          return answer();
        },
        timeout: 20,
      },
      () => lost('network'),
    );
    expect(await send('https://kaltura.test', {})).toMatchObject({ failure: { cause: 'timeout' } });
    expect(told?.aborted).toBe(true);
  },
);
