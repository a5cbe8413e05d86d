import { expect, test } from 'vitest';
import { trustedSessions } from './trusted-sessions.ts';

const handed = (serviceUrl: string) => [{ ks: 'djJ8', serviceUrl, partnerId: 102 }];

test.each(['https://www.kaltura.com/api_v3', 'https://api.eu.kaltura.com'])('%s is Kaltura', (url) => {
  expect(trustedSessions(handed(url), [])).toHaveLength(1);
});

test.each([
  'https://evil.test/api_v3',
  'http://www.kaltura.com',
  'https://user:pass@www.kaltura.com',
  'http://127.0.0.1:8080',
  'javascript:alert(1)',
  'https://www.kaltura.com.evil.test',
])('%s gets no session', (url) => {
  expect(trustedSessions(handed(url), ['https://kaltura.uni.edu'])).toEqual([]);
});

test('one KS that stands in several places is one session, of the place that was named first', () => {
  const twice = [...handed('https://www.kaltura.com'), ...handed('https://www.kaltura.com/api_v3')];
  expect(trustedSessions(twice, [])).toHaveLength(1);
});

test('a KS that is told at a service of nobody is not used at Kaltura, where it stands a second time without one', () => {
  const again = { ks: 'djJ8', serviceUrl: '', partnerId: 102 };
  expect(trustedSessions([...handed('https://evil.test/api_v3'), again], [])).toEqual([]);
  expect(trustedSessions([again], [])).toHaveLength(1);
});

test('a service that the user or the administrator named is used, at that origin and over https only', () => {
  const named = ['https://kaltura.uni.edu'];
  expect(trustedSessions(handed('https://kaltura.uni.edu/api_v3'), named)).toHaveLength(1);
  for (const other of ['https://kaltura.uni.edu:8443', 'http://kaltura.uni.edu', 'https://x.kaltura.uni.edu'])
    expect(trustedSessions(handed(other), named)).toEqual([]);
});
