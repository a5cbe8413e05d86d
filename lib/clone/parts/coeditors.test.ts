import { describe, expect, test } from 'vitest';
import { entryId, userId } from '../../kaltura/ids.ts';
import { ORIGINAL, roomEntry } from '../../room/samples.ts';
import type { Run } from '../job/run.ts';
import { shareWithCoeditors } from './coeditors.ts';

const ROOM = entryId('1_abcd1234')!;
const WHOLE = { verdict: 'complete', parts: [] } as const;
const LEFT_AT = 100;
const REFUSED = { kind: 'noRight', code: 'INVALID_KS' } as const;

/** A run of a job whose original has a co-editor, at a Kaltura whose new room is like this; with what it was asked. */
function running(coeditors: readonly string[], room: object, refuses = false) {
  const asked: string[] = [];
  const entry = roomEntry('copy', { updatedAt: LEFT_AT, ...room });
  const call = ({ action, params }: { action: string; params: { baseEntry?: object } }) => {
    asked.push(action);
    if (action === 'update' && refuses) return Promise.resolve({ ok: false, failure: REFUSED });
    return Promise.resolve({
      ok: true,
      value: { ...entry, ...params.baseEntry, updatedAt: entry.updatedAt + (action === 'update' ? 2 : 0) },
    });
  };
  const repeatable = (_name: string, effect: () => Promise<unknown>) => effect();
  const job = { original: ORIGINAL, options: { coeditors }, user: userId('noa') };
  // The parts that are used.
  return { asked, run: { job, client: { call }, steps: { repeatable } } as unknown as Run };
}

test.each([[[]], [['stranger']]])('of %j nobody is added, and nothing is asked', async (coeditors) => {
  const { run, asked } = running(coeditors, {});
  expect(await shareWithCoeditors(run, ROOM, WHOLE, LEFT_AT)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('a room with faults is given to nobody, and the report names who was to have it', async () => {
  const { run, asked } = running(['amir'], {});
  expect(await shareWithCoeditors(run, ROOM, { verdict: 'faulty', parts: [] }, LEFT_AT)).toMatchObject({
    line: { part: 'coeditors', outcome: 'notCopied', reason: 'missing', names: ['amir'] },
  });
  expect(asked).toEqual([]);
});

test('who is chosen is added, and the room is known to be as we left it', async () => {
  const { run, asked } = running(['amir'], {});
  expect(await shareWithCoeditors(run, ROOM, WHOLE, LEFT_AT)).toEqual({
    line: { part: 'coeditors', outcome: 'copied', count: 1, of: 1, notes: [] },
    leftAt: LEFT_AT + 2,
  });
  expect(asked).toEqual(['get', 'update']);
});

describe('nothing is written', () => {
  test('where they are there already: an answer was lost', async () => {
    const { run, asked } = running(['amir'], { entitledUsersEdit: 'AMIR' });
    expect(await shareWithCoeditors(run, ROOM, WHOLE, LEFT_AT)).toMatchObject({
      ...{ line: { outcome: 'copied' }, leftAt: LEFT_AT },
    });
    expect(asked).toEqual(['get']);
  });

  test('where somebody has named others meanwhile: they are named in the report', async () => {
    const { run, asked } = running(['amir'], { entitledUsersEdit: 'eve' });
    expect(await shareWithCoeditors(run, ROOM, WHOLE, LEFT_AT)).toEqual({
      line: { part: 'coeditors', outcome: 'notCopied', of: 1, reason: 'coeditorsRefused', names: ['amir'] },
      leftAt: undefined,
    });
    expect(asked).toEqual(['get']);
  });
});

test('a right that is refused is named', async () => {
  const refused = { outcome: 'notCopied', reason: 'coeditorsRefused', names: ['amir'] };
  const { run } = running(['amir'], {}, true);
  expect(await shareWithCoeditors(run, ROOM, WHOLE, LEFT_AT)).toMatchObject({ line: refused });
});

test('where somebody has worked in the room before, undo is not told that the room is ours', async () => {
  const { run } = running(['amir'], { updatedAt: LEFT_AT + 50 });
  expect((await shareWithCoeditors(run, ROOM, WHOLE, LEFT_AT))?.leftAt).toBeUndefined();
});
