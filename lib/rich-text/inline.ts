import type { Mark, Node as DocNode } from 'prosemirror-model';
import { isBlock, isElement, markupOf, startTag } from './markup.ts';
import { isColour, safeLink, schema } from './schema.ts';

/** Inline elements without a text that could be edited. */
const ATOMS = new Set(
  (
    'AUDIO BUTTON CANVAS EMBED IFRAME IMG INPUT MAP MATH METER NOSCRIPT OBJECT PICTURE PROGRESS SCRIPT SELECT ' +
    'STYLE SVG TEMPLATE TEXTAREA TITLE VIDEO WBR LINK META'
  ).split(' '),
);
const STRONG = new Set(['B', 'STRONG']);
const EM = new Set(['I', 'EM']);

/** Marks around marks; what is deeper is not edited here. */
const DEEPEST = 50;

/** Text with its marks, as a browser would show it; undefined where there is a block in it, or where it is too deep. */
export function readInline(children: readonly Node[], marks: readonly Mark[]): DocNode[] | undefined {
  const found: DocNode[] = [];
  const walk = (node: Node, around: readonly Mark[]): boolean => {
    if (around.length > DEEPEST) return false;
    if (node.nodeType === 3) {
      const text = collapse(node.textContent ?? '', found.at(-1));
      if (text !== '') found.push(schema.text(text, around));
      return true;
    }
    // A comment is seen by nobody: it stays in a block that is not touched.
    if (!isElement(node)) return true;
    if (isBlock(node)) return false;
    if (node.nodeName === 'BR') {
      found.push(schema.nodes.hard_break.create(null, null, around));
      return true;
    }
    if (ATOMS.has(node.nodeName.toUpperCase())) {
      const label = node.getAttribute('alt') ?? node.getAttribute('title') ?? node.localName;
      found.push(
        schema.nodes.kept_inline.create({ source: markupOf(node), label: `[${label}]` }, null, around),
      );
      return true;
    }
    const inside = markOf(node).addToSet(around);
    return [...node.childNodes].every((child) => walk(child, inside));
  };
  if (!children.every((child) => walk(child, marks))) return undefined;
  return trimmed(found);
}

/** White space as it is shown: one space, and none after another or a break. */
function collapse(text: string, before: DocNode | undefined): string {
  const one = text.replace(/[ \t\r\n\f]+/g, ' ');
  const atStart =
    before === undefined || before.type === schema.nodes.hard_break || before.text?.endsWith(' ') === true;
  return atStart ? one.replace(/^ /, '') : one;
}

/** Without the space at the end, which nobody sees, and the break that only gives an empty line its height. */
function trimmed(found: readonly DocNode[]): DocNode[] {
  const last = found.at(-1);
  if (last?.type === schema.nodes.hard_break) return found.slice(0, -1);
  if (last?.isText !== true || last.text?.endsWith(' ') !== true) return [...found];
  const text = last.text.slice(0, -1);
  return [...found.slice(0, -1), ...(text === '' ? [] : [schema.text(text, last.marks)])];
}

function markOf(element: Element): Mark {
  const open = startTag(element);
  const { marks } = schema;
  if (STRONG.has(element.nodeName)) return marks.strong.create({ open });
  if (EM.has(element.nodeName)) return marks.em.create({ open });
  if (element.nodeName === 'U') return marks.underline.create({ open });
  const value = colourOf(element);
  if (value !== undefined) return marks.colour.create({ value, open });
  const written = element.nodeName === 'A' ? (element.getAttribute('href') ?? '') : '';
  // A link without a host of its own is of the page that it stands in: it is kept as it is.
  const href = /^(?:https?|mailto):/i.test(written) ? safeLink(written) : undefined;
  return href === undefined ? marks.wrap.create({ open }) : marks.link.create({ href, open });
}

/** The colour of an element that gives its text a colour and nothing else. */
function colourOf(element: Element): string | undefined {
  const [attribute, ...others] = [...element.attributes];
  if (attribute === undefined || others.length > 0) return undefined;
  const value =
    element.nodeName === 'FONT' && attribute.name === 'color'
      ? attribute.value
      : element.nodeName === 'SPAN' && attribute.name === 'style'
        ? onlyColour(attribute.value)
        : undefined;
  return value !== undefined && isColour(value) ? value : undefined;
}

/** The colour in a style that says nothing else. */
function onlyColour(style: string): string | undefined {
  const [rule = '', ...others] = style.split(';').filter((part) => part.trim() !== '');
  const [name, value, ...more] = rule.split(':').map((part) => part.trim());
  return others.length === 0 && more.length === 0 && name?.toLowerCase() === 'color' ? value : undefined;
}
