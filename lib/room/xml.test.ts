import { expect, test } from 'vitest';
import { elementText, withoutElement } from './xml.ts';

const XML =
  '<?xml version="1.0"?>\n<!-- a --><metadata>\n  <Type> poll </Type><Empty/><Text a="b">x &amp; y</Text></metadata>';

test('the text of an element directly inside the root is read', () => {
  expect(elementText(XML, 'Type')).toBe('poll');
  expect(elementText(XML, 'Empty')).toBe('');
  expect(elementText(XML, 'Text')).toBe('x & y');
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

test('where an element stands is known behind characters of any length and lines of any end', () => {
  for (const before of ['ä', '😀', '\r\n\r\n', 'אבג', '<![CDATA[</Type>]]>', '<!-- <Type>b</Type> -->'])
    expect(withoutElement(`\ufeff<m><A>${before}</A>\r\n<Type>a</Type></m>`, 'Type')).toBe(
      `\ufeff<m><A>${before}</A>\r\n</m>`,
    );
});

test('what a document declares is not expanded, and nothing outside of it is read', () => {
  const bomb = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
  expect(elementText(`${bomb}<m><Type>&b;&c;</Type></m>`, 'Type')).toBe('&b;&c;');
});

test('a long document is read once; what is longer than any, or nested without end, is none', () => {
  const xml = (count: number): string => `<metadata>${'<a>b</a>'.repeat(count)}<Type>a</Type></metadata>`;
  expect(elementText(xml(100_000), 'Type')).toBe('a');
  expect(elementText(xml(200_000), 'Type')).toBeUndefined();
  const deep = `<metadata><Type>a</Type>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</metadata>`;
  expect(elementText(deep, 'Type')).toBeUndefined();
});
