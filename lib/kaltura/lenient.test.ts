import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { listAttachments, listThumbnails } from './asset.ts';
import type { Call } from './call.ts';
import { listMemberships } from './category.ts';
import { countCuePoints, listCuePoints } from './cue-point.ts';
import { entrySchema, getEntries, getListedIds, userIdSchema } from './entry.ts';
import { countChildren, listCopies, listFewChildren } from './entry-lists.ts';
import { entryId } from './ids.ts';
import { count, flag, number, text } from './lenient.ts';
import { listOf } from './list.ts';
import { listAnnotationMetadata, listMetadata } from './metadata.ts';
import { listUploadTokens } from './upload-token.ts';
import { getTime } from './system.ts';
import { getUser, listGroups } from './user.ts';

const PARENT = z.parse(entrySchema, { id: '0_parent00', createdAt: 1, updatedAt: 1 }).id;
const NOTHING = { totalCount: 0, objects: [] };

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

test.each<readonly [string, Call<unknown>, unknown, unknown]>([
  [
    'times, and how many there are, as texts',
    listFewChildren(PARENT),
    { totalCount: '1', objects: [{ id: '0_abcdefgh', createdAt: '1795514400', updatedAt: '1795514460' }] },
    { totalCount: 1, objects: [{ createdAt: 1_795_514_400, updatedAt: 1_795_514_460 }] },
  ],
  [
    'no list at all where there is nothing',
    listFewChildren(PARENT),
    { totalCount: 0, objects: null },
    NOTHING,
  ],
  ['how many cue points, as a text', countCuePoints([PARENT]), '12', 12],
  ['how many children, as a text', countChildren(PARENT), { totalCount: '3' }, 3],
  ['a user whose id is digits alone, as a number', getUser(), { id: 12_345 }, { id: '12345' }],
  [
    'a group without an id, beside others',
    listGroups(z.parse(userIdSchema, 'me')),
    { totalCount: 2, objects: [{ groupId: null }, { groupId: 77 }] },
    { objects: [{ groupId: '' }, { groupId: '77' }] },
  ],
  [
    'a category without a level or a name of its own, beside others',
    listMemberships(z.parse(userIdSchema, 'me'), 1),
    {
      totalCount: 2,
      objects: [
        { categoryId: '5', permissionLevel: null },
        { categoryId: 6, permissionLevel: '1' },
      ],
    },
    { objects: [{ categoryId: 5 }, { categoryId: 6, permissionLevel: 1 }] },
  ],
])('an answer is read that has %s', (_what, call, given, expected) => {
  expect(z.parse(call.answer, given)).toMatchObject(expected as object);
});

test.each([
  ['a time', getTime(), 'soon'],
  ['a time', getTime(), '-5'],
  ['a count', countCuePoints([PARENT]), null],
  ['a count', countCuePoints([PARENT]), '0x7'],
  ['a list', listFewChildren(PARENT), { totalCount: 'many', objects: [] }],
  ['a list', listFewChildren(PARENT), { totalCount: 1, objects: 'none' }],
  ['a user', getUser(), { id: null }],
])('%s that is none stays unread (%#)', (_what, call, given) => {
  expect(call.answer.safeParse(given).success).toBe(false);
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
