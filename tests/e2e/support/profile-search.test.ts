import { expect, test } from 'vitest';
import { formsOf } from './profile-search.ts';

test('a secret is found in whatever form it is written, and what is nearly the same is not', () => {
  const secret = 'djJ8MTAyfGV2aWw-_abcdefghij';
  const text = `{"a":"${secret}"}`;
  const written = [
    text,
    encodeURIComponent(text),
    Buffer.from(text).toString('hex'),
    ...['', 'x', 'xy'].map((before) => Buffer.from(before + text).toString('base64')),
    ...['', 'x', 'xy'].map((before) => Buffer.from(before + text).toString('base64url')),
  ];
  const files = [...written.map((one) => Buffer.from(one)), Buffer.from(text, 'utf16le')];
  const isIn = (file: Buffer): boolean => formsOf(secret).some((form) => file.includes(form));
  expect(files.filter((file) => !isIn(file))).toEqual([]);
  expect(isIn(Buffer.from(secret.slice(0, -1)))).toBe(false);
});
