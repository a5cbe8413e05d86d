import { runInNewContext } from 'node:vm';
import { VirtualConsole, VirtualConsolePrinter, Window } from 'happy-dom';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { toolsOnPage } from './tools-on-page.ts';

const PAGE = 'https://moodle.example.edu/local/mymedia/mymedia.php';
const KAF = 'https://media.example.org';

const looked = z.array(z.string());

/**
 * What is seen of a page. This puts the function's text into it, and nothing from around it: it works with the page alone.
 * @param launch answers what is fetched; by default a launch that KAF's address is in
 */
async function look(html: string, launch = () => Promise.resolve(launchPage)) {
  const frames = { disableIframePageLoading: true };
  const window = new Window({
    url: PAGE,
    settings: frames,
    console: new VirtualConsole(new VirtualConsolePrinter()),
  });
  window.document.write(html);
  const fetched: string[] = [];
  const fetch = async (address: URL): Promise<Response> => {
    fetched.push(address.href);
    return new Response(await launch());
  };
  const { document, location, DOMParser } = window;
  const page = { document, location, DOMParser, fetch, AbortSignal, URL };
  const tools = looked.parse(await runInNewContext(`(${toolsOnPage.toString()})()`, page));
  await window.happyDOM.close();
  return { tools, fetched };
}

const launchPage = `<html><body><form action="${KAF}/hosted/index/my-media" method="post"></form></body></html>`;
const frame = (attributes: string): string => `<iframe id="contentframe" ${attributes}></iframe>`;

test("External tool tells the tool's origin in its frame, and nothing is fetched", async () => {
  const allow = ['microphone', 'camera', 'autoplay'].map((feature) => `${feature} ${KAF}`).join('; ');
  const { tools, fetched } = await look(
    frame(`allow="${allow}" src="/mod/lti/launch.php?id=4&triggerview=0"`),
  );
  expect(new Set(tools)).toEqual(new Set([KAF]));
  expect(fetched).toEqual([]);
});

test("the plug-in's launch page is read once, and its form tells where KAF is", async () => {
  const { tools, fetched } = await look(frame('allow="autoplay *; camera *" src="lti_launch.php"'));
  expect(tools).toEqual([`${KAF}/hosted/index/my-media`]);
  expect(fetched).toEqual(['https://moodle.example.edu/local/mymedia/lti_launch.php']);
});

test('a launch that is read logs no view', async () => {
  const { fetched } = await look(frame('src="/mod/lti/launch.php?id=4"'));
  expect(fetched).toEqual(['https://moodle.example.edu/mod/lti/launch.php?id=4&triggerview=0']);
});

test('a launch on another site is not read, nor is any other page', async () => {
  const html = ['https://evil.test/lti_launch.php', '/login/logout.php?x=lti_launch.php']
    .map((src) => frame(`src="${src}"`))
    .join('');
  expect(await look(html)).toEqual({ tools: [], fetched: [] });
});

test('a launch that fails takes nothing from the rest', async () => {
  const embedded = `${KAF}/browseandembed/index/media/entryid/1_abcd1234`;
  const html = frame('src="lti_launch.php"') + `<iframe src="${embedded}"></iframe>`;
  const { tools } = await look(html, () => Promise.reject(new TypeError('Failed to fetch')));
  expect(tools).toEqual([embedded]);
});

test("a frame with a page of KAF's is a tool, and one with a player or anything else is none", async () => {
  const room = `${KAF}/media/t/1_abcd1234/377263782`;
  const others = [
    'https://cfvod.kaltura.com/p/102/embedIframeJs',
    'https://media.example.org/login',
    'about:blank',
  ];
  const { tools } = await look([room, ...others].map((src) => `<iframe src="${src}"></iframe>`).join(''));
  expect(tools).toEqual([room]);
});
