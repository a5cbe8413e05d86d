// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sessionsInGlobals } from './globals.ts';
import { sessionsInAddresses, sessionsInScripts } from './sessions.ts';

const fixture = (name: string): string =>
  readFileSync(`${import.meta.dirname}/fixtures/${name}.html`, 'utf8');
const pageOf = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

/** base64 of `v2|102|in the page`, as a KS of version 2 begins. */
const KS = 'djJ8MTAyfGluIHRoZSBwYWdl';
const SESSION = { ks: KS, partnerId: 102, serviceUrl: 'https://www.kaltura.com/api_v3' };

test.each(['kaltura-classic', 'theming-page'])(
  "the player's session of %s is found, with its service, and the messaging one is not",
  (name) => {
    expect(sessionsInScripts(pageOf(fixture(name)))).toEqual([SESSION]);
  },
);

test.each(['classic-list', 'classic-gallery', 'theming-list'])('%s holds none', (name) => {
  expect(sessionsInScripts(pageOf(fixture(name)))).toEqual([]);
});

test("the edit page's flashvars name neither partner nor service: the KS and the player's script do", () => {
  const html = `<script src="https://cdnapisec.kaltura.com/p/102/sp/10200/embedIframeJs/uiconf_id/9"></script>
    <script>var flashvars = {"ks":"${KS}"}</script>`;
  expect(sessionsInScripts(pageOf(html))).toEqual([
    { ...SESSION, serviceUrl: 'https://cdnapisec.kaltura.com' },
  ]);
});

test('each of several is found, and a provider without one does not borrow the messaging one', () => {
  const other = 'djJ8MTAyfGFub3RoZXIgb25l';
  const html = `<script>
    var a = {"provider":{"partnerId":"102","env":{"serviceUrl":"https:\\/\\/www.kaltura.com\\/api_v3"}}};
    var b = {"inAppMessaging":{"ks":"djJ8MTAyfGFub3RoZXIgc2VydmljZQ"}};
    var c = {"ks":"${KS}"}, d = {"settings":{"ks":"${other}"}};</script>`;
  expect(sessionsInScripts(pageOf(html)).map(({ ks }) => ks)).toEqual([KS, other]);
});

test.each([
  `https://cdnapisec.kaltura.com/p/102/playManifest/entryId/1_a/ks/${KS}/a.m3u8`,
  `https://102.kaf.kaltura.com/embeddedrooms/index/view-room/ks/${KS}`,
  `https://102.kaf.kaltura.com/virtualEvent/launch?ks=${KS}`,
])('one in an address: %s', (address) => {
  const found = [{ ...SESSION, serviceUrl: 'https://www.kaltura.com' }];
  expect(sessionsInAddresses(pageOf(''), [address])).toEqual(found);
  expect(sessionsInAddresses(pageOf(`<img src="${address}">`), [])).toEqual(found);
});

test("those in globals: the new page's lobby, the player's config, the classic embed object", () => {
  const provider = { ks: KS, partnerId: '102', env: { serviceUrl: SESSION.serviceUrl } };
  expect(sessionsInGlobals({ lobbyProps: { props: { playerConfig: { provider } } } })).toEqual([SESSION]);
  expect(sessionsInGlobals({ playerConfig: { provider } })).toEqual([SESSION]);
  const embed = { wid: '_102', flashvars: { ks: KS } };
  expect(sessionsInGlobals({ kMainPlayerEmbedObject: embed })).toEqual([{ ...SESSION, serviceUrl: '' }]);
  expect(sessionsInGlobals({ lobbyProps: null, playerConfig: 7, kMainPlayerEmbedObject: 'x' })).toEqual([]);
});
