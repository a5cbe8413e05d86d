import { expect, test } from 'vitest';
import { elementText, withoutElement } from './flat-xml.ts';

const XML =
  '<?xml version="1.0"?>\n<!-- a --><metadata>\n  <Type> poll </Type><Empty/><Text a="b">x &amp; y</Text></metadata>';

test('the text of an element directly inside the root is read', () => {
  expect(elementText(XML, 'Type')).toBe('poll');
  expect(elementText(XML, 'Empty')).toBe('');
  expect(elementText(XML, 'Text')).toBe('x &amp; y');
  expect(elementText(XML, 'None')).toBeUndefined();
  expect(elementText('<metadata><Outer><Type>a</Type></Outer></metadata>', 'Type')).toBeUndefined();
});

test('an element is taken out, and nothing else changes by a byte', () => {
  expect(withoutElement(XML, 'Type')).toBe(XML.replace('<Type> poll </Type>', ''));
  expect(withoutElement(XML, 'Empty')).toBe(XML.replace('<Empty/>', ''));
  expect(withoutElement(XML, 'None')).toBe(XML);
});

test.each(['', 'text', '<', '<metadata', '<metadata>', '<metadata><Type>a', '<metadata>< Type>a</Type>'])(
  '%j is no such document',
  (xml) => {
    expect(elementText(xml, 'Type')).toBeUndefined();
    expect(withoutElement(xml, 'Type')).toBe(xml);
  },
);

test('a long document is read once', () => {
  const xml = `<metadata>${'<a>b</a>'.repeat(100_000)}<Type>a</Type></metadata>`;
  expect(elementText(xml, 'Type')).toBe('a');
});
