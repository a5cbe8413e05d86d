import type { CopiedEntry, Entry } from '../../kaltura/entry.ts';
import type { EntryId, UserId } from '../../kaltura/ids.ts';
import { type ChildKind, childKind, type CopiedRoom, type Room } from '../room.ts';
import type { Choice } from '../choice.ts';
import type { Note, PartName, PartReport, Reason } from '../report/report.ts';
import type { RoomTexts, TextField } from '../texts/texts.ts';
import type { SettingsSource } from '../settings-source.ts';

/** The original and its copy, both as read from the server, with what was asked for. */
export interface Comparison {
  /** As it was to be copied: without the children that are left out. */
  readonly original: Room;
  readonly copy: CopiedRoom;
  /** Child of the original → its copy. A child that could not be copied is missing here. */
  readonly copies: ReadonlyMap<EntryId, EntryId>;
  readonly wanted: RoomTexts;
  /** Texts that the server refused: the copy keeps the original's. */
  readonly refusedTexts: readonly TextField[];
  /** Who cloned. */
  readonly user: UserId;
  readonly leaveOut: readonly Choice[];
  /** Children of the original that are left out. */
  readonly leftOut: readonly Entry[];
  /** Children that were deleted after the room was read. */
  readonly gone: readonly Entry[];
  /** Children of which a copy stands outside the new room: a server that died in a request has left it there. */
  readonly loose: ReadonlySet<EntryId>;
  readonly settingsFrom: SettingsSource;
  /** The server's clock, in unix seconds. */
  readonly now: number;
}

/** How a part of the copy is held against the original. Pure: it reads nothing but its argument. */
export type Check = (comparison: Comparison) => PartReport;

/** A child of the original beside its copy. */
export interface Pair {
  readonly original: Entry;
  readonly copy: CopiedEntry | undefined;
}

/** The children of some kind, each with its copy where there is one. */
export function pairs({ original, copy, copies }: Comparison, kind?: ChildKind): Pair[] {
  const byId = new Map(copy.children.map((child) => [child.id, child]));
  return original.children
    .filter((child) => kind === undefined || childKind(child) === kind)
    .map((child) => {
      const id = copies.get(child.id);
      return { original: child, copy: id && byId.get(id) };
    });
}

/** Where the copy of a child belongs: under the copy of the child's own parent. */
export function expectedParent({ original, copy, copies }: Comparison, child: Entry): EntryId | undefined {
  if (child.parentEntryId === original.entry.id) return copy.entry.id;
  return [...copies].find(([source]) => source === child.parentEntryId)?.[1];
}

/** A line about what belongs to entries, where the session sees nothing of some of them: those are named. */
export function unseenIn({ original }: Comparison, line: PartReport): PartReport {
  const { attached } = original.unseen;
  const names = original.children.filter(({ id }) => attached.includes(id)).map(({ name }) => name);
  return names.length === 0 ? line : notTicked(line, names);
}

/** A line about children, where the session's lists may leave out what others put into the room. */
export const childrenUnseenIn = ({ original }: Comparison, line: PartReport): PartReport =>
  original.unseen.children ? notTicked(line, []) : line;

/** What cannot be seen is never ticked: neither "copied" nor "none". */
function notTicked(line: PartReport, names: readonly string[]): PartReport {
  switch (line.outcome) {
    case 'none':
      return { part: line.part, outcome: 'notCopied', of: undefined, reason: 'unseen', names };
    case 'copied':
      return { ...line, outcome: 'incomplete', reason: 'unseen', names };
    case 'incomplete':
    case 'notCopied':
      return line;
  }
}

/** The line of a kind of children of which none is to be copied, since the teacher left them out; else undefined. */
export function leftOutOf(
  { original, leftOut }: Comparison,
  part: PartName,
  kind: ChildKind,
): PartReport | undefined {
  const of = leftOut.filter((child) => childKind(child) === kind).length;
  const due = original.children.some((child) => childKind(child) === kind);
  return of > 0 && !due ? { part, outcome: 'notCopied', of, reason: 'leftOut', names: [] } : undefined;
}

/** `none` for nothing, `copied` when nothing is wrong, else `incomplete` with the names of what is. */
export function counted(
  part: PartName,
  of: number,
  wrong: readonly string[],
  { reason = 'missing', notes = [] }: { reason?: Reason; notes?: readonly Note[] } = {},
): PartReport {
  if (of === 0 && wrong.length === 0) return { part, outcome: 'none' };
  if (wrong.length === 0) return { part, outcome: 'copied', count: of, of, notes };
  const count = Math.max(0, of - wrong.length);
  return { part, outcome: 'incomplete', count, of, reason, names: wrong, notes };
}

/** The items of `original` that `copy` lacks, each counted as often as it occurs. */
export function lacking<T>(original: readonly T[], copy: readonly T[], key: (item: T) => string): T[] {
  const left = new Map<string, number>();
  for (const item of copy) left.set(key(item), (left.get(key(item)) ?? 0) + 1);
  return original.filter((item) => {
    const there = left.get(key(item)) ?? 0;
    left.set(key(item), there - 1);
    return there <= 0;
  });
}
