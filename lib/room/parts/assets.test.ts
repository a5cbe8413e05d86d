import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../kaltura/asset.ts';
import type { Metadata } from '../../kaltura/metadata.ts';
import type { Room } from '../room.ts';
import { compared } from '../samples.ts';
import { checkAttachments, checkMetadata, checkThumbnails, pairAttachments } from './assets.ts';
import type { Comparison } from './comparison.ts';

const sheet = (id: string, fields: Partial<Attachment> = {}): Attachment => ({
  ...{ id, entryId: '', filename: 'sheet.pdf', title: 'Sheet', format: '3' },
  ...{ tags: '', partnerData: '', size: 10 },
  ...fields,
});
const row = (metadataProfileId: number, xml: string): Metadata => ({
  ...{ id: 1, metadataProfileId, objectId: '', xml },
});

function held(original: Partial<Room>, copy: Partial<Room>): Comparison {
  const comparison = compared();
  return {
    ...comparison,
    original: { ...comparison.original, ...at('original', original) },
    copy: { ...comparison.copy, ...at('copy', copy) },
  };
}

/** What belongs to the room itself, where it says no other entry. */
function at(entryId: string, { attachments, thumbnails, metadata, ...others }: Partial<Room>): Partial<Room> {
  const placed = <T extends { entryId: string }>(items: readonly T[] | undefined) =>
    items?.map((item) => ({ ...item, entryId: item.entryId || entryId }));
  return {
    ...others,
    attachments: placed(attachments),
    thumbnails: placed(thumbnails),
    metadata: metadata?.map((item) => ({ ...item, objectId: item.objectId || entryId })),
  };
}

describe('attachments', () => {
  const check = (original: readonly Attachment[] | undefined, copy: readonly Attachment[] | undefined) =>
    checkAttachments(held({ attachments: original }, { attachments: copy }));

  test('are copied whatever their ids and their order', () => {
    const other = { filename: 'b.pdf' };
    expect(check([sheet('1'), sheet('2', other)], [sheet('3', other), sheet('4')])).toEqual({
      ...{ part: 'attachments', outcome: 'copied', count: 2, of: 2, notes: [] },
    });
  });

  test('there may be none', () => {
    expect(check([], [])).toEqual({ part: 'attachments', outcome: 'none' });
  });

  test.each<[string, Attachment[]]>([
    ['none', []],
    ['another file', [sheet('3', { filename: 'other.pdf' })]],
    ['another title', [sheet('3', { title: 'Other' })]],
    ['other tags', [sheet('3', { tags: 'x' })]],
    ['another size', [sheet('3', { size: 9 })]],
  ])('of which the copy has %s are named', (_, copy) => {
    expect(check([sheet('1')], copy)).toMatchObject({ outcome: 'incomplete', count: 0, names: ['Sheet'] });
  });

  test('that occur twice are missed once where the copy has one, by their file where they have no title', () => {
    const untitled = { title: '' };
    expect(check([sheet('1', untitled), sheet('2', untitled)], [sheet('3', untitled)])).toMatchObject({
      ...{ outcome: 'incomplete', count: 1, of: 2, names: ['sheet.pdf'] },
    });
  });

  test.each([
    [undefined, [], undefined],
    [[sheet('1')], undefined, 1],
  ])('that could not be read are no copies (%#)', (original, copy, of) => {
    expect(check(original, copy)).toEqual({
      ...{ part: 'attachments', outcome: 'notCopied', of, reason: 'unreadable', names: [] },
    });
  });
});

test('attachments go with their likes, each with one', () => {
  const other = { size: 11 };
  const pairs = pairAttachments(
    [sheet('1'), sheet('2', other), sheet('3'), sheet('4')],
    [sheet('b', other), sheet('a'), sheet('c')],
  );
  expect([...pairs]).toEqual([
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c'],
  ]);
});

test('an attachment that has no like takes none from the others', () => {
  const pairs = pairAttachments([sheet('1', { size: 11 }), sheet('2')], [sheet('a')]);
  expect([...pairs]).toEqual([['2', 'a']]);
});

test('thumbnails are known by their tags and size', () => {
  const [small, big] = [
    { id: '1', entryId: '', tags: 'default_thumb', size: 5 },
    { id: '2', entryId: '', tags: '', size: 6 },
  ];
  const again = { ...small, id: '3' };
  expect(checkThumbnails(held({ thumbnails: [small] }, { thumbnails: [again] }))).toMatchObject({
    ...{ part: 'thumbnails', outcome: 'copied' },
  });
  expect(checkThumbnails(held({ thumbnails: [small, big] }, { thumbnails: [big] }))).toMatchObject({
    ...{ outcome: 'incomplete', names: ['default_thumb'] },
  });
});

test('metadata are equal in every profile, or the profile is named', () => {
  const metadata = [row(1, '<a/>'), row(2, '<b/>')];
  expect(checkMetadata(held({ metadata }, { metadata }))).toMatchObject({
    ...{ part: 'metadata', outcome: 'copied', count: 2 },
  });
  const twisted = [row(1, '<b/>'), row(2, '<b/>')];
  expect(checkMetadata(held({ metadata }, { metadata: twisted }))).toMatchObject({
    ...{ outcome: 'incomplete', names: ['1'] },
  });
});

describe('what belongs to a child', () => {
  const check = (original: string, copy: string) =>
    checkAttachments(
      held(
        { attachments: [sheet('1', { entryId: original })] },
        { attachments: [sheet('2', { entryId: copy })] },
      ),
    );

  test('is looked for at the copy of that child', () => {
    expect(check('breakout', 'breakout+')).toMatchObject({ outcome: 'copied', count: 1, of: 1 });
    expect(check('breakout', 'copy')).toMatchObject({ outcome: 'incomplete', names: ['Sheet'] });
  });

  test('is not counted where the child has no copy: the child is', () => {
    expect(check('elsewhere', 'copy')).toEqual({ part: 'attachments', outcome: 'none' });
  });
});
