import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoryboardItem } from '../../services/storyboard.ts';
import { copiedStoryboard, storyboardDifferences } from './live-storyboard.ts';

const item = (title: string, fields: Partial<StoryboardItem> = {}): StoryboardItem => ({
  id: `id of ${title}`,
  kind: 'video',
  title,
  settings: {},
  ...fields,
});

const ENTRIES = new Map([
  ['own', 'copy'],
  ['left', undefined],
]);
const ATTACHMENTS = new Map([['a', 'b']]);

const BOARD = [
  item('Film', { entryId: 'own' }),
  item('Sheet', { kind: 'image', attachmentId: 'a', settings: { zoom: 2, overlay: { attachmentId: 'a' } } }),
  item('Shared', { entryId: 'elsewhere' }),
  item('Break', { kind: 'interlude', entryId: null, unknown: ['own'] }),
];

const copied = copiedStoryboard(BOARD, ENTRIES, ATTACHMENTS);

test('own things become their copies, at any depth; the rest stays, in its order', () => {
  expect(copied).toEqual([
    { ...BOARD[0], entryId: 'copy' },
    { ...BOARD[1], attachmentId: 'b', settings: { zoom: 2, overlay: { attachmentId: 'b' } } },
    BOARD[2],
    BOARD[3],
  ]);
});

test('an entry is no attachment of the same id', () => {
  const twisted = [item('Twisted', { entryId: 'a', attachmentId: 'own' })];
  expect(copiedStoryboard(twisted, ENTRIES, ATTACHMENTS)).toEqual(twisted);
});

test('an item without its file is left out, and named', () => {
  const board = [
    item('Gone', { entryId: 'left' }),
    item('Deep', { settings: [{ entryId: 'left' }] }),
    ...BOARD,
  ];
  expect(copiedStoryboard(board, ENTRIES, ATTACHMENTS)).toEqual(copied);
  expect(storyboardDifferences(board, copied, ENTRIES, ATTACHMENTS)).toEqual(['Gone', 'Deep']);
});

/** The same item, its fields in the other order. */
const backwards = (one: StoryboardItem): StoryboardItem =>
  Object.fromEntries(Object.entries(one).reverse()) as StoryboardItem; // the same fields

describe('differences', () => {
  const of = (copy: StoryboardItem[]): string[] => storyboardDifferences(BOARD, copy, ENTRIES, ATTACHMENTS);
  const [film, sheet, shared, pause] = copied as [
    StoryboardItem,
    StoryboardItem,
    StoryboardItem,
    StoryboardItem,
  ];
  test.each<[string, StoryboardItem[], string[]]>([
    ['none', copied, []],
    ['none where fields come in another order', [backwards(film), sheet, shared, pause], []],
    ['one is missing', [film, shared, pause], ['Sheet']],
    ['one still points to the original', [BOARD[0]!, sheet, shared, pause], ['Film']],
    ['another order', [film, shared, sheet, pause], ['Shared']],
    ['one too many', [...copied, item('More')], ['More']],
    ['one without a title', [film, sheet, shared], ['Break']],
  ])('%s', (_, copy, names) => {
    expect(of(copy)).toEqual(names);
  });

  test('an item without a title is named by its kind', () => {
    expect(storyboardDifferences([item('', { kind: 'slides' })], [], ENTRIES, ATTACHMENTS)).toEqual([
      'slides',
    ]);
  });
});

const anyItem = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('video', 'audio', 'image', 'slides', 'interlude', 'hologram'),
  title: fc.string({ minLength: 1 }),
  entryId: fc.option(fc.constantFrom('own', 'elsewhere'), { nil: null }),
  attachmentId: fc.option(fc.constantFrom('a', 'elsewhere'), { nil: null }),
  settings: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
});

test('nothing is lost or moved, nothing points back, and one that is taken out is missed', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyItem, { selector: ({ id }) => id, minLength: 1 }),
      fc.nat(),
      (board, nth) => {
        const copy = copiedStoryboard(board, ENTRIES, ATTACHMENTS);
        expect(copy.map(({ id }) => id)).toEqual(board.map(({ id }) => id));
        expect(copy.some(({ entryId, attachmentId }) => entryId === 'own' || attachmentId === 'a')).toBe(
          false,
        );
        expect(storyboardDifferences(board, copy, ENTRIES, ATTACHMENTS)).toEqual([]);
        const place = nth % board.length;
        const short = copy.filter((_, at) => at !== place);
        expect(storyboardDifferences(board, short, ENTRIES, ATTACHMENTS)).toEqual([board[place]!.title]);
      },
    ),
  );
});
