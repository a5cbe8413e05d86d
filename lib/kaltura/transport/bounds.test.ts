import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedJson, boundedText } from './bounds.ts';
import { entryId } from '../ids.ts';
import { failureOf } from './failure.ts';

test('an answer is read to its end, whatever its characters are cut into', async () => {
  const text = 'שלום 👩‍🏫 '.repeat(1000);
  expect(await boundedText(new Response(text))).toBe(text);
  const bytes = new TextEncoder().encode(text);
  const cut = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
      controller.close();
    },
  });
  expect(await boundedText(new Response(cut))).toBe(text);
  expect(await boundedText(new Response(null))).toBe('');
});

test('an answer without end is left where it passes the bound', async () => {
  let sent = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(1000));
    },
    cancel() {
      cancelled = true;
    },
  });
  expect(await boundedText(new Response(endless), 50_000)).toBeUndefined();
  expect(sent).toBeLessThan(60);
  expect(cancelled).toBe(true);
});

test('JSON is read as it is, unless it is deeper than anything goes', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      expect(boundedJson(text)).toEqual(JSON.parse(text));
    }),
  );
  expect(boundedJson('no JSON')).toBeUndefined();
  for (const empty of ['[]', '{}']) expect(boundedJson(empty)).toBeDefined();
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  expect(boundedJson(nested(200))).toBeDefined();
  expect(boundedJson(nested(201))).toBeUndefined();
  expect(boundedJson(nested(1_000_000))).toBeUndefined();
  // Brackets in a text are no levels.
  expect(boundedJson(JSON.stringify('["'.repeat(1000)))).toBe('["'.repeat(1000));
  expect(boundedJson(`"${'\\\\'.repeat(3)}"`)).toBe('\\\\\\');
});

test('an id is no longer than what is asked about', () => {
  expect(entryId(`1_${'a'.repeat(8)}`)).toBeDefined();
  expect(entryId(`1_${'a'.repeat(63)}`)).toBeUndefined();
});

test('a code that is more than a code is not kept: it is shown to people', () => {
  const exception = (code: unknown, args: object = {}) =>
    failureOf({ objectType: 'KalturaAPIException', code, message: 'x', args });
  expect(exception('MAX_CATEGORIES_FOR_ENTRY_REACHED')).toMatchObject({
    code: 'MAX_CATEGORIES_FOR_ENTRY_REACHED',
  });
  for (const odd of ['Call +1 900 555 now!', 'x'.repeat(200), '\u001b[31m', '<b>', '', '\u202e', 'a\nb'])
    expect(exception(odd)).toEqual({ kind: 'refused', code: 'UNREADABLE', field: undefined });
  expect(exception('A_B', { FIELD_NAME: 'Call +1 900 555 now!' })).toMatchObject({ field: undefined });
});
