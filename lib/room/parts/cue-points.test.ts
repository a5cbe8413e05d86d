import { describe, expect, test } from 'vitest';
import type { CuePoint } from '../../kaltura/cue-point.ts';
import type { Metadata } from '../../kaltura/metadata.ts';
import type { Room } from '../room.ts';
import { compared, cuePoint, ORIGINAL } from '../samples.ts';
import type { Comparison } from './comparison.ts';
import {
  checkCuePoints,
  checkVideoCuePoints,
  copiesOfCuePoint,
  copyOfCuePoint,
  copyOfMetadata,
  type CuePointItem,
  cuePointItems,
} from './cue-points.ts';

const poll = (id: string, fields: Partial<CuePoint> = {}): CuePoint =>
  cuePoint(id, {
    ...{ objectType: 'KalturaCodeCuePoint', code: `Code of ${id}` },
    ...{ tags: `poll-data, id:${id}`, partnerData: '{"q":1}' },
    ...fields,
  });
const annotation = (id: string, fields: Partial<CuePoint> = {}): CuePoint =>
  cuePoint(id, {
    ...{ objectType: 'KalturaAnnotation', text: `Text of ${id}` },
    ...{ tags: 'qna' },
    ...fields,
  });
const says = (objectId: string, xml: string): Metadata => ({ id: 1, metadataProfileId: 5, objectId, xml });
const announces = (objectId: string): Metadata =>
  says(objectId, '<metadata><Type> Announcement </Type><State>Live</State></metadata>');

const item = (of: CuePoint, metadata: Metadata[] = []): CuePointItem => ({
  ...{ kind: of.objectType === 'KalturaAnnotation' ? 'announcement' : 'poll', cuePoint: of, metadata },
});

/** The copy of one item, as the server would have it. */
const copyOf = (original: CuePoint, fields: Partial<CuePoint> = {}): CuePoint => ({
  ...original,
  ...copyOfCuePoint(item(original)),
  id: `${original.id}+`,
  entryId: 'copy',
  ...fields,
});

describe('of a room’s cue points a clone holds', () => {
  const held = (cuePoints: CuePoint[], annotationMetadata: Metadata[] | undefined = []) =>
    cuePointItems({ children: [], cuePoints, annotationMetadata })?.map(({ cuePoint: { id } }) => id);

  test('the polls', () => {
    expect(held([poll('p'), poll('q', { tags: 'a, poll-data ,b' })])).toEqual(['p', 'q']);
  });

  test.each([
    ['results', { tags: 'poll-results' }],
    ['the state of a poll', { tags: 'select-poll-state' }],
    ['an annotation with the tag of a poll', { objectType: 'KalturaAnnotation' }],
  ])('no %s', (_, fields) => {
    expect(held([poll('p', fields)])).toEqual([]);
  });

  test.each([
    ['<Type>Announcement</Type>', ['a']],
    ['<Type>Announcement</Type><State>Deleted</State>', []],
    ['<Type>Question</Type>', []],
    ['<Kind>Announcement</Kind>', []],
  ])('an annotation that says %s: %j', (xml, ids) => {
    expect(held([annotation('a')], [announces('other'), says('a', `<metadata>${xml}</metadata>`)])).toEqual(
      ids,
    );
  });

  test('what the metadata of another annotation say is nothing of this one’s', () => {
    expect(held([annotation('a'), annotation('b')], [announces('b')])).toEqual(['b']);
  });

  test('unknown items, where either could not be read', () => {
    const items = (cuePoints: CuePoint[] | undefined, annotationMetadata: Metadata[] | undefined) =>
      cuePointItems({ children: [], cuePoints, annotationMetadata });
    expect(items(undefined, [])).toBeUndefined();
    expect(items([annotation('a')], undefined)).toBeUndefined();
    expect(items([poll('p')], undefined)).toEqual([item(poll('p'))]);
  });

  test('an announcement with the metadata that go with it', () => {
    const cuePoints = [annotation('a')];
    const annotationMetadata = [announces('a'), announces('b')];
    expect(cuePointItems({ children: [], cuePoints, annotationMetadata })).toEqual([
      item(annotation('a'), [announces('a')]),
    ]);
  });

  test.each([
    ['code', { objectType: 'KalturaCodeCuePoint', tags: 'player' }, 'code', undefined],
    ['results', { objectType: 'KalturaCodeCuePoint', tags: 'poll-results' }, undefined, undefined],
    ['a chapter', { objectType: 'KalturaThumbCuePoint' }, 'slide', 'slide'],
    ['a question of a quiz', { objectType: 'KalturaQuestionCuePoint' }, 'question', 'question'],
    ['an answer to it', { objectType: 'KalturaAnswerCuePoint' }, undefined, undefined],
  ])('%s, in a video and in a room', (_, fields, inVideo, inRoom) => {
    const kinds = (entryId: string) =>
      cuePointItems({
        ...{ children: ORIGINAL.children, cuePoints: [cuePoint('c', { entryId, ...fields })] },
        annotationMetadata: [],
      })?.map(({ kind }) => kind);
    expect([kinds('file'), kinds('breakout')]).toEqual([inVideo, inRoom].map((kind) => (kind ? [kind] : [])));
  });
});

describe('the copy', () => {
  test('of a poll has its content, our mark, and not the tag that names its votes', () => {
    const original = poll('p', { startTime: 3, endTime: 9, tags: 'poll-data, id:p,x', description: 'D' });
    expect(copyOfCuePoint(item(original))).toEqual({
      ...{ objectType: 'KalturaCodeCuePoint', startTime: 3, endTime: 9, tags: 'poll-data,x' },
      ...{ partnerData: '{"q":1}', systemName: 'copy-of-p', code: 'Code of p', description: 'D' },
    });
  });

  test('has no end, no description and no start of its own where there is none', () => {
    expect(copyOfCuePoint(item(poll('p', { startTime: undefined })))).toEqual({
      ...{ objectType: 'KalturaCodeCuePoint', startTime: 0, tags: 'poll-data' },
      ...{ partnerData: '{"q":1}', systemName: 'copy-of-p', code: 'Code of p' },
    });
  });

  test('of an announcement is not public', () => {
    expect(copyOfCuePoint(item(annotation('a', { isPublic: true })))).toEqual({
      ...{ objectType: 'KalturaAnnotation', startTime: 0, tags: 'qna' },
      ...{ systemName: 'copy-of-a', text: 'Text of a', isPublic: false },
    });
  });

  test('has the fields of every kind that the original has', () => {
    const fields = { partnerSortValue: 4, triggeredAt: 900, thumbOffset: 7, forceStop: true };
    expect(copyOfCuePoint(item(poll('p', fields)))).toMatchObject(fields);
  });

  test('of a question is the whole question', () => {
    const optionalAnswers = [{ key: 'a', text: '4', isCorrect: 1 }];
    const asked = {
      question: '2 + 2?',
      hint: 'Count',
      questionType: 1,
      presentationOrder: 2,
      optionalAnswers,
    };
    const copy = copyOfCuePoint({ kind: 'question', cuePoint: cuePoint('q', asked), metadata: [] });
    expect(copy).toMatchObject(asked);
  });

  test('is found by our mark, or by the server’s', () => {
    const all = [poll('p'), copyOf(poll('p')), copyOf(poll('q')), cuePoint('s', { copiedFrom: 'p' })];
    expect(copiesOfCuePoint(all, 'p').map(({ id }) => id)).toEqual(['p+', 's']);
  });

  test('of an announcement begins a thread of its own', () => {
    const xml = '<?xml version="1.0"?><metadata><ThreadId>a</ThreadId><Type>Announcement</Type></metadata>';
    const copy = '<?xml version="1.0"?><metadata><Type>Announcement</Type></metadata>';
    expect(copyOfMetadata(says('a', xml))).toBe(copy);
  });
});

describe('the check', () => {
  const ITEMS = [poll('p'), annotation('a'), annotation('question')];
  const whole = (fields: Partial<Room>): Room => ({
    ...{ ...ORIGINAL, cuePointCount: fields.cuePoints?.length },
    ...fields,
  });
  const room: Partial<Room> = { cuePoints: ITEMS, annotationMetadata: [announces('a')] };
  const check = (
    copies: CuePoint[] | undefined,
    others: Partial<Comparison> = {},
    original = room,
    annotationMetadata: Metadata[] | undefined = [announces('question+'), announces('a+')],
  ) => {
    const { copy, ...comparison } = compared({}, others);
    return checkCuePoints({
      ...{ ...comparison, original: whole(original) },
      copy: { ...copy, cuePoints: copies, annotationMetadata },
    });
  };
  const copies = [copyOf(poll('p')), copyOf(annotation('a'))];

  test('finds each item, and says what attendees can see', () => {
    expect(check(copies)).toEqual({
      ...{
        part: 'cuePoints',
        outcome: 'copied',
        count: 2,
        of: 2,
        notes: ['visible', 'notVisible', 'votesStay'],
      },
    });
  });

  test.each([
    [poll('p'), {}, ['visible']],
    [annotation('a'), {}, ['notVisible']],
    [annotation('a'), { isPublic: true }, ['visible']],
    [annotation('a'), { isPublic: false }, ['notVisible']],
  ])('%#: of a single item it notes only what is true', (item, fields, notes) => {
    const original = { cuePoints: [item], annotationMetadata: [announces('a')] };
    expect(check([copyOf(item, fields)], {}, original)).toMatchObject({ outcome: 'copied', notes });
  });

  test.each([
    ['another code', { code: 'x' }],
    ['other data', { partnerData: '{}' }],
    ['other tags', { tags: 'poll-data,more' }],
    ['another description', { description: 'x' }],
    ['another type', { objectType: 'KalturaThumbCuePoint' }],
    ['another time', { startTime: 9 }],
    ['another place in the order', { partnerSortValue: 9 }],
    ['another entry', { entryId: 'breakout+' }],
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
        ...{ ...comparison, original: whole(original) },
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
    expect(check([])).toMatchObject({
      outcome: 'incomplete',
      names: ['Code of p', 'Text of a'],
      notes: ['votesStay'],
    });
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

  test('says that announcements of others may be kept back', () => {
    const unseen = { ...ORIGINAL.unseen, annotations: true };
    expect(check(copies, {}, { ...room, unseen })).toMatchObject({
      ...{ outcome: 'copied', notes: ['visible', 'notVisible', 'votesStay', 'annotationsUnseen'] },
    });
  });

  test('ticks nothing where a child shows nothing of what belongs to it', () => {
    const unseen = { ...ORIGINAL.unseen, attached: [ORIGINAL.children[0]!.id] };
    const names = ['Name of file'];
    expect(check(copies, {}, { ...room, unseen })).toMatchObject({
      ...{ outcome: 'incomplete', count: 2, of: 2, reason: 'unseen', names },
    });
    expect(check([], {}, { cuePoints: [], unseen })).toMatchObject({
      outcome: 'notCopied',
      reason: 'unseen',
      names,
    });
  });

  test('of videos is a line of its own', () => {
    const [chapter, asked] = [
      cuePoint('c', { objectType: 'KalturaThumbCuePoint', entryId: 'file', title: 'One' }),
      cuePoint('q', { objectType: 'KalturaQuestionCuePoint', entryId: 'file', question: '2 + 2?' }),
    ];
    const { copy, ...comparison } = compared();
    const line = (...copies: CuePoint[]) =>
      checkVideoCuePoints({
        ...{ ...comparison, original: whole({ cuePoints: [chapter, asked, poll('p')] }) },
        copy: { ...copy, cuePoints: copies },
      });
    const cloned = { ...chapter, id: 'c+', entryId: 'file+', copiedFrom: 'c' };
    const added = { ...asked, id: 'q+', entryId: 'file+', systemName: 'copy-of-q' };
    expect(line(cloned, added)).toEqual({
      ...{ part: 'videoCuePoints', outcome: 'copied', count: 2, of: 2, notes: [] },
    });
    expect(line(cloned)).toMatchObject({ outcome: 'incomplete', count: 1, names: ['2 + 2?'] });
    expect(line({ ...cloned, title: 'Two' }, added)).toMatchObject({ names: ['One'] });
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
