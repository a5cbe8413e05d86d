import type { ChildSummary } from '../kaltura/entry-lists.ts';
import type { EntryId } from '../kaltura/ids.ts';
import { type ChildKind, childKind } from './room.ts';

/**
 * What of a room a teacher may leave out of a clone. Settings, texts, attachments, thumbnails and metadata come with
 * the server's own clone, and a user's session cannot remove them afterwards: they are no choice.
 */
export const CHOICES = ['files', 'storyboard', 'breakouts', 'interactions'] as const;

export type Choice = (typeof CHOICES)[number];

const CHOICE_OF: Readonly<Record<ChildKind, Choice>> = {
  file: 'files',
  storyboard: 'storyboard',
  breakout: 'breakouts',
};

type Place = Pick<ChildSummary, 'id' | 'type' | 'parentEntryId'>;

/** These children and all that is below them. Parents come first. */
export function withBelow<Child extends Place>(
  children: readonly Child[],
  is: (child: Child) => boolean,
): ReadonlySet<EntryId> {
  const found = new Set<EntryId>();
  const parents: ReadonlySet<string> = found;
  for (const child of children) {
    const below = child.parentEntryId !== undefined && parents.has(child.parentEntryId);
    if (below || is(child)) found.add(child.id);
  }
  return found;
}

/** The children that are left out: those of a kind that is, and all that is below them. */
export function leftOutChildren(
  children: readonly Place[],
  leaveOut: readonly Choice[],
): ReadonlySet<EntryId> {
  return withBelow(children, (child) => leaveOut.includes(CHOICE_OF[childKind(child)]));
}
