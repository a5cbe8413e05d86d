// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { descriptionAsText, isHtml } from '../../lib/room/texts/description.ts';
import { readDescription } from '../../lib/rich-text/read.ts';
import { isColour, safeLink } from '../../lib/rich-text/schema.ts';
import { writeDescription } from '../../lib/rich-text/write.ts';
import { standardParser } from './parser.ts';

/**
 * Descriptions that are written to stop the window: whatever a co-editor types, it is read in a moment, and comes back byte
 * for byte. The DOM here is many times slower than a browser's, so what it may take is wide.
 */

vi.setConfig({ testTimeout: 60_000 });

const SIZE = 65_536;
/** Many times what it takes here: a pattern that tries again takes minutes. */
const MOST_MS = 8_000;

function timed(description: string): number {
  const begun = performance.now();
  const parser = standardParser();
  const reading = readDescription(description, parser);
  expect(writeDescription(reading.doc, reading)).toBe(description);
  descriptionAsText(description, parser);
  return performance.now() - begun;
}

const PARTS = [
  '<a', '<a ', '<a>', '<a href="', "<a href='x", '<p>', '<p><b>', '<b><p>', '<div>', '<ul><li>', '</p>', '</b>', '<!--', '<!-- -->', '<!',
  '<?', '&', '&amp', '&#', ' ', '\n', '\r', 'x', 'x ', '<', '>', '"', '<table>', '<table><tr><td>', '<svg>', '<math>', '<script>', '<style>',
  '<textarea>', '<template>', '<select>', '<option>', '<form>', '<br>', '<x(>', '<p a=1 b=2 c=3>', '<span style="color:', '<font color=red>',
]; // prettier-ignore

test.each(PARTS)('64 KB of %j', (part) => {
  for (const [before, after] of [
    ['', ''],
    ['<p>', '</p>'],
    ['<p><span style="color:', 'x">y</span></p>'],
    ['<div>', '</div><p>x</p>'],
  ] as const)
    expect(timed(before + part.repeat(SIZE / part.length) + after)).toBeLessThan(MOST_MS);
});

test.each([
  ['one long word in a paragraph', `<p>${'x'.repeat(SIZE)}</p>`],
  ['spaces before the last sign', `<p>a</p>${' '.repeat(SIZE)}b`],
  ['a colour of spaces', `<p><span style="color:${' '.repeat(SIZE)}x;y">z</span></p>`],
  ['unclosed formatting before many blocks', `${'<b>'.repeat(400)}${'<p>x'.repeat(2_000)}`],
  [
    'different formatting',
    `${Array.from({ length: 700 }, (_, n) => `<b a${n}>`).join('')}${'<p>'.repeat(3_000)}`,
  ],
  ['many attributes', `<p ${Array.from({ length: 3_000 }, (_, n) => `a${n}`).join(' ')}>x</p>`],
  ['a list in a list in a list', `${'<ul><li>x'.repeat(500)}${'</ul>'.repeat(500)}`],
  ['blocks in blocks', `${'<div><p>x</p>'.repeat(500)}${'</div>'.repeat(500)}`],
])('%s', (_what, description) => {
  expect(timed(description)).toBeLessThan(MOST_MS);
});

const tag = fc.constantFrom(
  ...'a b p div ul li table td svg math script template select font span h2 br x( constructor'.split(' '),
);
const bit = fc.oneof(
  tag.map((name) => `<${name}>`),
  tag.map((name) => `</${name}>`),
  fc
    .tuple(tag, fc.string({ maxLength: 8 }))
    .map(([name, value]) => `<${name} style='color: ${value}' x="${value}">`),
  fc.constantFrom(
    '<!--',
    '-->',
    '&nbsp;',
    '&#x0;',
    '\u0000',
    '\u202e',
    '\u2028',
    '<![CDATA[',
    ']]>',
    '<plaintext>',
    '<body>',
    '<frameset>',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
);

test('whatever is written comes back, and in a moment', () => {
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (bits, times) => {
      expect(timed(bits.join('').repeat(times).slice(0, SIZE))).toBeLessThan(MOST_MS);
    }),
    { numRuns: 60 },
  );
});

test('so does any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      expect(timed(text)).toBeLessThan(MOST_MS);
      isHtml(text);
      safeLink(text);
      isColour(text);
    }),
    { numRuns: 300 },
  );
});
