import { expect, test } from 'vitest';
import { isOwnPage, isPanel, pageSender } from './sender.ts';

const own = { id: 'abc', base: 'moz-extension://uuid/' };
const tab = { id: 3 } as never; // only the id is read

test('a content script speaks from a web page in a tab', () => {
  expect(pageSender({ id: 'abc', tab, frameId: 0, url: 'https://x.test/a' }, own)).toEqual({
    tabId: 3,
    frameId: 0,
    url: 'https://x.test/a',
    site: 'https://x.test',
  });
  const inMoodle = { id: 3, url: 'https://moodle.test/course' } as never; // id and address are read
  expect(pageSender({ id: 'abc', tab: inMoodle, frameId: 4, url: 'https://x.test/a' }, own)?.site).toBe(
    'https://moodle.test',
  );
});

test.each([
  { id: 'other', tab, frameId: 0, url: 'https://x.test' },
  { id: 'abc', frameId: 0, url: 'https://x.test' },
  { id: 'abc', tab, frameId: 0, url: 'chrome-extension://abc/dialog.html' },
  { id: 'abc', tab, frameId: 0 },
])('no content script: %j', (sender) => {
  expect(pageSender(sender, own)).toBeUndefined();
});

test.each([
  ['chrome-extension://abc/dialog.html', true],
  ['chrome-extension://abc/dialog.html#n=1', true],
  ['moz-extension://uuid/dialog.html', true],
  ['chrome-extension://abc/popup.html', false],
  ['chrome-extension://other/dialog.html', false],
  ['https://evil.test/dialog.html', false],
  ['https://evil.test/?chrome-extension://abc/dialog.html', false],
])('%s is our dialog: %s', (url, is) => {
  expect(isOwnPage({ id: 'abc', url }, '/dialog.html', own)).toBe(is);
});

test.each([
  ['chrome-extension://abc/popup.html', true],
  ['chrome-extension://abc/options.html#sites', true],
  ['moz-extension://uuid/welcome.html', true],
  ['chrome-extension://abc/dialog.html', false],
  ['chrome-extension://other/options.html', false],
  ['https://evil.test/options.html', false],
])('%s may speak of settings and sites: %s', (url, may) => {
  expect(isPanel({ id: 'abc', url }, own)).toBe(may);
});
