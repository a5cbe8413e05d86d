import { expect, test } from 'vitest';
import { isFixedSite, isWithin, patternOfSite, patternOfUrl } from './pattern.ts';

test.each([
  ['https://media.example.org/my-media?x=1', 'https://media.example.org/*'],
  ['https://media.example.org:8443/', 'https://media.example.org/*'],
  ['http://media.example.org/', undefined],
  ['chrome://extensions', undefined],
  ['https://*.com/', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s is at %s', (url, pattern) => {
  expect(patternOfUrl(url)).toBe(pattern);
});

test.each([
  ['media.example.org', 'https://media.example.org/*'],
  [' Media.Example.Org ', 'https://media.example.org/*'],
  ['https://media.example.org/', 'https://media.example.org/*'],
  ['https://media.example.org:8443/my-media', 'https://media.example.org/*'],
  ['*.example.org', 'https://*.example.org/*'],
  ['xn--hxajbheg2az3al.example', 'https://xn--hxajbheg2az3al.example/*'],
  ['médias.université.example', 'https://xn--mdias-bsa.xn--universit-j4a.example/*'],
  ['*.Bücher.example', 'https://*.xn--bcher-kva.example/*'],
  ['https://מדיה.example.org/my-media', 'https://xn--7dbcos.example.org/*'],
  ['medias université.example', undefined],
  ['http://media.example.org', undefined],
  ['*', undefined],
  ['*.org', undefined],
  ['<all_urls>', undefined],
  ['media', undefined],
  ['https://a@b.example', undefined],
  ['a.example, b.example', undefined],
  ['127.0.0.1', undefined],
])('an administrator writes %s for %s', (text, pattern) => {
  expect(patternOfSite(text)).toBe(pattern);
});

test.each([
  ['https://a.b.example/*', 'https://*.b.example/*', true],
  ['https://b.example/*', 'https://*.b.example/*', true],
  ['https://*.b.example/*', 'https://*.b.example/*', true],
  ['https://a.b.example/*', 'https://*/*', true],
  ['https://a.b.example/*', '<all_urls>', true],
  ['https://ab.example/*', 'https://*.b.example/*', false],
  ['https://b.example.evil.test/*', 'https://*.b.example/*', false],
  ['https://*.b.example/*', 'https://a.b.example/*', false],
])('%s is within %s: %s', (inner, outer, within) => {
  expect(isWithin(inner, outer)).toBe(within);
});

test("Kaltura's pages are fixed, its look-alikes are not", () => {
  expect(isFixedSite('https://102.kaf.kaltura.com/*')).toBe(true);
  expect(isFixedSite('*://*.mediaspace.kaltura.com/*')).toBe(true);
  expect(isFixedSite('https://102-1.events.kaltura.com/*')).toBe(true);
  expect(isFixedSite('https://kaf.kaltura.com.evil.test/*')).toBe(false);
  expect(isFixedSite('https://www.kaltura.com/*')).toBe(false);
});
