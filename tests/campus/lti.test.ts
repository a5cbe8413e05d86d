import { expect, test } from 'vitest';
import { isSigned, signLaunch } from './lti.ts';

const URL_ = 'https://102.kaf.kaltura.com/hosted/index/my-media';
const form = signLaunch(URL_, { user_id: 'noa.levi', custom_entry_id: '0_abcd1234' }, '102', 'secret');

test('a launch is signed', () => {
  expect(isSigned(URL_, form, 'secret')).toBe(true);
});

test.each([
  ['another secret', URL_, form, 'other'],
  ['another address', `${URL_}x`, form, 'secret'],
  ['another user', URL_, { ...form, user_id: 'dan.student' }, 'secret'],
  ['no signature', URL_, { ...form, oauth_signature: '' }, 'secret'],
])('%s is refused', (_what, url, given, secret) => {
  expect(isSigned(url, given, secret)).toBe(false);
});

test('a stale launch is refused', () => {
  expect(isSigned(URL_, form, 'secret', Date.now() + 600_000)).toBe(false);
});
