import { expect, test } from 'vitest';
import { type DeclaredScript, registrationChange } from './registration.ts';

const menu: DeclaredScript = {
  js: ['content-script.js'],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: 'document_idle',
  world: 'ISOLATED',
};
const page: DeclaredScript = { ...menu, js: ['main-world.js'], world: 'MAIN' };
const A = 'https://a.example/*';
const B = 'https://b.example/*';
const both = (matches: string[]) => [
  { id: 'content-script.js', matches },
  { id: 'main-world.js', matches },
];

test('after an update nothing is registered, and both scripts are registered anew', () => {
  expect(registrationChange([menu, page], [A], [])).toEqual({
    add: [
      { ...menu, id: 'content-script.js', matches: [A] },
      { ...page, id: 'main-world.js', matches: [A] },
    ],
    update: [],
    remove: [],
  });
});

test('what is right is left alone, whatever its order', () => {
  expect(registrationChange([menu, page], [A, B], both([B, A]))).toEqual({ add: [], update: [], remove: [] });
});

test('a site more or less changes what is there', () => {
  const { add, update, remove } = registrationChange([menu, page], [A, B], both([A]));
  expect([add, remove]).toEqual([[], []]);
  expect(update.map(({ id, matches }) => [id, matches])).toEqual([
    ['content-script.js', [A, B]],
    ['main-world.js', [A, B]],
  ]);
});

test('without sites nothing stays, nor does a script that the manifest no longer names', () => {
  expect(registrationChange([menu, page], [], both([A])).remove).toEqual([
    'content-script.js',
    'main-world.js',
  ]);
  expect(registrationChange([menu], [A], both([A])).remove).toEqual(['main-world.js']);
});
