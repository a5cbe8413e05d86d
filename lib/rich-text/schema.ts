import { Schema } from 'prosemirror-model';

/**
 * A description as the editor holds it. Whatever came from the server carries the markup that it had:
 *   open    the start tag, as it is written again; `null` for what the teacher made, '' for text without a block
 *   origin  the number of the block in `Reading.origins`, by which an untouched one is written byte for byte
 * Markup stands in attributes only. What is shown is made here, of names and texts: never the server's HTML.
 */

const made = { open: { default: null }, origin: { default: null } };
const kept = { source: {}, label: { default: '' } };

/** The tag of a start tag, in lower case. */
const tagOf = (open: unknown): string => /^<([a-z]\w*)/i.exec(String(open))?.[1]?.toLowerCase() ?? '';

/** The number with which a list begins; null: one. */
const startOf = (open: unknown): string | null =>
  /^<ol\s[^>]*?\bstart\s*=\s*["']?(\d{1,4})\b/i.exec(String(open))?.[1] ?? null;

/** Inline elements that look like themselves. Every other is shown as its text. */
const SHOWN: ReadonlySet<string> = new Set(['s', 'sub', 'sup', 'code', 'small', 'mark', 'del', 'ins', 'kbd']);

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: {
      group: 'block',
      content: 'inline*',
      attrs: made,
      parseDOM: [
        { tag: 'p' },
        { tag: 'div' },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag, attrs: { open: `<${tag}>` } })),
      ],
      toDOM: ({ attrs }) => [
        'p',
        { dir: 'auto', ...(/^h[1-6]$/.test(tagOf(attrs['open'])) && { class: 'heading' }) },
        0,
      ],
    },
    bullet_list: {
      group: 'block',
      content: 'list_item+',
      attrs: made,
      parseDOM: [{ tag: 'ul' }],
      toDOM: () => ['ul', { dir: 'auto' }, 0],
    },
    ordered_list: {
      group: 'block',
      content: 'list_item+',
      attrs: made,
      parseDOM: [
        {
          tag: 'ol[start]',
          getAttrs: (list) => ({ open: `<ol start="${Number(list.getAttribute('start'))}">` }),
        },
        { tag: 'ol' },
      ],
      toDOM: ({ attrs }) => ['ol', { dir: 'auto', start: startOf(attrs['open']) }, 0],
    },
    list_item: {
      content: 'paragraph block*',
      defining: true,
      attrs: { open: { default: null } },
      parseDOM: [{ tag: 'li' }],
      toDOM: () => ['li', 0],
    },
    /** A block around others, such as a `<div>`: it stays around them. */
    container: {
      group: 'block',
      content: 'block+',
      attrs: { ...made, close: { default: '' } },
      toDOM: () => ['div', 0],
    },
    /** A block of a kind that is not edited here: it is moved or deleted as a whole. */
    kept: {
      group: 'block',
      atom: true,
      attrs: { ...kept, origin: { default: null } },
      toDOM: ({ attrs }) => ['div', { class: 'kept', dir: 'auto' }, String(attrs['label'])],
    },
    kept_inline: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: kept,
      toDOM: ({ attrs }) => ['span', { class: 'kept' }, String(attrs['label'])],
    },
    hard_break: {
      group: 'inline',
      inline: true,
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
    text: { group: 'inline' },
  },
  marks: {
    link: {
      attrs: { href: {}, open: { default: null } },
      inclusive: false,
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (element) => {
            const href = safeLink(element.getAttribute('href') ?? '');
            return href === undefined ? false : { href };
          },
        },
      ],
      // Without an address of its own: a click in the editor leads nowhere.
      toDOM: ({ attrs }) => ['span', { class: 'link', title: String(attrs['href']) }, 0],
    },
    /** An inline element of another kind, which stays around its text. */
    wrap: {
      attrs: { open: {} },
      excludes: '',
      parseDOM: [
        { tag: 'sub', attrs: { open: '<sub>' } },
        { tag: 'sup', attrs: { open: '<sup>' } },
        { tag: 's', attrs: { open: '<s>' } },
      ],
      toDOM: ({ attrs }) => [SHOWN.has(tagOf(attrs['open'])) ? tagOf(attrs['open']) : 'span', 0],
    },
    strong: {
      attrs: { open: { default: null } },
      parseDOM: [
        { tag: 'strong' },
        { tag: 'b' },
        { style: 'font-weight=bold' },
        { style: 'font-weight=700' },
      ],
      toDOM: () => ['strong', 0],
    },
    em: {
      attrs: { open: { default: null } },
      parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }],
      toDOM: () => ['em', 0],
    },
    underline: {
      attrs: { open: { default: null } },
      parseDOM: [{ tag: 'u' }],
      toDOM: () => ['u', 0],
    },
    colour: {
      attrs: { value: {}, open: { default: null } },
      parseDOM: [
        {
          style: 'color',
          getAttrs: (value) => (isColour(value) ? { value } : false),
        },
      ],
      // The colour is the theme's to lighten or darken: see `.coloured`.
      toDOM: ({ attrs }) => [
        'span',
        { class: 'coloured', style: `--coloured: ${String(attrs['value'])}` },
        0,
      ],
    },
  },
});

/** A colour and nothing else: what is put into a style must not bring more with it. */
export const isColour = (value: string): boolean =>
  /^(?:#[\da-f]{3,8}|[a-z]{3,24}|(?:rgb|hsl)a?\([\d\s.,%/]+\))$/i.test(value.trim());

/** An address of mail, typed without its scheme. */
const MAIL = /^[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#]+$/;
/** A host with a port, which reads like a scheme with a path: `example.edu:8443/x`. */
const HOST_AND_PORT = /^(?:[^\s:/?#]+\.[^\s:/?#]+|localhost):\d{1,5}(?:[/?#]|$)/i;

/** An address that a description may link to, as it is typed or pasted; undefined for any other. */
export function safeLink(typed: string): string | undefined {
  // Links that were copied out of right-to-left texts have marks around them that nobody sees.
  const text = typed.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(text) && !HOST_AND_PORT.test(text);
  const address = MAIL.test(text) ? `mailto:${text}` : hasScheme ? text : `https://${text}`;
  if (text === '' || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  if (protocol === 'mailto:') return address;
  return (protocol === 'https:' || protocol === 'http:') && /[^.]\.[^.]|^localhost$/.test(hostname)
    ? address
    : undefined;
}
