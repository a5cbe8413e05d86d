import { expect, test } from 'vitest';
import { trustedSessions } from './trust.ts';

const handed = (serviceUrl: string) => [{ ks: 'djJ8', serviceUrl, partnerId: 102 }];
const none = (): Promise<boolean> => Promise.resolve(false);
const only = (granted: string) => (pattern: string) => Promise.resolve(pattern === granted);

test.each(['https://www.kaltura.com/api_v3', 'https://api.eu.kaltura.com'])('%s is Kaltura', async (url) => {
  expect(await trustedSessions(handed(url), none)).toHaveLength(1);
});

test.each([
  'https://evil.test/api_v3',
  'http://www.kaltura.com',
  'https://user:pass@www.kaltura.com',
  'http://127.0.0.1:8080',
  'javascript:alert(1)',
])('%s gets no session', async (url) => {
  expect(await trustedSessions(handed(url), none)).toEqual([]);
});

test('a host that was granted is used', async () => {
  expect(
    await trustedSessions(handed('https://kaltura.uni.edu:8443'), only('https://kaltura.uni.edu/*')),
  ).toHaveLength(1);
});

test('a granted host is not used over plain http, except on loopback', async () => {
  expect(await trustedSessions(handed('http://kaltura.uni.edu'), only('http://kaltura.uni.edu/*'))).toEqual(
    [],
  );
  expect(await trustedSessions(handed('http://127.0.0.1:8080'), only('http://127.0.0.1/*'))).toHaveLength(1);
});

test('one KS that stands in several places is one session', async () => {
  const twice = [...handed('https://www.kaltura.com'), ...handed('https://www.kaltura.com/api_v3')];
  expect(await trustedSessions(twice, none)).toHaveLength(1);
});

test('a service that the administrator named is used, at that origin and over https only', async () => {
  const named = ['https://kaltura.uni.edu'];
  expect(await trustedSessions(handed('https://kaltura.uni.edu/api_v3'), none, named)).toHaveLength(1);
  for (const other of ['https://kaltura.uni.edu:8443', 'http://kaltura.uni.edu', 'https://x.kaltura.uni.edu'])
    expect(await trustedSessions(handed(other), none, named)).toEqual([]);
});
