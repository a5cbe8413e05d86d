import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { entrySchema } from './entry.ts';
import { listOf } from './list.ts';
import { count, flag, number, text } from './lenient.ts';

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
