import { expect, test } from 'vitest';
import { isServiceHost } from './hosts.ts';

test.each([
  ['https://www.kaltura.com', true],
  ['https://www.kaltura.com:8443/api_v3', true],
  ['https://api.eu.kaltura.com', true],
  ['https://www.irp2.ovp.kaltura.com', true],
  ['http://www.kaltura.com', false],
  ['https://www.kaltura.com.evil.test', false],
  ['https://evilkaltura.com', false],
  ['https://102.kaf.kaltura.com', false],
  ['https://kaltura.com@evil.test', false],
  ['https://ovp.kaltura.com', false],
  ['javascript:alert(1)', false],
  ['', false],
])('%s: %s', (url, known) => {
  expect(isServiceHost(url)).toBe(known);
});
