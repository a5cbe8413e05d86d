import { signal, type ReadonlySignal } from '@preact/signals';
import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { DOMSerializer, type MarkType, type NodeType, Slice } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { type Command, EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { cleanPaste } from '../../../lib/rich-text/paste/clean.ts';
import { readDescription } from '../../../lib/rich-text/read.ts';
import { safeLink, schema } from '../../../lib/rich-text/schema.ts';
import { writeDescription } from '../../../lib/rich-text/write.ts';
import { toggleList } from './lists.ts';

const { marks, nodes } = schema;

export interface EditorOptions {
  readonly value: string;
  readonly readOnly: boolean;
  /** Gets the description as it is to be stored, at each change of it. */
  readonly onChange: (description: string) => void;
  /** The teacher asked for a link by its shortcut. */
  readonly onLink: () => void;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The editor of one description. */
export interface Editor {
  readonly state: ReadonlySignal<EditorState>;
  readonly run: (command: Command) => void;
  readonly focus: () => void;
  readonly setReadOnly: (readOnly: boolean) => void;
  readonly destroy: () => void;
}

export const COMMANDS = {
  bold: toggleMark(marks.strong),
  italic: toggleMark(marks.em),
  underline: toggleMark(marks.underline),
  bullets: toggleList(nodes.bullet_list),
  numbers: toggleList(nodes.ordered_list),
  undo,
  redo,
} as const satisfies Readonly<Record<string, Command>>;

/** Puts an editor of a description into a place of the window. */
export function mountEditor(place: HTMLElement, options: EditorOptions): Editor {
  const reading = readDescription(options.value, new DOMParser());
  let readOnly = options.readOnly;
  const state = signal(
    EditorState.create({
      doc: reading.doc,
      plugins: [keymap(keysOf(options)), keymap(baseKeymap), history()],
    }),
  );
  const view = new EditorView(
    { mount: place },
    {
      state: state.value,
      editable: () => !readOnly,
      attributes: { ...options.attributes },
      clipboardSerializer,
      transformPastedHTML: (html) => cleanPaste(html, new DOMParser()),
      ...ownCopies(),
      dispatchTransaction(transaction) {
        const next = view.state.apply(transaction);
        view.updateState(next);
        state.value = next;
        if (transaction.docChanged) options.onChange(writeDescription(next.doc, reading));
      },
    },
  );
  return {
    state,
    run: (command) => {
      command(view.state, view.dispatch, view);
      view.focus();
    },
    focus: () => view.focus(),
    setReadOnly: (value) => {
      readOnly = value;
      view.setProps({});
    },
    destroy: () => view.destroy(),
  };
}

/** The usual keys. Tab is not among them: it leaves the field. */
const keysOf = ({ onLink }: EditorOptions): Record<string, Command> => {
  const lineBreak: Command = chainCommands(exitCode, (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
    return true;
  });
  return {
    'Mod-b': COMMANDS.bold,
    'Mod-i': COMMANDS.italic,
    'Mod-u': COMMANDS.underline,
    'Mod-Shift-8': COMMANDS.bullets,
    'Mod-Shift-7': COMMANDS.numbers,
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    'Mod-k': () => {
      onLink();
      return true;
    },
    Enter: splitListItem(nodes.list_item),
    'Shift-Enter': lineBreak,
    'Mod-]': sinkListItem(nodes.list_item),
    'Mod-[': liftListItem(nodes.list_item),
  };
};

/** Gives the selection a mark with these attributes, or takes it away. */
export const setMark =
  (type: MarkType, attributes: Readonly<Record<string, string>> | undefined): Command =>
  (state, dispatch) => {
    const { from, to, empty } = state.selection;
    const { tr } = state;
    if (empty) {
      if (attributes) tr.addStoredMark(type.create(attributes));
      else tr.removeStoredMark(type);
    } else {
      tr.removeMark(from, to, type);
      if (attributes) tr.addMark(from, to, type.create(attributes));
    }
    dispatch?.(tr);
    return true;
  };

/** A link on the selection; where nothing is selected, its address becomes the text. `undefined` takes it away. */
export const setLink =
  (typed: string | undefined): Command =>
  (state, dispatch) => {
    const href = typed === undefined ? undefined : safeLink(typed);
    if (typed !== undefined && href === undefined) return false;
    const { from, to, empty } = wholeLink(state) ?? state.selection;
    if (href !== undefined && empty) {
      dispatch?.(
        state.tr.replaceSelectionWith(
          schema.text(typed?.trim() ?? href, [marks.link.create({ href })]),
          false,
        ),
      );
      return true;
    }
    const tr = state.tr.removeMark(from, to, marks.link);
    dispatch?.(href === undefined ? tr : tr.addMark(from, to, marks.link.create({ href })));
    return true;
  };

/** The link in which the caret stands, from end to end. */
function wholeLink({
  selection: { $from, empty },
}: EditorState): { from: number; to: number; empty: false } | undefined {
  const link = $from.marks().find(({ type }) => type === marks.link);
  if (!empty || !link) return undefined;
  let start = $from.start();
  const runs: { from: number; to: number; empty: false }[] = [];
  for (const child of $from.parent.children) {
    const end = start + child.nodeSize;
    if (child.marks.some((mark) => mark.eq(link))) {
      const last = runs.at(-1);
      if (last?.to === start) last.to = end;
      else runs.push({ from: start, to: end, empty: false });
    }
    start = end;
  }
  return runs.find(({ from, to }) => from <= $from.pos && $from.pos <= to);
}

/** Whether the selection is in such a mark or list, and with which attributes. */
export function activeMark(
  state: EditorState,
  type: MarkType,
): Readonly<Record<string, unknown>> | undefined {
  const { from, to, $from, empty } = state.selection;
  if (empty) return (state.storedMarks ?? $from.marks()).find((mark) => mark.type === type)?.attrs;
  let found: Readonly<Record<string, unknown>> | undefined;
  state.doc.nodesBetween(from, to, (node) => {
    found ??= node.marks.find((mark) => mark.type === type)?.attrs;
  });
  return found;
}

/** Whether the innermost list around the selection is of this type. */
export function inList({ selection: { $from } }: EditorState, type: NodeType): boolean {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === nodes.bullet_list || node.type === nodes.ordered_list) return node.type === type;
  }
  return false;
}

/** What is copied out of the editor has real links and colours, for wherever it is pasted. */
const clipboardSerializer = new DOMSerializer(DOMSerializer.nodesFromSchema(schema), {
  ...DOMSerializer.marksFromSchema(schema),
  link: ({ attrs }) => ['a', { href: String(attrs['href']) }, 0],
  colour: ({ attrs }) => ['span', { style: `color: ${String(attrs['value'])}` }, 0],
});

/** What was cut here comes back whole, with the blocks of which a clipboard would only know the text. */
function ownCopies() {
  let copied: Slice | undefined;
  const textOf = ({ content }: Slice): string =>
    content.textBetween(0, content.size, '', (leaf) => String(leaf.attrs['label'] ?? '')).replace(/\s/g, '');
  return {
    transformCopied(slice: Slice): Slice {
      copied = slice;
      return slice;
    },
    transformPasted(slice: Slice): Slice {
      if (copied && textOf(copied) === textOf(slice)) return copied;
      // A heading that comes first stays one, and does not become part of the paragraph at the caret.
      const isHeading = /^<h[1-6]>$/.test(String(slice.content.firstChild?.attrs['open']));
      return isHeading ? new Slice(slice.content, 0, slice.openEnd) : slice;
    },
  };
}
