/** HTML as text: what is needed to write a description's own markup again, without ever putting it into a page. */

const VOID: ReadonlySet<string> = new Set(
  'AREA BASE BR COL EMBED HR IMG INPUT LINK META PARAM SOURCE TRACK WBR'.split(' '),
);

/** Elements that stand on lines of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DETAILS DIALOG DIV DL DD DT FIELDSET FIGCAPTION FIGURE FOOTER FORM ' +
    'H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN MENU NAV OL P PRE SECTION TABLE UL'
  ).split(' '),
);

/** Also of another document, whose classes are not ours. */
export const isElement = (node: Node): node is Element => node.nodeType === 1;
/** Whether an element stands in lines of its own. */
export const isBlock = (node: Node): boolean => isElement(node) && BLOCKS.has(node.nodeName);
/** Whether a text is nothing but HTML's white space: a space that does not break is none. */
export const isBlank = (text: string): boolean => /^[ \t\r\n\f]*$/.test(text);

/** Whether a node is text, and blank. */
export const isBlankText = (node: Node): boolean => node.nodeType === 3 && isBlank(node.textContent ?? '');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\u00a0': '&nbsp;',
};

/** As text between tags, by the rules by which browsers write HTML. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>\u00a0]/g, (sign) => ESCAPES[sign] ?? sign);
/** As an attribute's value in double quotes, by the same rules. */
export const escapeValue = (text: string): string =>
  text.replace(/[&<>"\u00a0]/g, (sign) => ESCAPES[sign] ?? sign);

/** `<a href="…">`, as it would be written for this element. */
export function startTag(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${escapeValue(value)}"`);
  return `<${element.localName}${attributes.join('')}>`;
}

/** `</a>` for `<a href="…">`; nothing where there is no tag. */
export const endTag = (open: string): string => {
  const name = /^<([a-z][^\s/>]*)/i.exec(open)?.[1];
  return name === undefined ? '' : `</${name}>`;
};

/** A node with everything in it. */
export function markupOf(node: Node): string {
  if (node.nodeType === 3) return escapeText(node.textContent ?? '');
  if (node.nodeType === 8) return `<!--${node.textContent ?? ''}-->`;
  if (!isElement(node)) return '';
  const open = startTag(node);
  if (VOID.has(node.nodeName)) return open;
  return `${open}${[...node.childNodes].map(markupOf).join('')}${endTag(open)}`;
}
