// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { EntryIndex } from './entry-index.ts';

test('the entries are gathered anew when they may be others, and only then', () => {
  const [row, other] = [document.createElement('p'), document.createElement('p')];
  row.id = 'row_1_abcd1234_media';
  document.body.append(row, other);
  const index = new EntryIndex();
  index.look(row);
  const { entryIds } = index;
  expect([...entryIds]).toEqual(['1_abcd1234']);
  index.look(row);
  index.look(other);
  index.set('own', undefined);
  expect(index.entryIds).toBe(entryIds);
  row.remove();
  index.look(row);
  expect([...index.entryIds]).toEqual([]);
});
