import type { Call } from '../../kaltura/call.ts';
import { cloneEntry, type Entry, NO_PEOPLE, updateEntry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Multirequest, Slot } from '../../kaltura/multirequest.ts';
import type { ResultToken } from '../../kaltura/token.ts';
import { type Choice, leftOutChildren } from '../../room/choice.ts';
import { type SettingsSource, templateOf } from '../../room/parts/settings.ts';
import { type Room, roomKind } from '../../room/room.ts';

/** A child to be copied. */
export interface ChildPlan {
  readonly source: EntryId;
  readonly objectType: string;
  /** Undefined: the room itself. */
  readonly parent: EntryId | undefined;
  /** `clone` loses it; only breakout rooms have one. */
  readonly roomType: number | undefined;
}

/** The room's children as they are to be copied, each after its parent; without those that are left out. */
export function planChildren({ children }: Room, leaveOut: readonly Choice[]): ChildPlan[] {
  const out = leftOutChildren(children, leaveOut);
  const due = children.filter(({ id }) => !out.has(id));
  const ids = new Set<string>(due.map(({ id }) => id));
  return due.map((child) => ({
    source: child.id,
    objectType: child.objectType,
    // A parent that is among the children has been read as an entry, so its id is one.
    parent: ids.has(child.parentEntryId ?? '') ? (child.parentEntryId as EntryId) : undefined,
    roomType: child.roomType,
  }));
}

/** Where the two calls of a child stand in a multirequest. */
export interface ChildSlots {
  readonly plan: ChildPlan;
  readonly cloned: Slot<Entry>;
  readonly moved: Slot<Entry>;
}

/**
 * Adds a child's clone and its move under the new room. Children keep co-editors of their own when they are cloned,
 * so each is cleared (kaltura-api facts 11).
 */
export function addChild(
  chain: Multirequest,
  plan: ChildPlan,
  parent: EntryId | ResultToken,
  source: EntryId | ResultToken = plan.source,
): ChildSlots {
  const cloned = chain.add(cloneEntry(source));
  const moved = chain.add(moveChild(plan, cloned.id(), parent));
  return { plan, cloned, moved };
}

/**
 * A child's id whose first digit is read from the new room's answer, so that a chain that was stopped at its guard
 * clones no child either. Ids begin with the number of their data centre, 0 or 1; where no field of the room holds
 * it, the id stands as it is.
 */
export function idBehindGuard(source: EntryId, room: Slot<Entry>, original: Entry): EntryId | ResultToken {
  const [centre, rest] = [source.slice(0, 1), source.slice(1)];
  if (String(original.roomType) === centre) return room.number('roomType', rest);
  return String(original.partnerSortValue) === centre ? room.number('partnerSortValue', rest) : source;
}

export function moveChild(
  { objectType, roomType }: ChildPlan,
  copy: EntryId | ResultToken,
  parent: EntryId | ResultToken,
): Call<Entry> {
  return updateEntry(copy, objectType, {
    parentEntryId: parent,
    ...(roomType !== undefined && { roomType }),
    ...NO_PEOPLE,
  });
}

/** Takes away every right that the original's people have on the copy, and gives a room its type back. */
export function clearPeople(copy: EntryId | ResultToken, original: Entry): Call<Entry> {
  const { objectType, roomType } = original;
  return updateEntry(copy, objectType, { ...NO_PEOPLE, ...(roomType !== undefined && { roomType }) });
}

/** Undefined for a legacy room, which has no such field. */
export function setTemplate(
  copy: EntryId | ResultToken,
  original: Entry,
  from: SettingsSource,
): Call<Entry> | undefined {
  return roomKind(original) === 'room'
    ? updateEntry(copy, original.objectType, { templateRoomEntryId: templateOf(original, from) })
    : undefined;
}
