import { expect, test } from 'vitest';
import { factsOf, needs } from './facts.ts';
import { type Access, originsToAsk, siteOffer } from './offer.ts';
import { isWithin } from './pattern.ts';
import { DECLARED } from './samples.ts';

const MOODLE = 'https://moodle.uni.example/course/view.php?id=2';
const KAF = 'https://media.uni.example';
const moodleWithKaf = factsOf(MOODLE, [{ tools: [KAF], services: [] }]);

/** A browser that lets us work on what is in the manifest, and on these. */
const access = (
  granted: readonly string[] = [],
  policySites: readonly string[] = [],
  named: readonly string[] = [],
): Access => ({
  declared: DECLARED,
  has: (origin) => [...DECLARED.all, ...granted].some((known) => isWithin(origin, known)),
  policySites,
  named: (origin) => named.includes(origin),
});
const at = (url: string | undefined, looks: readonly unknown[] = []) => factsOf(url, looks);

test.each([undefined, 'chrome://extensions', 'about:blank', 'moz-extension://a/b', 'file:///a'])(
  '%s is a page of the browser, not of a site',
  (url) => {
    expect(siteOffer(at(url), access())).toEqual({ state: 'unsupported', reason: 'browserPage' });
  },
);

test('a site without https is not offered', () => {
  expect(siteOffer(at('http://moodle.uni.example/'), access())).toEqual({
    state: 'unsupported',
    reason: 'insecure',
  });
});

test("Kaltura's own pages work by themselves", () => {
  const url = 'https://102.kaf.kaltura.com/media/t/1_abcd1234';
  expect(siteOffer(at(url), access())).toEqual({ state: 'fixed', host: '102.kaf.kaltura.com' });
});

test("a school's own host, in a package made for it, works by itself, over https alone", () => {
  const declared = { pages: [...DECLARED.pages, `${KAF}/*`], all: [...DECLARED.all, `${KAF}/*`] };
  const school = { ...access([`${KAF}/*`]), declared };
  expect(siteOffer(at(`${KAF}/my-media`), school)).toEqual({ state: 'fixed', host: 'media.uni.example' });
  expect(siteOffer(at('http://media.uni.example/'), school)).toEqual({
    state: 'unsupported',
    reason: 'insecure',
  });
});

test.each(['https://102.kaf.kaltura.com/', MOODLE])(
  'where the browser holds back what is in the manifest, that is asked for first, all at once: on %s',
  (url) => {
    const held = DECLARED.all.slice(1);
    const offer = siteOffer(at(url), {
      declared: DECLARED,
      has: (origin) => !held.includes(origin),
      policySites: [],
      named: () => false,
    });
    expect(offer).toEqual({ state: 'withheld', origins: held });
  },
);

test('a domain of its own can be enabled, on any port', () => {
  expect(siteOffer(at('https://media.uni.example:8443/my-media'), access())).toEqual({
    state: 'available',
    host: 'media.uni.example',
    origins: ['https://media.uni.example/*'],
    also: [],
    services: [],
    preset: false,
  });
});

test('Moodle and the media site in its frame are asked for in one question', () => {
  expect(siteOffer(moodleWithKaf, access())).toEqual({
    state: 'available',
    host: 'moodle.uni.example',
    origins: ['https://moodle.uni.example/*', 'https://media.uni.example/*'],
    also: ['media.uni.example'],
    services: [],
    preset: false,
  });
});

test('a frame of Kaltura itself needs no question', () => {
  const facts = at(MOODLE, [
    {
      tools: ['https://102-1.kaf.kaltura.com', 'https://cdnapisec.kaltura.com/p/102/'],
      services: ['https://www.kaltura.com'],
    },
  ]);
  expect(siteOffer(facts, access())).toMatchObject({ origins: ['https://moodle.uni.example/*'], also: [] });
});

test('where the page is enabled and the media site in it is not, that one is offered', () => {
  expect(siteOffer(moodleWithKaf, access(['https://moodle.uni.example/*']))).toMatchObject({
    state: 'available',
    origins: ['https://media.uni.example/*'],
    also: ['media.uni.example'],
  });
});

test("an on-premises service is asked for, also from Kaltura's own pages", () => {
  const services = ['https://kaltura.uni.example/api_v3'];
  const facts = at(KAF, [{ tools: [], services }]);
  const origins = ['https://media.uni.example/*', 'https://kaltura.uni.example/*'];
  const named = ['https://kaltura.uni.example'];
  expect(siteOffer(facts, access())).toMatchObject({ origins, also: [], services: named });
  // That its host may be visited makes it no server to which sessions go.
  expect(siteOffer(facts, access(origins))).toMatchObject({
    state: 'available',
    origins: ['https://kaltura.uni.example/*'],
    services: named,
  });
  expect(siteOffer(facts, access(origins, [], named))).toMatchObject({ state: 'granted', origins });
  expect(
    siteOffer(at('https://a.mediaspace.kaltura.com/', [{ tools: [], services }]), access()),
  ).toMatchObject({
    state: 'available',
    origins: ['https://kaltura.uni.example/*'],
  });
});

test('what was enabled can be taken back, with what was enabled together with it', () => {
  const granted = ['https://moodle.uni.example/*', 'https://media.uni.example/*'];
  expect(siteOffer(moodleWithKaf, access(granted))).toEqual({
    state: 'granted',
    host: 'moodle.uni.example',
    origins: granted,
  });
});

test('a site of the policy is preset until the browser lets us, and then not to be taken back', () => {
  const policy = ['https://*.uni.example/*'];
  expect(siteOffer(at(KAF), access([], policy))).toMatchObject({ state: 'available', preset: true });
  expect(siteOffer(at(KAF), access(['https://media.uni.example/*'], policy))).toEqual({
    state: 'policy',
    host: 'media.uni.example',
  });
  expect(siteOffer(at('https://uni.example.evil.test/'), access([], policy))).toMatchObject({
    preset: false,
  });
});

test('what a page tells is not believed when it is no address, too much, or of the wrong kind', () => {
  const odd = ['javascript:alert(1)', 'http://a.example', '*', 'https://', '', 'https://*.com/x'];
  expect(needs(at(MOODLE, [{ tools: odd, services: odd }, { tools: 'x' }, null, 7]))).toEqual([
    'https://moodle.uni.example/*',
  ]);
  const many = Array.from({ length: 40 }, (_, index) => `https://h${index}.example`);
  expect(needs(at(MOODLE, [{ tools: many, services: [] }]))).toHaveLength(4);
});

test('every origin that an offer goes by was asked of the browser', () => {
  const asked = new Set(originsToAsk(DECLARED, moodleWithKaf));
  siteOffer(moodleWithKaf, {
    declared: DECLARED,
    has: (origin) => {
      expect(asked).toContain(origin);
      return false;
    },
    policySites: [],
    named: () => false,
  });
  expect(asked.size).toBe(DECLARED.all.length + 2);
});
