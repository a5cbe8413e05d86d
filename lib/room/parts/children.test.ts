import { describe, expect, test } from 'vitest';
import type { Entry } from '../../kaltura/entry.ts';
import { NOTHING_UNSEEN, type Unseen } from '../room.ts';
import { type Changes, type Child, compared, id } from '../samples.ts';
import { checkBreakouts, checkFiles } from './children.ts';

test('every child that has a faithful copy in its place is copied', () => {
  expect(checkFiles(compared())).toEqual({
    ...{ part: 'files', outcome: 'copied', count: 2, of: 2, notes: [] },
  });
  expect(checkBreakouts(compared())).toMatchObject({ part: 'breakouts', outcome: 'copied', count: 1 });
});

describe('a file', () => {
  test.each<[string, Changes]>([
    ['is missing', { copies: { file: null } }],
    ['stands in another room', { copies: { file: { parentEntryId: 'original' } } }],
    ['comes from elsewhere', { copies: { file: { rootEntryId: id('outside') } } }],
    ['is of another type', { copies: { file: { type: '2' } } }],
    ['is not ready', { copies: { file: { status: '1' } } }],
    ['has another name', { copies: { file: { name: 'Copy of file' } } }],
    ['has another description', { copies: { file: { description: 'x' } } }],
    ['holds another text', { children: { file: { dataContent: 'x' } } }],
  ])('that %s is named', (_, changes) => {
    expect(checkFiles(compared(changes))).toEqual({
      ...{ part: 'files', outcome: 'incomplete', count: 1, of: 2 },
      ...{ reason: 'missing', names: ['Name of file'], notes: [] },
    });
  });

  test('in a breakout room belongs under the copy of that breakout room', () => {
    const changes = { copies: { inside: { parentEntryId: 'copy' } } };
    expect(checkFiles(compared(changes))).toMatchObject({ names: ['Name of inside'] });
  });

  test('under a breakout room that has no copy has no place', () => {
    expect(checkFiles(compared({ copies: { breakout: null } }))).toMatchObject({ names: ['Name of inside'] });
  });
});

test('a breakout room that lost its type is named', () => {
  const changes = { copies: { breakout: { roomType: undefined } } };
  expect(checkBreakouts(compared(changes))).toMatchObject({ names: ['Name of breakout'] });
});

describe('what is there', () => {
  const both = (fields: Partial<Entry>): Changes => ({
    children: { file: fields },
    copies: { file: fields },
  });

  test.each<[string, Partial<Entry>]>([
    ['tags', { tags: 'x' }],
    ['partnerSortValue', { partnerSortValue: 4 }],
    ['displayInSearch', { displayInSearch: 1 }],
    ['adminTags', { adminTags: 'x' }],
  ])('with other %s is copied, and named with what differs', (field, fields) => {
    expect(checkFiles(compared({ children: { file: fields } }))).toEqual({
      ...{ part: 'files', outcome: 'incomplete', count: 1, of: 2, notes: [] },
      ...{ reason: 'differs', names: [`Name of file (${field})`] },
    });
    expect(checkFiles(compared(both(fields)))).toMatchObject({ outcome: 'copied' });
  });

  test('a breakout room with another template differs', () => {
    const changes = { children: { breakout: { templateRoomEntryId: 'mother' } } };
    expect(checkBreakouts(compared(changes))).toMatchObject({
      ...{ reason: 'differs', names: ['Name of breakout (templateRoomEntryId)'] },
    });
  });

  test.each(['-2', '-1', '0', '1', '4'])('in status %s is named as not ready', (status) => {
    expect(checkFiles(compared(both({ status })))).toMatchObject({
      ...{ outcome: 'incomplete', reason: 'notReady', names: ['Name of file'] },
    });
  });

  test('with a reference id loses that, and the report says so', () => {
    expect(checkFiles(compared({ children: { file: { referenceId: 'x' } } }))).toMatchObject({
      ...{ outcome: 'copied', notes: ['referenceIdLost'] },
    });
  });
});

describe('what the session may not see', () => {
  const unseen = (fields: Partial<Unseen>, changes: Changes = {}) => {
    const { original, ...others } = compared(changes);
    return checkFiles({ ...others, original: { ...original, unseen: { ...NOTHING_UNSEEN, ...fields } } });
  };

  test('is never ticked', () => {
    expect(unseen({ children: true })).toMatchObject({ outcome: 'incomplete', count: 2, reason: 'unseen' });
    const none = { leftOut: [] as Child[], copies: {} };
    const { original, copy, ...others } = compared(none);
    const bare = { ...original, children: [], unseen: { ...NOTHING_UNSEEN, children: true } };
    expect(checkFiles({ ...others, original: bare, copy: { ...copy, children: [] } })).toEqual({
      ...{ part: 'files', outcome: 'notCopied', of: undefined, reason: 'unseen', names: [] },
    });
  });

  test('of a quiz are its questions: it is not copied, and named', () => {
    const changes = { children: { file: { capabilities: 'quiz.quiz' } }, copies: { file: null } };
    expect(unseen({ attached: [id('file')] }, changes)).toMatchObject({
      ...{ outcome: 'incomplete', reason: 'quizUnseen', names: ['Name of file'] },
    });
    expect(unseen({}, changes)).toMatchObject({ reason: 'missing' });
  });
});

describe('left out', () => {
  test('all files: none is missed, and the report says how many', () => {
    expect(checkFiles(compared({ leftOut: ['file', 'inside'] }))).toEqual({
      ...{ part: 'files', outcome: 'notCopied', of: 2, reason: 'leftOut', names: [] },
    });
  });

  test('some files, with the breakout room they are in: the others are copied', () => {
    const comparison = compared({ leftOut: ['breakout', 'inside'] });
    expect(checkFiles(comparison)).toMatchObject({ outcome: 'copied', count: 1, of: 1 });
    expect(checkBreakouts(comparison)).toMatchObject({ outcome: 'notCopied', of: 1, reason: 'leftOut' });
  });

  test('nothing of a kind of which there is none', () => {
    const { original, copy, ...others } = compared();
    const bare = { original: { ...original, children: [] }, copy: { ...copy, children: [] } };
    expect(checkFiles({ ...others, ...bare })).toEqual({ part: 'files', outcome: 'none' });
  });
});
