// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sessionsInScripts } from './sessions.ts';

const fixture = readFileSync(`${import.meta.dirname}/fixtures/kaltura-classic.html`, 'utf8');
const pageOf = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

test("the player's session is found, with its service, and the messaging one is not", () => {
  expect(sessionsInScripts(pageOf(fixture))).toEqual([
    { ks: 'djJ8MTAyfGluIHRoZSBwYWdl', partnerId: 102, serviceUrl: 'https://www.kaltura.com/api_v3' },
  ]);
});

test('a page without a player holds none', () => {
  expect(sessionsInScripts(pageOf('<script>var a = {"inAppMessaging":{"ks":"djJ8"}}</script>'))).toEqual([]);
});
