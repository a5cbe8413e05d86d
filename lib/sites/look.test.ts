/**
 * Frames are looked at, never loaded.
 * @vitest-environment happy-dom
 * @vitest-environment-options {"url":"https://moodle.example.edu/local/mymedia/mymedia.php","settings":{"disableIframePageLoading":true}}
 */
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lookAtPage } from './look.ts';

const fetched: string[] = [];
beforeEach(() => {
  // happy-dom tells of each frame that it does not load.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  fetched.length = 0;
  vi.stubGlobal('fetch', (address: URL) => {
    fetched.push(address.href);
    const form = '<form action="https://media.example.org/hosted/index/my-media" method="post"></form>';
    return Promise.resolve(new Response(`<html><body>${form}<script>alert(1)</script></body></html>`));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function show(html: string): void {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  document.body.replaceChildren(...parsed.body.childNodes);
}

test("External tool tells the tool's origin in its frame", async () => {
  const origin = 'https://media.example.org';
  const allow = ['microphone', 'camera', 'autoplay'].map((feature) => `${feature} ${origin}`).join('; ');
  show(`<iframe id="contentframe" allow="${allow}" src="/mod/lti/launch.php?id=4&triggerview=0"></iframe>`);
  const { tools } = await lookAtPage();
  expect(new Set(tools)).toEqual(new Set([origin]));
  expect(fetched).toEqual([]);
});

test("the plug-in's launch page is read once, and its form tells where KAF is", async () => {
  show('<iframe id="contentframe" allow="autoplay *; camera *" src="lti_launch.php"></iframe>');
  expect((await lookAtPage()).tools).toEqual(['https://media.example.org/hosted/index/my-media']);
  expect(fetched).toEqual([`${location.origin}/local/mymedia/lti_launch.php`]);
});

test('a launch that is read logs no view', async () => {
  show('<iframe id="contentframe" src="/mod/lti/launch.php?id=4"></iframe>');
  await lookAtPage();
  expect(fetched[0]).toContain('triggerview=0');
});

test('a launch on another site is not read', async () => {
  show('<iframe id="contentframe" src="https://evil.test/lti_launch.php"></iframe>');
  expect(await lookAtPage()).toEqual({ tools: [], services: [] });
  expect(fetched).toEqual([]);
});

test('a launch that fails takes nothing from the rest', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  show(`<iframe id="contentframe" src="lti_launch.php"></iframe>
    <iframe src="https://media.example.org/browseandembed/index/media/entryid/1_abcd1234"></iframe>`);
  expect((await lookAtPage()).tools).toEqual([
    'https://media.example.org/browseandembed/index/media/entryid/1_abcd1234',
  ]);
});

test("the service of a page's player is found, with slashes escaped or not", async () => {
  show(
    String.raw`<script type="x">var a = {"env":{"serviceUrl":"https:\/\/kaltura.example.org\/api_v3"}}</script>`,
  );
  expect((await lookAtPage()).services).toEqual(['https://kaltura.example.org/api_v3']);
});

test('it stands alone: what the browser puts into the page is its text and nothing around it', async () => {
  show('<iframe id="contentframe" src="lti_launch.php"></iframe>');
  const page = { document, location, fetch, DOMParser, AbortSignal, URL };
  const found: unknown = await runInNewContext(`(${lookAtPage.toString()})()`, page);
  expect(found).toEqual({ tools: ['https://media.example.org/hosted/index/my-media'], services: [] });
});
