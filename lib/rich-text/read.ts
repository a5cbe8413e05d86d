import { type Mark, Node as DocNode } from 'prosemirror-model';
import { descriptionAsText, isHtml } from '../room/texts/description.ts';
import { readInline } from './inline.ts';
import { isBlankText, isBlock, isElement, markupOf, startTag } from './markup.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { schema } from './schema.ts';

/** A block as it was stored, and as the editor first held it: as long as the two are the same, it is untouched. */
export interface Origin {
  readonly node: DocNode;
  readonly source: string;
  readonly lead: string;
  readonly tail: string;
}

/** A stored description in the editor. */
export interface Reading {
  readonly doc: DocNode;
  /** By the number that the blocks carry as `origin`. */
  readonly origins: readonly Origin[];
  /** Kaltura does not say whether a description is HTML (see `isHtml`). */
  readonly format: 'html' | 'plain';
}

const { nodes } = schema;

const TEXT_BLOCKS = new Set('P H1 H2 H3 H4 H5 H6 DIV ADDRESS ARTICLE BLOCKQUOTE CENTER SECTION'.split(' '));
const CONTAINERS = new Set('DIV ARTICLE BLOCKQUOTE CENTER SECTION'.split(' '));

/** @param parser parses into a document of its own, in which nothing is loaded and nothing runs */
export function readDescription(description: string, parser: DOMParser): Reading {
  const origins: Origin[] = [];
  if (!isHtml(description)) {
    const lines = description.split(/(?<=\n)/);
    if (lines.at(-1)?.endsWith('\n')) lines.push('');
    const blocks = lines.map((source, origin) => {
      const tail = /\r?\n$/.exec(source)?.[0] ?? '';
      const text = source.slice(0, source.length - tail.length);
      const node = nodes.paragraph.create({ origin }, text === '' ? null : schema.text(text));
      origins.push({ node, source, lead: '', tail });
      return node;
    });
    return { doc: nodes.doc.create(null, blocks), origins, format: 'plain' };
  }
  const blocks = readBlocks(description, parser, origins, 0);
  const doc = nodes.doc.create(null, blocks.length > 0 ? blocks : nodes.paragraph.create());
  return { doc, origins, format: 'html' };
}

/** Blocks in blocks, and lists in lists, that are edited each for itself; what is deeper is kept as a whole. */
const DEEPEST = 8;

function readBlocks(html: string, parser: DOMParser, origins: Origin[], depth: number): DocNode[] {
  const pieces = piecesOf(html, parser);
  if (!pieces) return [keep({ source: html, lead: '', tail: '' }, parser, origins)];
  return pieces.map((piece) => readBlock(piece, parser, origins, depth));
}

/** The block of a piece; one that is not edited here where its markup is of another kind. */
function readBlock(piece: Piece, parser: DOMParser, origins: Origin[], depth: number): DocNode {
  const origin = origins.length;
  const [element, ...others] = piece.nodes.filter((node) => !isBlankText(node));
  const remember = (node: DocNode): DocNode => {
    origins[origin] = { node, source: piece.source, lead: piece.lead, tail: piece.tail };
    return node;
  };
  if (piece.open === '') {
    const content = readInline(piece.nodes, NO_MARKS);
    return content
      ? remember(nodes.paragraph.create({ open: '', origin }, content))
      : keep(piece, parser, origins);
  }
  // Tags that are crossed or not closed make something else of the piece than its tags say.
  const block = others.length === 0 && element && isElement(element) ? element : undefined;
  if (!block || !opens(piece.open, block.localName)) return keep(piece, parser, origins);
  if (block.nodeName === 'UL' || block.nodeName === 'OL') {
    const items = readItems(block, parser, 0);
    const type = block.nodeName === 'UL' ? nodes.bullet_list : nodes.ordered_list;
    return items ? remember(type.create({ open: piece.open, origin }, items)) : keep(piece, parser, origins);
  }
  const container = CONTAINERS.has(block.nodeName) && [...block.childNodes].some(isBlock);
  if (container && piece.close !== '' && depth < DEEPEST) {
    // Its number is taken before its blocks take theirs.
    origins.push({
      node: nodes.paragraph.create(),
      source: piece.source,
      lead: piece.lead,
      tail: piece.tail,
    });
    const inside = readBlocks(piece.inner, parser, origins, depth + 1);
    return remember(nodes.container.create({ open: piece.open, close: piece.close, origin }, inside));
  }
  const content = TEXT_BLOCKS.has(block.nodeName) ? readInline([...block.childNodes], NO_MARKS) : undefined;
  return content
    ? remember(nodes.paragraph.create({ open: piece.open, origin }, content))
    : keep(piece, parser, origins);
}

/** Whether a start tag is that of an element by this name. */
const opens = (tag: string, name: string): boolean =>
  tag.slice(1, name.length + 1).toLowerCase() === name && /^[\s/>]/.test(tag.slice(name.length + 1));

const NO_MARKS: readonly Mark[] = [];

function keep(
  { source, lead, tail }: Pick<Piece, 'source' | 'lead' | 'tail'>,
  parser: DOMParser,
  origins: Origin[],
): DocNode {
  const label = descriptionAsText(source, parser);
  const node = nodes.kept.create({ source, label, origin: origins.length });
  origins.push({ node, source, lead, tail });
  return node;
}

/** The items of a list; undefined where it holds anything else. */
function readItems(list: Element, parser: DOMParser, depth: number): DocNode[] | undefined {
  if (depth > DEEPEST) return undefined;
  const items = [...list.childNodes].filter((node) => node.nodeType !== 8 && !isBlankText(node));
  const read = items.map((item) =>
    isElement(item) && item.nodeName === 'LI' ? readItem(item, parser, depth) : undefined,
  );
  return read.length > 0 && read.every((item) => item !== undefined) ? read : undefined;
}

/** `<li>text</li>`, `<li><p>text</p></li>`, and lists in it. */
function readItem(item: Element, parser: DOMParser, depth: number): DocNode | undefined {
  const children = [...item.childNodes];
  const first = children.findIndex(isBlock);
  const before = first < 0 ? children : children.slice(0, first);
  const rest = first < 0 ? [] : children.slice(first).filter((node) => !isBlankText(node));
  const text = readInline(before, NO_MARKS);
  const after = rest.map((node) => readItemBlock(node, parser, depth));
  if (!text || after.some((node) => node === undefined)) return undefined;
  const blocks = after.filter((node) => node !== undefined);
  const lead =
    text.length > 0 || blocks[0]?.type !== nodes.paragraph ? [nodes.paragraph.create(null, text)] : [];
  return nodes.list_item.create({ open: startTag(item) }, [...lead, ...blocks]);
}

function readItemBlock(node: Node, parser: DOMParser, depth: number): DocNode | undefined {
  if (!isElement(node) || !isBlock(node)) return undefined;
  if (node.nodeName === 'UL' || node.nodeName === 'OL') {
    const items = readItems(node, parser, depth + 1);
    const type = node.nodeName === 'UL' ? nodes.bullet_list : nodes.ordered_list;
    return items && type.create({ open: startTag(node) }, items);
  }
  const content = TEXT_BLOCKS.has(node.nodeName) ? readInline([...node.childNodes], NO_MARKS) : undefined;
  if (content) return nodes.paragraph.create({ open: startTag(node) }, content);
  const source = markupOf(node);
  return nodes.kept.create({ source, label: descriptionAsText(source, parser) });
}
