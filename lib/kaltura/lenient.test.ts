import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { listAttachments, listThumbnails } from './asset.ts';
import { listCuePoints } from './cue-point.ts';
import { entrySchema, getEntries, getListedIds, userIdSchema } from './entry.ts';
import { listCopies, listFewChildren } from './entry-lists.ts';
import { entryId } from './ids.ts';
import { count, flag, number, text } from './lenient.ts';
import { listOf } from './list.ts';
import { listAnnotationMetadata, listMetadata } from './metadata.ts';
import { listUploadTokens } from './upload-token.ts';
import { listGroups } from './user.ts';

test.each([
  [text, ['a', 7, null, undefined, ['a']], ['a', '7', '', '', '']],
  [number, [7, '7', '-1.5', '0x7', '', null, true], [7, 7, -1.5, undefined, undefined, undefined, undefined]],
  [count, [7, '7', null, 'many'], [7, 7, 0, 0]],
  [flag, [true, 1, '1', false, 0, '', null], [true, true, true, false, false, false, undefined]],
])('a field is read as far as it can be (%#)', (field, given, expected) => {
  expect(given.map((value) => z.parse(field, value))).toEqual(expected);
});

test('one odd optional field does not lose an entry, nor the list it is in', () => {
  const plain = { id: '0_abcdefgh', createdAt: 1, updatedAt: 2 };
  const odd = {
    ...{ ...plain, id: '0_ijklmnop', type: 5, status: 7, name: null, tags: ['a'], rootEntryId: 'abc123' },
    ...{ startDate: -2_147_483_648, endDate: 'never', accessControlId: '7', displayInSearch: null },
    ...{ partnerSortValue: null, roomType: '1', playlistContent: 5, capabilities: 3, userId: null },
  };
  const { objects } = z.parse(listOf(entrySchema), { totalCount: 2, objects: [plain, odd] });
  expect(objects).toMatchObject([
    { id: '0_abcdefgh', name: '', partnerSortValue: 0 },
    {
      ...{ id: '0_ijklmnop', type: '5', status: '7', name: '', tags: '', rootEntryId: undefined },
      ...{ startDate: -2_147_483_648, endDate: undefined, accessControlId: 7, displayInSearch: undefined },
      ...{ partnerSortValue: 0, roomType: 1, playlistContent: undefined, capabilities: '3', userId: '' },
    },
  ]);
});

/** How many issues the schemas make of what is read: each one is given a message before it is dropped. */
function issuesOf(read: () => void): number {
  let issues = 0;
  const before = z.config().customError;
  z.config({
    customError: () => {
      issues += 1;
      return undefined;
    },
  });
  try {
    read();
  } finally {
    z.config({ customError: before });
  }
  return issues;
}

test('what an answer leaves out, or has as null, makes no issue', () => {
  const plain = { id: '0_abcdefgh', createdAt: 1, updatedAt: 2 };
  expect(issuesOf(() => z.parse(entrySchema, plain))).toBe(0);
  expect(issuesOf(() => z.parse(entrySchema, { ...plain, name: null, tags: null, roomType: null }))).toBe(0);
  expect(issuesOf(() => expect(entrySchema.safeParse({}).error).toBeDefined())).toBeGreaterThan(0);
});

test('what reads an answer is made once, not with each call', () => {
  const ids = ['0_abcdefgh', '0_ijklmnop'].flatMap((id) => entryId(id) ?? []);
  const answers = () => [
    ...[getEntries(ids).answer, getListedIds(ids).answer, listFewChildren(ids[0]!).answer],
    ...[listCopies(ids[0]!, 'me', 0).answer, listAttachments(ids, 1).answer, listThumbnails(ids, 1).answer],
    ...[listCuePoints(ids, {}, 1).answer, listMetadata(ids, 1).answer, listAnnotationMetadata([], 1).answer],
    ...[listUploadTokens().answer, listGroups(z.parse(userIdSchema, 'me')).answer],
  ];
  const second = answers();
  for (const [at, answer] of answers().entries()) expect(answer).toBe(second[at]);
});
