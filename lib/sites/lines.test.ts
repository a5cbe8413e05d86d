import { expect, test } from 'vitest';
import { enabledSites, siteLines, withAsked } from './lines.ts';
import { hostOf } from './pattern.ts';
import { DECLARED } from './samples.ts';

const MEDIA = 'https://media.example.org/*';
const POLICY = 'https://*.uni.example/*';

test("Kaltura's pages, the administrator's sites and the teacher's are listed, each once", () => {
  const lines = siteLines(DECLARED, [...DECLARED.all, MEDIA, POLICY], [POLICY]);
  expect(lines.map(({ host, kind, allowed }) => [host, kind, allowed])).toEqual([
    ['*.kaf.kaltura.com', 'fixed', true],
    ['*.mediaspace.kaltura.com', 'fixed', true],
    ['*.events.kaltura.com', 'fixed', true],
    ['*.uni.example', 'policy', true],
    ['media.example.org', 'granted', true],
  ]);
});

test('what the browser does not let us is told', () => {
  const lines = siteLines(DECLARED, ['*://*.kaf.kaltura.com/*'], [POLICY]);
  expect(lines.map(({ host, allowed }) => [host, allowed])).toEqual([
    ['*.kaf.kaltura.com', true],
    ['*.mediaspace.kaltura.com', false],
    ['*.events.kaltura.com', false],
    ['*.uni.example', false],
  ]);
});

test('scripts are for what was granted later, and for nothing that the manifest names', () => {
  expect(enabledSites(DECLARED, [...DECLARED.all, MEDIA, 'https://102.kaf.kaltura.com/*'])).toEqual([MEDIA]);
});

test("a school's own hosts, in a package made for it, are there from the start like Kaltura's, and are not called that", () => {
  const declared = { pages: [...DECLARED.pages, MEDIA], all: [...DECLARED.all, MEDIA] };
  expect(siteLines(declared, declared.all, []).map(({ host, kind }) => [host, kind])).toEqual([
    ...DECLARED.pages.map((page) => [hostOf(page), 'fixed']),
    ['media.example.org', 'school'],
  ]);
  expect(enabledSites(declared, declared.all)).toEqual([]);
});

test('a host that a window sends somebody to allow is the first in the list, until it is allowed', () => {
  const hash = '#allow=media.example.org';
  const lines = siteLines(DECLARED, DECLARED.all, []);
  const asked = { pattern: MEDIA, host: 'media.example.org', kind: 'granted', allowed: false };
  expect(withAsked(lines, hash)).toEqual([asked, ...lines]);
  const allowed = siteLines(DECLARED, [...DECLARED.all, MEDIA], []);
  expect(withAsked(allowed, hash)).toEqual(allowed);
  // Named by the administrator: it is in the list already, with its button.
  const named = siteLines(DECLARED, DECLARED.all, [MEDIA]);
  expect(withAsked(named, hash)).toEqual(named);
  for (const other of ['', '#', '#sites', '#allow=', '#allow=*.example.org', '#allow=a b'])
    expect(withAsked(lines, other)).toEqual(lines);
});
