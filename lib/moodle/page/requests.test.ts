// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { MoodleResult } from '../port.ts';
import { MoodlePage } from './moodle-page.ts';
import { MoodleRequests } from './requests.ts';

const SITE = { base: 'https://moodle.example.edu', sesskey: 'x' };

test('an answer of Moodle’s without end is left where it passes the bound, and counts as lost', async () => {
  let chunks = 0;
  let isLeft = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      chunks += 1;
      controller.enqueue(new Uint8Array(1_000_000).fill(0x20));
    },
    cancel: () => void (isLeft = true),
  });
  const requests = new MoodleRequests(SITE, {
    fetch: () => Promise.resolve(new Response(endless)),
    parse: () => {
      throw new Error('It was read to its end.');
    },
  });
  expect(await requests.service('core_courseformat_get_state', {})).toEqual({
    ok: false,
    failure: { kind: 'lost' },
  });
  expect(isLeft).toBe(true);
  expect(chunks).toBeLessThan(30);
});

const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');
const SIGNED_OUT = { ok: false, failure: { kind: 'signedOut' } };
const LOST = { ok: false, failure: { kind: 'lost' } };

/** A Moodle that answers so, whatever is asked. */
const answering = (fetch: (url: string, init: RequestInit) => Promise<Response>): MoodlePage =>
  new MoodlePage(SITE, {
    fetch: (input, init) => fetch(new Request(input).url, init ?? {}),
    parse,
    fieldsOf: () => [],
    once: () => 'once',
  });
const redirected = (): Response =>
  Object.defineProperties(new Response(null), { type: { value: 'opaqueredirect' }, status: { value: 0 } });
const html = (text: string, status = 200): Promise<Response> =>
  Promise.resolve(new Response(text, { status, headers: { 'content-type': 'text/html' } }));

type Answering = Parameters<typeof answering>[0];

describe('whoever is signed out is told so,', () => {
  test.each<readonly [string, Answering]>([
    [
      'led to another site to sign in, where no script can follow',
      (_url, { redirect }) =>
        redirect === 'manual'
          ? Promise.resolve(redirected())
          : Promise.reject(new TypeError('Failed to fetch')),
    ],
    ...['/login/index.php', '/auth/saml2/login.php', '/user/policy.php', '/login/change_password.php'].map(
      (path) =>
        [
          `led to ${path}, to be answered first`,
          async () => {
            const page = await html(
              '<a href="https://moodle.example.edu/login/logout.php?sesskey=x">Out</a>',
            );
            return Object.defineProperty(page, 'url', { value: SITE.base + path });
          },
        ] as const,
    ),
    ['shown a login page of Moodle’s at the same address', () => html('<body class="notloggedin">')],
    ['shown the login page of somebody else at the same address', () => html('<form id="saml"></form>')],
  ])('%s', async (_how, fetch) => {
    const page = answering(fetch);
    expect(await page.hello()).toEqual({ ok: true, value: { signedIn: false } });
    expect(await page.settings(4)).toEqual(SIGNED_OUT);
    expect(await page.launch(4, 'lti')).toEqual(SIGNED_OUT);
    expect(await page.write(4, 'New', '1_abcd1234', '1_clone567')).toEqual(SIGNED_OUT);
  });

  test('and not where the connection broke, or Moodle is late', async () => {
    const asked: string[] = [];
    const broken = (error: Error) =>
      answering((_url, { redirect }) => {
        asked.push(redirect ?? 'follow');
        return Promise.reject(error);
      });
    expect(await broken(new TypeError('Failed to fetch')).settings(4)).toEqual(LOST);
    expect(asked).toEqual(['follow', 'manual']);
    // A minute is enough: it is not asked for another.
    expect(await broken(new DOMException('', 'TimeoutError')).settings(4)).toEqual(LOST);
    expect(asked).toEqual(['follow', 'manual', 'follow']);
  });
});

describe('what Moodle fails by is none of its words on what somebody may:', () => {
  const errorPage = (code: string): string =>
    `<p class="errorcode"><a href="https://docs.moodle.org/405/en/error/moodle/${code}">More</a></p>`;
  const exception = (code: string): Promise<Response> =>
    Promise.resolve(Response.json([{ error: true, exception: { errorcode: code } }]));

  test.each([
    'upgraderunning',
    'sitemaintenance',
    'dbconnectionfailed',
    'dmlwriteexception',
    'sessionwaiterr',
    'generalexceptionmessage',
  ])('%s', async (code) => {
    expect(await answering(() => html(errorPage(code), 404)).settings(4)).toEqual(LOST);
    expect(await answering(() => exception(code)).hide(2, 4)).toEqual(LOST);
    expect(await answering(() => exception(code)).duplicate(2, 4, [])).toEqual(LOST);
  });

  test.each([
    ['a page of its maintenance', () => html('<h1>Under maintenance</h1>', 503)],
    ['an answer without a word on why', () => Promise.resolve(Response.json([{ error: true }]))],
    ['an answer of something between', () => html('<h1>Please wait</h1>')],
  ])('%s', async (_what, fetch) => {
    const asked: MoodleResult<unknown> = await answering(fetch).hide(2, 4);
    expect(asked).toEqual(LOST);
  });

  test('while a refusal is one', async () => {
    const refused = { ok: false, failure: { kind: 'refused', code: 'nopermissions' } };
    expect(await answering(() => html(errorPage('nopermissions'), 404)).settings(4)).toEqual(refused);
    expect(await answering(() => exception('nopermissions')).hide(2, 4)).toEqual(refused);
  });
});
