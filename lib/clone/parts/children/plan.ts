import type { ChildPlan } from '../plans.ts';
import type { Entry } from '../../../kaltura/entry.ts';
import {
  type ChangedEntry,
  cloneEntry,
  type EntryCopy,
  type EntryNumbers,
  moveEntry,
  updateEntry,
} from '../../../kaltura/entry-changes.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import type { Multirequest, Slot } from '../../../kaltura/transport/multirequest.ts';
import type { ResultToken } from '../../../kaltura/token.ts';
import { type Choice, leftOutChildren, withBelow } from '../../../room/choice.ts';
import { type Room, unseenQuizzes } from '../../../room/room.ts';

/**
 * The room's children as they are to be copied, each after its parent; without those that are left out, and without
 * quizzes of which the questions cannot be copied.
 */
export function planChildren(original: Room, leaveOut: readonly Choice[]): ChildPlan[] {
  const { children } = original;
  const out = leftOutChildren(children, leaveOut);
  const quizzes = unseenQuizzes(original);
  const withheld = withBelow(children, ({ id }) => quizzes.includes(id));
  const due = children.filter(({ id }) => !out.has(id) && !withheld.has(id));
  const ids = new Set<string>(due.map(({ id }) => id));
  return due.map((child) => ({
    source: child.id,
    objectType: child.objectType,
    // A parent that is among the children has been read as an entry, so its id is one.
    parent: ids.has(child.parentEntryId ?? '') ? (child.parentEntryId as EntryId) : undefined,
    roomType: child.roomType,
    template: child.templateRoomEntryId,
  }));
}

/** Where the two calls of a child stand in a multirequest. */
export interface ChildSlots {
  readonly plan: ChildPlan;
  readonly cloned: Slot<EntryCopy>;
  readonly moved: Slot<ChangedEntry>;
}

/**
 * Adds a child's clone and its move under the new room. Children keep co-editors of their own when they are cloned,
 * so each is cleared (docs/facts/kaltura-api.md#22-measured-recipe).
 */
export function addChild(
  chain: Multirequest,
  plan: ChildPlan,
  parent: EntryId | ResultToken,
  source: EntryId | ResultToken = plan.source,
): ChildSlots {
  const cloned = chain.add(cloneEntry(source));
  const moved = addMove(chain, plan, cloned.id(), parent);
  return { plan, cloned, moved };
}

/**
 * Adds the move of a child's copy under its parent, and gives a breakout room its template back: by itself, since a
 * template that was deleted since is refused, and the move with it (recorded scenario `room-references`).
 */
export function addMove(
  chain: Multirequest,
  plan: ChildPlan,
  copy: EntryId | ResultToken,
  parent: EntryId | ResultToken,
): Slot<ChangedEntry> {
  const { objectType, roomType, template } = plan;
  const room = roomType === undefined ? undefined : { objectType, roomType };
  const moved = chain.add(moveEntry(copy, parent, room));
  if (template) chain.add(updateEntry(copy, objectType, { templateRoomEntryId: template }));
  return moved;
}

/**
 * A child's id whose first digit is read from the new room's answer, so that a chain that was stopped at its guard
 * clones no child either. Ids begin with the number of their data centre, 0 or 1.
 * @returns undefined where no field of the room holds that: the child must wait until there is a room
 */
export function idBehindGuard(
  source: EntryId,
  copy: Slot<EntryNumbers>,
  original: Entry,
): ResultToken | undefined {
  const field = guardField(source, original);
  return field && copy.number(field, source.slice(1));
}

/** The field of the room's that holds the first digit of an id. */
export function guardField(source: EntryId, original: Entry): 'roomType' | 'partnerSortValue' | undefined {
  return (['roomType', 'partnerSortValue'] as const).find(
    (field) => String(original[field]) === source.slice(0, 1),
  );
}
