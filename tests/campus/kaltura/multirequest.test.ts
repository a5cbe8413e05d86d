import { describe, expect, test } from 'vitest';
import { FatalPlaceholder, fillPlaceholders, subRequests } from './multirequest.ts';

const ping = { service: 'system', action: 'ping' };

describe('the calls of a multirequest', () => {
  test.each([
    ['from 1', { 1: ping, 2: ping }, 2],
    ['from 0', { 0: ping, 1: ping }, 2],
    ['up to the first missing number', { 1: ping, 3: ping }, 1],
    ['up to the first without an action', { 1: ping, 2: { service: 'system' }, 3: ping }, 1],
    ['none', {}, 0],
  ])('%s', (_name, params, count) => expect(subRequests(params)).toHaveLength(count));

  test('inherit the KS, but for their own', () => {
    const calls = subRequests({ ks: 'outer', responseProfile: {}, 1: ping, 2: { ...ping, ks: 'inner' } });
    expect(calls.map(({ params }) => params)).toEqual([{ ks: 'outer' }, { ks: 'inner' }]);
  });
});

describe('placeholders', () => {
  const answers = [
    { id: '0_a', objects: [{ id: '0_b' }] },
    { code: 'ENTRY_ID_NOT_FOUND', message: 'no', objectType: 'KalturaAPIException' },
    1_700_000_000,
  ];
  test.each([
    ['{1:result:id}', '0_a'],
    ['x {1:result:objects:0:id} y', 'x 0_b y'],
    ['{3:result}', '1700000000'],
    ['{2:result:id}', ''],
    ['{1:result:nosuch}', ''],
    ['{4:result:id}', '{4:result:id}'],
    // Two in one text are read as one, and the text between them is lost.
    ['x {1:result:id} y {1:result:id} z', 'x  z'],
  ])('%s', (text, filled) => {
    expect(fillPlaceholders({ a: [{ b: text }] }, answers)).toEqual({ a: [{ b: filled }] });
  });

  test.each(['code', 'message'])('that read the %s of an error kill the request', (name) => {
    expect(() => fillPlaceholders(`{2:result:${name}}`, answers)).toThrow(FatalPlaceholder);
  });
});
