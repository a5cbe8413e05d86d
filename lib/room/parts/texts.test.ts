import { expect, test } from 'vitest';
import { compared } from '../samples.ts';
import type { TextField } from '../texts/texts.ts';
import { checkTexts } from './texts.ts';

const WANTED = { name: 'Algebra', description: '<p>x</p>', tags: 'autumn, maths' };

test.each([['autumn, maths'], ['maths,autumn'], ['MATHS, Autumn']])(
  'texts that are stored as they were typed are copied, and so are tags as "%s"',
  (tags) => {
    const report = checkTexts(compared({ copy: { ...WANTED, tags } }, { wanted: WANTED }));
    expect(report).toEqual({ part: 'texts', outcome: 'copied', count: 3, of: 3, notes: [] });
  },
);

test.each<[TextField, string]>([
  ['name', '????'],
  ['description', ''],
  ['tags', 'autumn'],
])('another %s is named, and was stored differently', (field, stored) => {
  const copy = { ...WANTED, [field]: stored };
  expect(checkTexts(compared({ copy }, { wanted: WANTED }))).toMatchObject({
    ...{ outcome: 'incomplete', count: 2, reason: 'storedDifferently', names: [field] },
  });
});

test('a text that was refused is the reason, unless the copy has it all the same', () => {
  const wrong = { ...WANTED, description: 'of the original', name: '????' };
  const refusedTexts = ['description'] as const;
  expect(checkTexts(compared({ copy: wrong }, { wanted: WANTED, refusedTexts }))).toMatchObject({
    ...{ reason: 'textRefused', names: ['name', 'description'] },
  });
  const name = { ...WANTED, name: '????' };
  expect(checkTexts(compared({ copy: name }, { wanted: WANTED, refusedTexts }))).toMatchObject({
    ...{ reason: 'storedDifferently', names: ['name'] },
  });
});
