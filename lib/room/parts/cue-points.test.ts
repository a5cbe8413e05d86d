import { describe, expect, test } from 'vitest';
import type { CuePoint } from '../../kaltura/cue-point.ts';
import type { Metadata } from '../../kaltura/metadata.ts';
import type { Room } from '../room.ts';
import { compared, ORIGINAL } from '../samples.ts';
import type { Comparison } from './comparison.ts';
import { checkCuePoints, copiesOfCuePoint, copyOfCuePoint, olderInteractions } from './cue-points.ts';

const cuePoint = (id: string, fields: Partial<CuePoint>): CuePoint => ({
  ...{ id, objectType: '', cuePointType: '', startTime: 0, tags: '', code: '', text: '', description: '' },
  ...{ userId: 'noa', partnerData: '', systemName: '' },
  ...fields,
});
const poll = (id: string, fields: Partial<CuePoint> = {}): CuePoint =>
  cuePoint(id, {
    ...{ objectType: 'KalturaCodeCuePoint', cuePointType: 'codeCuePoint.Code', code: `Code of ${id}` },
    ...{ tags: `poll-data, id:${id}`, partnerData: '{"q":1}' },
    ...fields,
  });
const annotation = (id: string, fields: Partial<CuePoint> = {}): CuePoint =>
  cuePoint(id, {
    ...{ objectType: 'KalturaAnnotation', cuePointType: 'annotation.Annotation', text: `Text of ${id}` },
    ...{ tags: 'qna' },
    ...fields,
  });
const says = (objectId: string, xml: string): Metadata => ({ id: 1, metadataProfileId: 5, objectId, xml });
const announces = (objectId: string): Metadata =>
  says(objectId, '<metadata><Type> Announcement </Type><State>Live</State></metadata>');

/** The copy of one item, as the server would have it. */
const copyOf = (original: CuePoint, fields: Partial<CuePoint> = {}): CuePoint => ({
  ...original,
  ...copyOfCuePoint(original),
  id: `${original.id}+`,
  ...fields,
});

describe('of a room’s cue points a clone holds', () => {
  const held = (cuePoints: CuePoint[], annotationMetadata: Metadata[] | undefined = []) =>
    olderInteractions({ cuePoints, annotationMetadata })?.map(({ cuePoint: { id } }) => id);

  test('the polls', () => {
    expect(held([poll('p'), poll('q', { tags: 'a, poll-data ,b' })])).toEqual(['p', 'q']);
  });

  test.each([
    ['results', { tags: 'poll-results' }],
    ['the state of a poll', { tags: 'select-poll-state' }],
    ['an annotation with the tag of a poll', { cuePointType: 'annotation.Annotation' }],
  ])('no %s', (_, fields) => {
    expect(held([poll('p', fields)])).toEqual([]);
  });

  test.each([
    ['<Type>Announcement</Type>', ['a']],
    ['<Type>Announcement</Type><State>Deleted</State>', []],
    ['<Type>Question</Type>', []],
    ['<Kind>Announcement</Kind>', []],
  ])('an annotation that says %s: %j', (xml, ids) => {
    expect(held([annotation('a')], [says('other', '<Type>Announcement</Type>'), says('a', xml)])).toEqual(
      ids,
    );
  });

  test('what the metadata of another annotation say is nothing of this one’s', () => {
    expect(held([annotation('a'), annotation('b')], [announces('b')])).toEqual(['b']);
  });

  test('unknown items, where either could not be read', () => {
    expect(olderInteractions({ cuePoints: undefined, annotationMetadata: [] })).toBeUndefined();
    expect(
      olderInteractions({ cuePoints: [annotation('a')], annotationMetadata: undefined }),
    ).toBeUndefined();
    expect(olderInteractions({ cuePoints: [poll('p')], annotationMetadata: undefined })).toEqual([
      { cuePoint: poll('p'), metadata: [] },
    ]);
  });

  test('an announcement with the metadata that go with it', () => {
    const cuePoints = [annotation('a')];
    expect(olderInteractions({ cuePoints, annotationMetadata: [announces('a'), announces('b')] })).toEqual([
      { cuePoint: cuePoints[0], metadata: [announces('a')] },
    ]);
  });
});

describe('the copy', () => {
  test('of a poll has its content, our mark, and not the tag that names its votes', () => {
    const original = poll('p', { startTime: 3, endTime: 9, tags: 'poll-data, id:p,x', description: 'D' });
    expect(copyOfCuePoint(original)).toEqual({
      ...{ objectType: 'KalturaCodeCuePoint', startTime: 3, endTime: 9, tags: 'poll-data,x' },
      ...{ partnerData: '{"q":1}', systemName: 'copy-of-p', code: 'Code of p', description: 'D' },
    });
  });

  test('has no end, no description and no start of its own where there is none', () => {
    expect(copyOfCuePoint(poll('p', { startTime: undefined }))).toEqual({
      ...{ objectType: 'KalturaCodeCuePoint', startTime: 0, tags: 'poll-data' },
      ...{ partnerData: '{"q":1}', systemName: 'copy-of-p', code: 'Code of p' },
    });
  });

  test('of an announcement is not public', () => {
    expect(copyOfCuePoint(annotation('a', { isPublic: true }))).toEqual({
      ...{ objectType: 'KalturaAnnotation', startTime: 0, tags: 'qna' },
      ...{ systemName: 'copy-of-a', text: 'Text of a', isPublic: false },
    });
  });

  test('is found by its mark', () => {
    const all = [poll('p'), copyOf(poll('p')), copyOf(poll('q'))];
    expect(copiesOfCuePoint(all, 'p').map(({ id }) => id)).toEqual(['p+']);
  });
});

describe('the check', () => {
  const ITEMS = [poll('p'), annotation('a'), annotation('question')];
  const room: Partial<Room> = { cuePoints: ITEMS, annotationMetadata: [announces('a')] };
  const check = (
    copies: CuePoint[] | undefined,
    others: Partial<Comparison> = {},
    original = room,
    annotationMetadata: Metadata[] | undefined = [announces('question+'), announces('a+')],
  ) => {
    const { copy, ...comparison } = compared({}, others);
    return checkCuePoints({
      ...{ ...comparison, original: { ...ORIGINAL, ...original } },
      copy: { ...copy, cuePoints: copies, annotationMetadata },
    });
  };
  const copies = [copyOf(poll('p')), copyOf(annotation('a'))];

  test('finds each item, and says what attendees can see', () => {
    expect(check(copies)).toEqual({
      ...{ part: 'cuePoints', outcome: 'copied', count: 2, of: 2, notes: ['visible', 'notVisible'] },
    });
  });

  test.each([
    [poll('p'), {}, ['visible']],
    [annotation('a'), {}, ['notVisible']],
    [annotation('a'), { isPublic: true }, ['visible']],
    [annotation('a'), { isPublic: 1 }, ['visible']],
    [annotation('a'), { isPublic: 0 }, ['notVisible']],
  ])('%#: of a single item it notes only what is true', (item, fields, notes) => {
    const original = { cuePoints: [item], annotationMetadata: [announces('a')] };
    expect(check([copyOf(item, fields)], {}, original)).toMatchObject({ outcome: 'copied', notes });
  });

  test.each([
    ['another code', { code: 'x' }],
    ['other data', { partnerData: '{}' }],
    ['other tags', { tags: 'poll-data,more' }],
    ['another text', { text: 'x' }],
    ['another type', { cuePointType: 'thumbCuePoint.Thumb' }],
  ])('names a poll whose copy has %s', (_, fields) => {
    expect(check([copyOf(poll('p'), fields), copies[1]!])).toMatchObject({
      ...{ outcome: 'incomplete', count: 1, of: 2, names: ['Code of p'] },
    });
  });

  test.each([
    ['no metadata', []],
    ['those of another', [announces('question+')]],
    ['other metadata', [says('a+', '<metadata><Type>Question</Type></metadata>')]],
    ['metadata of another profile', [{ ...announces('a+'), metadataProfileId: 6 }]],
  ])('names an announcement whose copy has %s', (_, metadata) => {
    expect(check(copies, {}, room, metadata)).toMatchObject({
      ...{ outcome: 'incomplete', count: 1, names: ['Text of a'] },
    });
  });

  test('does not mind the order of metadata', () => {
    const [one, two] = [announces('a'), { ...announces('a'), metadataProfileId: 6 }];
    const [first, second] = [{ ...two, objectId: 'a+' }, announces('a+')];
    const original = { cuePoints: [annotation('a')], annotationMetadata: [one, two] };
    expect(check([copies[1]!], {}, original, [first, second])).toMatchObject({ outcome: 'copied' });
  });

  test('knows nothing of announcements whose metadata cannot be read from the copy; polls have none', () => {
    const blind = (original: Partial<Room>) => {
      const { copy, ...comparison } = compared();
      return checkCuePoints({
        ...{ ...comparison, original: { ...ORIGINAL, ...original } },
        copy: { ...copy, cuePoints: copies, annotationMetadata: undefined },
      });
    };
    expect(blind(room)).toMatchObject({ outcome: 'notCopied', reason: 'unreadable' });
    expect(blind({ cuePoints: [poll('p')] })).toMatchObject({ outcome: 'copied' });
  });

  test('does not mind the order of tags, nor that the tag of the votes is gone', () => {
    const item = poll('p', { tags: 'x,id:p,poll-data' });
    const copy = copyOf(item, { tags: 'poll-data, x' });
    expect(check([copy], {}, { cuePoints: [item] })).toMatchObject({ outcome: 'copied' });
  });

  test('names what is missing, an announcement by its text', () => {
    expect(check([])).toMatchObject({ outcome: 'incomplete', names: ['Code of p', 'Text of a'], notes: [] });
  });

  test.each([
    [[], { part: 'cuePoints', outcome: 'none' }],
    [
      [annotation('question'), poll('r', { tags: 'poll-results' })],
      { part: 'cuePoints', outcome: 'notCopied', of: 2, reason: 'neverCopied', names: [] },
    ],
  ])('%#: votes and questions alone are never copied', (cuePoints, expected) => {
    expect(check([], {}, { cuePoints, annotationMetadata: [] })).toEqual(expected);
  });

  test('says what was left out', () => {
    expect(check([], { leaveOut: ['interactions'] })).toEqual({
      ...{ part: 'cuePoints', outcome: 'notCopied', of: 2, reason: 'leftOut', names: [] },
    });
  });

  test.each<[CuePoint[] | undefined, Partial<Room>]>([
    [undefined, room],
    [copies, { ...room, cuePoints: undefined }],
    [copies, { ...room, annotationMetadata: undefined }],
  ])('%#: nothing is known of what could not be read', (there, original) => {
    expect(check(there, {}, original)).toEqual({
      ...{ part: 'cuePoints', outcome: 'notCopied', of: undefined, reason: 'unreadable', names: [] },
    });
  });
});
