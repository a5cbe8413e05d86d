// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inlineObjects } from './inline-data.ts';
import { handedInGlobals } from './page-globals.ts';
import { scriptsOf } from './page-scripts.ts';
import { entryInScripts, placedSessions, type PlacedSession, sessionsInScripts } from './sessions.ts';

const fixture = (name: string): string =>
  readFileSync(`${import.meta.dirname}/../fixtures/${name}.html`, 'utf8');
const pageOf = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');
const sessionsIn = (html: string): PlacedSession[] =>
  placedSessions(sessionsInScripts(scriptsOf(pageOf(html))));
const inScript = (code: string): PlacedSession[] => sessionsIn(`<script>${code}</script>`);

/** base64 of `v2|102|in the page`, as a KS of version 2 begins. */
const KS = 'djJ8MTAyfGluIHRoZSBwYWdl';
/** The same of `v2|102|of another one` and `v2|999|of another one`. */
const OTHER = btoa('v2|102|of another one');
const ELSEWHERE = btoa('v2|999|of another one');
const SESSION = { ks: KS, partnerId: 102, serviceUrl: 'https://www.kaltura.com/api_v3' };
const provider = { ks: KS, partnerId: '102', env: { serviceUrl: SESSION.serviceUrl } };
const evil = { ks: OTHER, partnerId: '102', env: { serviceUrl: 'https://evil.example.edu' } };
const json = (value: unknown): string => JSON.stringify(value).replaceAll('/', '\\/');

test.each(['kaltura-classic', 'theming-page'])(
  "the player's session of %s is found, with its service, and the messaging one is not",
  (name) => {
    expect(sessionsIn(fixture(name))).toEqual([SESSION]);
  },
);

test.each(['classic-list', 'classic-gallery', 'theming-list'])('%s holds none', (name) => {
  expect(sessionsIn(fixture(name))).toEqual([]);
});

test.each([
  ['the lobby', `lobbyProps = ${json({ props: { entry: { id: '1_a' }, playerConfig: { provider } } })}`],
  ['the lobby of the window', `window.lobbyProps=${json({ props: { playerConfig: { provider } } })};`],
  ["a component's props", `render(MediaPage, ${json({ props: { playerConfig: { provider } } })})`],
  ["a player's config", `var playerConfig = ${json({ targetId: 'player', provider })};`],
  ['a config by another name', `const c = ${json({ provider })}, d = 1 / 2;`],
  ['what a player is set up with', `var p = KalturaPlayer.setup(${json({ targetId: 'player', provider })});`],
  [
    'behind comments and expressions',
    `<!-- x\n// don't\n/* "{ */ if (/["'{]/.test(a)) b = \`"{\`; c = ${json({ provider })}`,
  ],
])('a session is read in its known form: %s', (_what, code) => {
  expect(inScript(code)).toEqual([SESSION]);
});

const DEFAULT = { ...SESSION, serviceUrl: 'https://www.kaltura.com' };
const embed = { targetId: 'player', wid: '_102', uiconf_id: '9', flashvars: { ks: KS } };

test('the classic embed object, and the flashvars of an edit page, name no service', () => {
  expect(inScript(`kMainPlayerEmbedObject = ${json(embed)}`)).toEqual([DEFAULT]);
  expect(inScript(`kms_kWidgetJsLoader.embed("player", ${json(embed)})`)).toEqual([DEFAULT]);
  expect(inScript(`var flashvars = ${json({ ks: KS })}`)).toEqual([DEFAULT]);
});

const player = (host: string, partner = 102): string =>
  `<script src="https://${host}/p/${partner}/sp/${partner}00/embedIframeJs/uiconf_id/9"></script>`;

test("where a session names no service, the page's player script of the same partner does; two of them do not", () => {
  const flashvars = `<script>var flashvars = {"ks":"${KS}"}</script>`;
  const cdn = { ...SESSION, serviceUrl: 'https://cdnapisec.kaltura.com' };
  expect(sessionsIn(player('cdnapisec.kaltura.com') + flashvars)).toEqual([cdn]);
  expect(sessionsIn(player('cdnapisec.kaltura.com') + player('x.edu', 7) + flashvars)).toEqual([cdn]);
  expect(sessionsIn(player('cdnapisec.kaltura.com') + player('x.edu') + flashvars)).toEqual([]);
});

/** Every text that a person may give to something that a page shows. */
const HOSTILE_TEXTS = [
  `"serviceUrl":"https://evil.example.edu"`,
  `{"provider":${JSON.stringify(evil)}}`,
  `lobbyProps = ${JSON.stringify({ props: { playerConfig: { provider: evil } } })};`,
  `"; var flashvars = {"ks":"${OTHER}"}; "`,
  `'; var flashvars = {"ks":"${OTHER}"}; '`,
  `\\"; playerConfig = ${JSON.stringify({ provider: evil })}`,
  `*/ playerConfig = ${JSON.stringify({ provider: evil })}`,
  `\n playerConfig = ${JSON.stringify({ provider: evil })}`,
  `\u2028 playerConfig = ${JSON.stringify({ provider: evil })}`,
  `https://x.test/p/102/playManifest/entryId/1_a/ks/${OTHER}/a.m3u8`,
  `"provider":{"partnerId":"102","ks":"${OTHER}"}`,
];

test.each(HOSTILE_TEXTS)('a text of somebody else is no session, and moves none: %s', (text) => {
  const data = { data: { name: text, description: text, tags: text, [text]: text } };
  const single = `'${text.replace(/[\\'\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}'`;
  for (const around of [
    `var kmsPage = ${json(data)}; lobbyProps = ${json({ props: { entry: data, playerConfig: { provider } } })}`,
    `playerConfig = ${json({ provider, entry: { name: text } })}; var kmsPage = ${json(data)};`,
    `var title = ${single}; render(Page, ${json({ rows: [data] })}); var p = ${json({ provider })}`,
    `a = /["']/; t = ${single}; p = ${json({ provider })}`,
    `// ${text.replaceAll('\n', ' ')}\n p = ${json({ provider })}`,
  ])
    expect(inScript(around), around).toEqual([SESSION]);
  const html = `<p>${text.replaceAll('<', '&lt;')}</p><img src="${text.replaceAll('"', '&quot;')}"><video src="https://102.kaf.kaltura.com/ks/${OTHER}"></video>`;
  expect(sessionsIn(html)).toEqual([]);
});

test.each([
  ['deeper than the page puts one', `kmsPage = ${json({ data: { provider } })}`],
  ['in an array', `rows = [${json({ provider })}]`],
  ['of another partner than its player', `p = ${json({ provider: { ...provider, ks: ELSEWHERE } })}`],
  ['without a partner', `p = ${json({ provider: { ks: 'neither of them' } })}`],
  ['of in-app messaging', `p = ${json({ inAppMessaging: { ks: KS } })}`],
  ['that is no text', `p = ${json({ provider: { ...provider, ks: [KS] } })}`],
  ['behind a template with code in it', `a = \`\${b}\`; p = ${json({ provider })}`],
  ['behind what may be a division or not', `if (a) /"/.test(b); p = ${json({ provider })}`],
])('a session %s is not used', (_what, code) => {
  expect(inScript(code)).toEqual([]);
});

/** What is handed over of globals, as it arrives: by way of JSON. */
const sessionsInGlobals = (globals: unknown): PlacedSession[] =>
  placedSessions(JSON.parse(JSON.stringify(handedInGlobals(globals))) as ReturnType<typeof handedInGlobals>);

test("those in globals: the new page's lobby, the player's config, the classic embed object, flashvars", () => {
  expect(sessionsInGlobals({ lobbyProps: { props: { playerConfig: { provider } } } })).toEqual([SESSION]);
  expect(sessionsInGlobals({ playerConfig: { provider } })).toEqual([SESSION]);
  expect(sessionsInGlobals({ kMainPlayerEmbedObject: { wid: '_102', flashvars: { ks: KS } } })).toEqual([
    DEFAULT,
  ]);
  expect(sessionsInGlobals({ flashvars: { ks: KS } })).toEqual([DEFAULT]);
  expect(sessionsInGlobals({ lobbyProps: null, playerConfig: 7, kMainPlayerEmbedObject: 'x' })).toEqual([]);
});

test('a global that is not to be read spoils no other', () => {
  const globals = {
    get lobbyProps(): never {
      throw new Error('The window of a frame.');
    },
    playerConfig: { provider },
  };
  expect(sessionsInGlobals(globals)).toEqual([SESSION]);
});

test('an entry in the data of a list is found where data calls it one', () => {
  const list = { data: [{ entry: { name: '1_wrong000', id: '1_right000' } }] };
  expect(entryInScripts(scriptsOf(pageOf(`<script>render(MyMediaPage, ${json(list)})</script>`)))).toBe(
    '1_right000',
  );
  expect(entryInScripts(scriptsOf(pageOf('<script>var a = "1_wrong000"</script>')))).toBeUndefined();
});

/** Pieces of scripts, so that most of what is made comes far. */
const bit = fc.oneof(
  fc.constantFrom(...'{}[]()"\'`/\\=,:;*<!-\n \u2028'.split('')),
  fc.constantFrom(
    'a',
    'return',
    'x = {',
    '"ks":',
    '"provider":{',
    `"${KS}"`,
    '//',
    '/*',
    '*/',
    '${',
    'f({',
    '})',
  ),
  fc.string({ maxLength: 5 }),
);

test('whatever a script is, it is read in a moment, and never throws', () => {
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 200 }), fc.integer({ min: 1, max: 3000 }), (bits, times) => {
      const code = bits.join('').repeat(times).slice(0, 65_536);
      const begun = performance.now();
      for (const { value } of inlineObjects(code)) expect(typeof value).toBe('object');
      inScript(code.replaceAll('<', ''));
      expect(performance.now() - begun).toBeLessThan(3_000);
    }),
    { numRuns: 300 },
  );
});

test.each([
  '{',
  'x={',
  'x={"a":',
  'f({"a":f(',
  '"\\',
  "'",
  '`',
  '/*',
  ')/[',
  ') /a',
  'a.',
  '={',
  '<!--',
  '//',
  '[',
  '({',
])('64 KB of %j', (part) => {
  const begun = performance.now();
  expect(inlineObjects(part.repeat(65_536 / part.length))).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(3_000);
});
