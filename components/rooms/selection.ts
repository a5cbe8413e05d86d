/** What is chosen of a list, and where in it the keyboard is. Pure: the list itself, as ids in its order, comes in. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** The row that the keyboard is on. */
  readonly active: string | undefined;
  /** From where a range goes. */
  readonly anchor: string | undefined;
}

export const NOTHING_CHOSEN: Selection = { chosen: new Set(), active: undefined, anchor: undefined };

/** So many rows a page, for PageUp and PageDown. */
const PAGE = 10;

/** A click on a row; with Shift, on all rows from the one before to it. */
export function clicked(selection: Selection, ids: readonly string[], id: string, shift: boolean): Selection {
  return shift ? ranged(selection, ids, id) : toggled(selection, id);
}

function toggled({ chosen }: Selection, id: string): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: next, active: id, anchor: id };
}

function ranged(selection: Selection, ids: readonly string[], id: string): Selection {
  const to = ids.indexOf(id);
  const from = selection.anchor === undefined ? to : ids.indexOf(selection.anchor);
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { chosen: new Set([...selection.chosen, ...range]), active: id, anchor: selection.anchor ?? id };
}

export interface Key {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or ⌘. */
  readonly ctrl: boolean;
}

/** A key, as the pattern of the listbox has it; undefined: it means nothing here. */
export function keyed(
  selection: Selection,
  ids: readonly string[],
  { key, shift, ctrl }: Key,
): Selection | undefined {
  if (ids.length === 0) return undefined;
  if (key === 'a' && ctrl) return withAll(selection, ids);
  const at = selection.active === undefined ? -1 : ids.indexOf(selection.active);
  const here = ids[at];
  if (key === ' ') return here === undefined ? undefined : clicked(selection, ids, here, shift);
  const to = targetOf(key, at, ids.length);
  const id = to === undefined ? undefined : ids[Math.max(0, Math.min(ids.length - 1, to))];
  if (id === undefined) return undefined;
  return shift
    ? ranged({ ...selection, anchor: selection.anchor ?? here }, ids, id)
    : { ...selection, active: id };
}

function targetOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return at + PAGE;
    case 'PageUp':
      return at - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** All of a list, beside what is chosen already. */
export const withAll = (selection: Selection, ids: readonly string[]): Selection => ({
  ...selection,
  chosen: new Set([...selection.chosen, ...ids]),
});
