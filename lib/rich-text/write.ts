import type { Mark, Node as DocNode } from 'prosemirror-model';
import { isHtml } from '../room/texts/description.ts';
import { endTag, escapeText, escapeValue } from './markup.ts';
import type { Origin, Reading } from './read.ts';
import { schema } from './schema.ts';

const { nodes, marks } = schema;

/**
 * The description as it is to be stored. A block that is as it was read is written byte for byte; text without any
 * formatting stays plain where it was plain.
 */
export function writeDescription(doc: DocNode, { origins, format }: Reading): string {
  const plain = format === 'plain' ? writePlain(doc, origins) : undefined;
  if (plain !== undefined) return plain;
  if (isEmpty(doc) && (format === 'plain' || originOf(doc.firstChild, origins) === undefined)) return '';
  // What was plain gets its markup now: nothing of it was written as HTML before.
  return writeBlocks(doc, format === 'html' ? origins : []);
}

const isEmpty = (doc: DocNode): boolean =>
  doc.childCount === 1 && doc.firstChild?.type === nodes.paragraph && doc.firstChild.childCount === 0;

/** The origin of a block that is untouched. */
function originOf(node: DocNode | null, origins: readonly Origin[]): Origin | undefined {
  const origin = node && origins[Number(node.attrs['origin'] ?? -1)];
  return origin && node.eq(origin.node) ? origin : undefined;
}

/** Lines of text; undefined where anything is formatted, or would be taken for HTML. */
function writePlain(doc: DocNode, origins: readonly Origin[]): string | undefined {
  const lines: string[] = [];
  for (let index = 0; index < doc.childCount; index += 1) {
    const block = doc.child(index);
    if (block.type !== nodes.paragraph) return undefined;
    const plain = block.children.every(
      (node) => node.marks.length === 0 && (node.isText || node.type === nodes.hard_break),
    );
    if (!plain) return undefined;
    const text = block.children.map((node) => node.text ?? '\n').join('');
    const { tail = '' } = origins[Number(block.attrs['origin'] ?? -1)] ?? {};
    lines.push(text, index === doc.childCount - 1 ? '' : tail === '' ? '\n' : tail);
  }
  const written = lines.join('');
  return isHtml(written) ? undefined : written;
}

function writeBlocks(parent: DocNode, origins: readonly Origin[]): string {
  const written: string[] = [];
  parent.forEach((node, _offset, index) => {
    const beside = [
      index > 0 ? parent.child(index - 1) : undefined,
      index + 1 < parent.childCount ? parent.child(index + 1) : undefined,
    ];
    written.push(writeBlock(node, origins, beside));
  });
  return written.join('');
}

function writeBlock(
  node: DocNode,
  origins: readonly Origin[],
  beside: readonly (DocNode | undefined)[],
): string {
  const untouched = originOf(node, origins);
  if (untouched) return untouched.source;
  const { lead = '', tail = '' } = origins[Number(node.attrs['origin'] ?? -1)] ?? {};
  return `${lead}${blockMarkup(node, origins, beside)}${tail}`;
}

/** The start tag that a node carries; undefined for what the teacher made. */
const openOf = ({ attrs }: DocNode | Mark): string | undefined =>
  typeof attrs['open'] === 'string' ? attrs['open'] : undefined;

function blockMarkup(
  node: DocNode,
  origins: readonly Origin[],
  beside: readonly (DocNode | undefined)[],
): string {
  switch (node.type) {
    case nodes.kept:
      return String(node.attrs['source']);
    case nodes.container:
      return `${openOf(node) ?? '<div>'}${writeBlocks(node, origins)}${String(node.attrs['close'])}`;
    case nodes.bullet_list:
    case nodes.ordered_list: {
      const open = openOf(node) ?? (node.type === nodes.bullet_list ? '<ul>' : '<ol>');
      return `${open}${node.children.map(itemMarkup).join('')}${endTag(open)}`;
    }
    default: {
      // Two texts without a block beside each other would become one.
      const bare = openOf(node) === '' && !beside.some((other) => other && openOf(other) === '');
      const open = bare ? '' : (openOf(node) ?? '') || '<p>';
      const inline = writeInline(node);
      return `${open}${inline === '' && !bare ? '<br>' : inline}${endTag(open)}`;
    }
  }
}

function itemMarkup(item: DocNode): string {
  const open = openOf(item) ?? '<li>';
  const blocks = item.children.map((block, index) =>
    index === 0 && block.type === nodes.paragraph && openOf(block) === undefined
      ? writeInline(block)
      : blockMarkup(block, [], []),
  );
  return `${open}${blocks.join('')}</li>`;
}

/** Text with its marks as nested elements. */
function writeInline(block: DocNode): string {
  let written = '';
  let active: readonly Mark[] = [];
  const closeTo = (depth: number): void => {
    written += active
      .slice(depth)
      .reverse()
      .map((mark) => endTag(markTag(mark)))
      .join('');
    active = active.slice(0, depth);
  };
  block.forEach((node) => {
    const same = active.findIndex((mark, index) => !node.marks[index]?.eq(mark));
    closeTo(same < 0 ? active.length : same);
    written += node.marks.slice(active.length).map(markTag).join('');
    active = node.marks;
    written += inlineMarkup(node);
  });
  closeTo(0);
  return written;
}

function inlineMarkup(node: DocNode): string {
  if (node.type === nodes.hard_break) return '<br>';
  if (node.type === nodes.kept_inline) return String(node.attrs['source']);
  return escapeText(node.text ?? '');
}

function markTag(mark: Mark): string {
  const open = openOf(mark);
  if (open !== undefined) return open;
  switch (mark.type) {
    case marks.link:
      return `<a href="${escapeValue(String(mark.attrs['href']))}">`;
    case marks.colour:
      return `<span style="color: ${escapeValue(String(mark.attrs['value']))}">`;
    case marks.em:
      return '<em>';
    case marks.underline:
      return '<u>';
    default:
      return '<strong>';
  }
}
