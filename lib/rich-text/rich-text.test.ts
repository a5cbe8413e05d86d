// @vitest-environment happy-dom
import fc from 'fast-check';
import { EditorState, type Transaction } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { piecesOf } from './pieces.ts';
import { readDescription, type Reading } from './read.ts';
import { isColour, safeLink, schema } from './schema.ts';
import { writeDescription } from './write.ts';

const read = (description: string): Reading => readDescription(description, new DOMParser());
const same = (description: string): string => {
  const reading = read(description);
  return writeDescription(reading.doc, reading);
};

/** What a description becomes by an edit. */
function edited(description: string, edit: (transaction: Transaction, reading: Reading) => void): string {
  const reading = read(description);
  const { tr } = EditorState.create({ doc: reading.doc });
  edit(tr, reading);
  return writeDescription(tr.doc, reading);
}

/** Types at the start of the first text that holds `before`. */
function typeBefore(before: string, typed: string) {
  return (transaction: Transaction): void => {
    let done = false;
    transaction.doc.descendants((node, position) => {
      const index = done ? -1 : (node.text?.indexOf(before) ?? -1);
      if (index < 0) return;
      done = true;
      transaction.insertText(typed, position + index);
    });
    expect(done, `${before} is in the editor`).toBe(true);
  };
}

/** Descriptions as Kaltura, Word, other editors and people make them. */
const DESCRIPTIONS = [
  '',
  'Plain',
  '  two\r\nlines\n\n & 3 < 4 ',
  '<p>One <b>two</b></p>\n<ul>\n <li>a</li><li>b</li>\n</ul>x<br/>y',
  "<P CLASS=lead align='right'>Old  markup</P>",
  '<div>\n<p>in a div</p>\n<table><tr><td>1</td></tr></table>\n<p>after</p></div>',
  'bare &amp; text<hr><h2>Head</h2><pre>  a\n  b</pre>',
  '<p>unclosed <b>bold',
  '<b><p>crossed</b></p> <i>x',
  '<!-- note --><p>a&nbsp;b</p><script>alert("</p>")</script>',
  '<p style="text-align: center">centre <img src="x.png" alt="Plan"> <a href="https://a.edu">a</a></p>',
  '<ol start="3"><li><p>x</p><ul><li>y</li></ul></li></ol><blockquote>q<p>r</p></blockquote>',
  '<p><span style="color:#a00;">red</span> <span class="x">kept</span> <font color=red>f</font></p>',
  '</p><p>stray end',
];

test.each(DESCRIPTIONS)('%j comes back byte for byte', (description) => {
  expect(same(description)).toBe(description);
});

test('whatever is stored comes back byte for byte', () => {
  const tag = fc.constantFrom(
    ...['p', 'b', 'div', 'ul', 'li', 'span', 'table', 'td', 'br', 'hr', 'h3', 'a', 'i', 'pre', 'blockquote'],
  );
  const bit = fc.oneof(
    tag.map((name) => `<${name}>`),
    tag.map((name) => `</${name}>`),
    tag.map((name) => `<${name} class="a>b" style='color: red'>`),
    fc.constantFrom('\n', ' ', '&nbsp;', '&lt;', '<!-- c -->', '"', '<', '>', '\u00a0', 'שלום'),
    fc.string({ maxLength: 6 }),
  );
  const html = fc.array(bit, { maxLength: 24 }).map((bits) => bits.join(''));
  fc.assert(
    fc.property(html, (description) => {
      expect(same(description)).toBe(description);
    }),
    { numRuns: 1500 },
  );
});

test('a block that is not touched keeps its bytes whatever is done to the others', () => {
  const block = fc.constantFrom(
    '<p  class=lead>Text &amp; more</p>\n',
    '<table border=1><tr><td>1<td>2</table>',
    "<DIV STYLE='x'>in a div</DIV>\n\n",
    '<ul>\n<li>a<li>b</ul>',
    '<h2>Head</h2> ',
    '<pre>\n x\n</pre>',
    '<div>\n<p>deep</p>\n<hr/>\n</div>',
  );
  fc.assert(
    fc.property(fc.array(block, { minLength: 2, maxLength: 6 }), fc.nat(), (blocks, seed) => {
      const html = blocks.join('');
      if (piecesOf(html, new DOMParser())?.length !== blocks.length) return;
      const at = seed % blocks.length;
      const result = edited(html, (transaction, { doc }) => {
        let position = 0;
        for (let index = 0; index < at; index += 1) position += doc.child(index).nodeSize;
        const node = doc.child(at);
        transaction.replaceWith(
          position,
          position + node.nodeSize,
          schema.nodes.paragraph.create(null, schema.text('NEW')),
        );
      });
      expect(result).toBe(blocks.map((source, index) => (index === at ? '<p>NEW</p>' : source)).join(''));
    }),
    { numRuns: 200 },
  );
});

test('a touched paragraph keeps its tag, its attributes and the markup inside', () => {
  const html =
    '<p class="lead" dir="rtl">One <b id="b">two</b> <img src="x.png" alt="Plan"> <code>y</code>&nbsp;</p>\n<hr>';
  expect(edited(html, typeBefore('One', 'Now '))).toBe(
    '<p class="lead" dir="rtl">Now One <b id="b">two</b> <img src="x.png" alt="Plan"> <code>y</code>&nbsp;</p>\n<hr>',
  );
});

test('inside a container, the other blocks and the container itself keep their bytes', () => {
  const html = '<div  class=x>\n<P>a</P>\n<table><tr><td>1</table>\n<p>b</p>\n</div>\n';
  expect(edited(html, typeBefore('b', 'a and '))).toBe(html.replace('>b<', '>a and b<'));
});

test('a touched list is written whole', () => {
  const html = '<ul class="x"><li>one<ol><li>deep</li></ol></li><li><p>two</p></li></ul>';
  expect(edited(html, typeBefore('deep', 'very '))).toBe(html.replace('deep', 'very deep'));
});

test('an edit that is taken back leaves every byte', () => {
  const html = '<p  >One</p>\n<p>Two';
  expect(
    edited(html, (transaction) => {
      transaction.insertText('x', 1);
      transaction.delete(1, 2);
    }),
  ).toBe(html);
});

test('plain text stays plain until something in it is formatted', () => {
  const plain = 'First\r\nSecond & third';
  expect(edited(plain, typeBefore('Second', 'My '))).toBe('First\r\nMy Second & third');
  expect(edited(plain, (transaction) => void transaction.addMark(1, 6, schema.marks.strong.create()))).toBe(
    '<p><strong>First</strong></p><p>Second &amp; third</p>',
  );
  expect(edited('x', typeBefore('x', '<b>'))).toBe('<p>&lt;b&gt;x</p>');
});

test('two texts without a block do not become one', () => {
  const result = edited('one<hr>', (transaction) => void transaction.split(3));
  expect(result).toBe('<p>on</p><p>e</p><hr>');
});

test('crossed and unclosed tags are shown whole, and kept as they are', () => {
  for (const html of ['<td><div class="a>b"><p>one', '<b><p>one</b>two', '<ul><li>one</ul></div><p>x']) {
    const { doc } = read(html);
    expect(doc.textContent + String(doc.firstChild?.attrs['label'])).toContain('one');
    expect(same(html)).toBe(html);
  }
});

test('an emptied description is empty', () => {
  expect(edited('<p>x</p>', (transaction) => void transaction.delete(1, 2))).toBe('');
  expect(edited('x', (transaction) => void transaction.delete(1, 2))).toBe('');
});

test.each([
  ['https://a.edu/x', 'https://a.edu/x'],
  ['a.edu/x', 'https://a.edu/x'],
  ['mailto:a@b.edu', 'mailto:a@b.edu'],
  ['noa@example.edu', 'mailto:noa@example.edu'],
  ['example.edu:8443/x', 'https://example.edu:8443/x'],
  ['localhost:3000', 'https://localhost:3000'],
  ['data:123', undefined],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['two words', undefined],
  ['\u200f\u202ahttps://a.edu/x\u202c', 'https://a.edu/x'],
  ['noa@example.edu\u200f', 'mailto:noa@example.edu'],
  ['\u200bjavascript:alert(1)', undefined],
  ['', undefined],
])('%s as a link: %s', (typed, href) => {
  expect(safeLink(typed)).toBe(href);
});

test('a colour brings nothing else into the style', () => {
  expect(['#a00', 'red', 'rgb(1, 2, 3)', 'hsl(1 2% 3% / .5)'].every(isColour)).toBe(true);
  expect(['red; background: url(x)', 'url(x)', 'var(--x)', ''].some(isColour)).toBe(false);
});
