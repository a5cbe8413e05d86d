import { Fragment, type Node as DocNode, type NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { type Command, TextSelection } from 'prosemirror-state';
import { schema } from '../../../lib/rich-text/schema.ts';

const { nodes } = schema;

const isList = (node: DocNode): boolean =>
  node.type === nodes.bullet_list || node.type === nodes.ordered_list;

/**
 * The button of a kind of list. At a caret in such a list it leaves it, in one of the other kind it changes it. On a
 * selection it makes one list of whatever is selected, paragraphs and lists; where all of it is such lists, paragraphs.
 */
export function toggleList(type: NodeType): Command {
  return (state, dispatch, view) => {
    const { $from, $to } = state.selection;
    const range = $from.blockRange(
      $to,
      ({ type: parent }) => parent === nodes.doc || parent === nodes.container,
    );
    if (!range) return false;
    const blocks = range.parent.children.slice(range.startIndex, range.endIndex);
    const [only, ...others] = blocks;
    if (
      only &&
      others.length === 0 &&
      !state.selection.empty &&
      isWhole(only, $from.pos, $to.pos, range.start)
    ) {
      if (only.type === type)
        return replace(range.start, range.end, Fragment.from(linesOf(only)))(state, dispatch);
    }
    if (only && others.length === 0 && isList(only)) {
      if (only.type === type) return liftListItem(nodes.list_item)(state, dispatch, view);
      dispatch?.(state.tr.setNodeMarkup(range.start, type, { ...only.attrs, open: null }));
      return true;
    }
    if (only?.type === nodes.paragraph && others.length === 0) return wrapInList(type)(state, dispatch, view);
    const content = blocks.every((block) => block.type === type)
      ? Fragment.from(blocks.flatMap(linesOf))
      : Fragment.from(listed(blocks, type));
    if (content.eq(Fragment.from(blocks))) return false;
    return replace(range.start, range.end, content)(state, dispatch);
  };
}

/** Whether a selection reaches from the first to the last line of a list that begins at `start`. */
const isWhole = (list: DocNode, from: number, to: number, start: number): boolean =>
  isList(list) && list.childCount > 1 && from <= start + 3 && to >= start + list.nodeSize - 3;

const replace =
  (from: number, to: number, content: Fragment): Command =>
  ({ tr }, dispatch) => {
    tr.replaceWith(from, to, content);
    tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(from + content.size)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };

/** Blocks with all that can be a list's item in lists; what is not edited here stays between them. */
function listed(blocks: readonly DocNode[], type: NodeType): DocNode[] {
  const made: DocNode[] = [];
  let items: DocNode[] = [];
  const end = (): void => {
    if (items.length > 0) made.push(type.create(null, items));
    items = [];
  };
  for (const block of blocks) {
    if (block.type === nodes.paragraph) items.push(nodes.list_item.create(null, asItem(block)));
    else if (isList(block)) items.push(...block.children);
    else {
      end();
      made.push(
        block.type === nodes.container ? block.copy(Fragment.from(listed(block.children, type))) : block,
      );
    }
  }
  end();
  return made;
}

/** A paragraph without its own tag: an item needs none in it. A heading keeps its own. */
const asItem = (paragraph: DocNode): DocNode => {
  const isHeading = /^<h[1-6]/i.test(String(paragraph.attrs['open']));
  return isHeading ? paragraph : nodes.paragraph.create(null, paragraph.content);
};

/** The lines of a list, of all its levels. */
const linesOf = (node: DocNode): DocNode[] =>
  isList(node) || node.type === nodes.list_item ? node.children.flatMap(linesOf) : [node];
