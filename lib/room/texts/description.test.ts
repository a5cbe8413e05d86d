// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { descriptionAsText, isHtml } from './description.ts';

const asText = (description: string): string => descriptionAsText(description, new DOMParser());

test.each([
  ['plain', false],
  ['a < b and c > d', false],
  ['5 & 6', false],
  ['<p>x</p>', true],
  ['a<br/>b', true],
  ['fish &amp; chips', true],
  ['&#38;', true],
  ['&#x26;', true],
  ['&#amp;', false],
  ['&#x;', false],
  ['&#xg;', false],
  ['&;', false],
  ['</p>', true],
  ['<!-- x -->', true],
  ['<1>', false],
])('%s is HTML: %s', (text, html) => {
  expect(isHtml(text)).toBe(html);
});

test('plain text stays to the letter', () => {
  expect(asText('  two\n\nlines ')).toBe('  two\n\nlines ');
});

test('blocks, breaks and lists become lines', () => {
  expect(asText('<p>One <b>two</b></p><ul><li>a</li><li>b</li></ul>x<br>y')).toBe('One two\n- a\n- b\nx\ny');
});

test.each([
  ['x<p>y</p>z', 'x\ny\nz'],
  ['<p>x</p><p> </p><p>y</p>', 'x\ny'],
  ['<b>x</b>y', 'xy'],
  ['x   \n\t <b>y</b>', 'x y'],
  ['<p> x </p> <p> y </p>', 'x\ny'],
  ['<div><p>x</p></div>y', 'x\ny'],
  ['x<!-- hidden -->y', 'xy'],
  ['<br>x', 'x'],
  ['x<br><br>y', 'x\n\ny'],
  ['<style>p {}</style><title>t</title>x<noscript>y</noscript><template>z</template>', 'x'],
])('%j reads %j', (html, text) => {
  expect(asText(html)).toBe(text);
});

test('entities are read, scripts are not shown', () => {
  expect(asText('<p>1 &lt; 2</p><script>alert(1)</script>')).toBe('1 < 2');
});

test('cells of a table stand apart', () => {
  expect(asText('<table><tr><td>Sunday</td><td>10:00</td></tr></table>')).toBe('Sunday 10:00');
});
