import type { EntryId } from '../../kaltura/ids.ts';
import { type Choice, leftOutChildren } from '../../room/choice.ts';
import { cuePointItems, isLeftOut } from '../../room/parts/cue-points.ts';
import type { PartName, PartProgress } from '../../room/report.ts';
import { childKind, type Room } from '../../room/room.ts';

const PART_OF = { file: 'files', storyboard: 'storyboard', breakout: 'breakouts' } as const;

/** What there is to do, part by part; `settings` stands for the room itself. Parts of which there is none are not named. */
export function progressAtStart(room: Room, leaveOut: readonly Choice[], activity: boolean): PartProgress[] {
  const out = leftOutChildren(room.children, leaveOut);
  const due = new Map<PartName, number>([['settings', 1]]);
  for (const child of room.children) {
    const part = PART_OF[childKind(child)];
    if (!out.has(child.id)) due.set(part, (due.get(part) ?? 0) + 1);
  }
  const items = (cuePointItems(room) ?? []).filter((item) => !isLeftOut(item, leaveOut));
  due.set('cuePoints', items.length);
  if (activity) due.set('activity', 1);
  return [...due].flatMap(([part, of]) => (of > 0 ? { part, done: 0, of } : []));
}

/** The children that are copied, counted by part; the rest of the progress stays as it is, and nothing goes back. */
export function withChildren(
  progress: readonly PartProgress[],
  room: Room,
  copied: ReadonlySet<EntryId>,
): PartProgress[] {
  const done = new Map<PartName, number>([['settings', 1]]);
  for (const child of room.children) {
    const part = PART_OF[childKind(child)];
    if (copied.has(child.id)) done.set(part, (done.get(part) ?? 0) + 1);
  }
  return progress.map((line) => withDone(line, done.get(line.part) ?? 0));
}

/** One part's progress. */
export function withPart(progress: readonly PartProgress[], part: PartName, done: number): PartProgress[] {
  return progress.map((line) => (line.part === part ? withDone(line, done) : line));
}

const withDone = (line: PartProgress, done: number): PartProgress => ({
  ...line,
  done: Math.min(line.of, Math.max(line.done, done)),
});

/** All parts together. */
export function sumOf(progress: readonly PartProgress[]): { readonly done: number; readonly of: number } {
  return progress.reduce((sum, { done, of }) => ({ done: sum.done + done, of: sum.of + of }), {
    done: 0,
    of: 0,
  });
}
