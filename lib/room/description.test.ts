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
])('%s is HTML: %s', (text, html) => {
  expect(isHtml(text)).toBe(html);
});

test('plain text stays to the letter', () => {
  expect(asText('  two\n\nlines ')).toBe('  two\n\nlines ');
});

test('blocks, breaks and lists become lines', () => {
  expect(asText('<p>One <b>two</b></p><ul><li>a</li><li>b</li></ul>x<br>y')).toBe('One two\n- a\n- b\nx\ny');
});

test('entities are read, scripts are not shown', () => {
  expect(asText('<p>1 &lt; 2</p><script>alert(1)</script>')).toBe('1 < 2');
});

test('cells of a table stand apart', () => {
  expect(asText('<table><tr><td>Sunday</td><td>10:00</td></tr></table>')).toBe('Sunday 10:00');
});
