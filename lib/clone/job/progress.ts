import type { Entry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { type Choice, leftOutChildren } from '../../room/choice.ts';
import { cuePointItems, isInteraction, isLeftOut } from '../../room/parts/cue-points.ts';
import type { PartName, PartProgress } from '../../room/report.ts';
import { childKind, isStaticPlaylist, playlistItems, type Room, unseenQuizzes } from '../../room/room.ts';

const PART_OF = { file: 'files', storyboard: 'storyboard', breakout: 'breakouts' } as const;

/** Something that is copied, and for how much it counts: as the form before it and the report after it count. */
interface Unit {
  readonly part: PartName;
  /** What it is a copy of. */
  readonly source: string;
  readonly weight: number;
}

/** Children count one each; a storyboard counts by its items, of those that are copied. */
function childUnits(room: Room, leaveOut: readonly Choice[]): Unit[] {
  const out = leftOutChildren(room.children, leaveOut);
  const absent = new Set<string>([...out, ...unseenQuizzes(room)]);
  const weightOf = (child: Entry): number =>
    isStaticPlaylist(child)
      ? Math.max(1, playlistItems(child).filter((item) => !absent.has(item)).length)
      : 1;
  return room.children
    .filter(({ id }) => !out.has(id))
    .map((child) => ({ part: PART_OF[childKind(child)], source: child.id, weight: weightOf(child) }));
}

function cuePointUnits(room: Room, leaveOut: readonly Choice[]): Unit[] {
  const out = new Set<string>(leftOutChildren(room.children, leaveOut));
  return (cuePointItems(room) ?? [])
    .filter((item) => !isLeftOut(item, leaveOut) && !out.has(item.cuePoint.entryId))
    .map(({ kind, cuePoint }) => ({
      part: isInteraction(kind) ? 'cuePoints' : 'videoCuePoints',
      source: cuePoint.id,
      weight: 1,
    }));
}

/** What there is to do, part by part; `settings` stands for the room itself. Parts of which there is none are not named. */
export function progressAtStart(room: Room, leaveOut: readonly Choice[], activity: boolean): PartProgress[] {
  const due = new Map<PartName, number>([['settings', 1]]);
  for (const { part, weight } of [...childUnits(room, leaveOut), ...cuePointUnits(room, leaveOut)])
    due.set(part, (due.get(part) ?? 0) + weight);
  if (activity) due.set('activity', 1);
  return [...due].map(([part, of]) => ({ part, done: 0, of }));
}

/** With these of the units copied; the rest of the progress stays as it is, and nothing goes back. */
function withUnits(
  progress: readonly PartProgress[],
  units: readonly Unit[],
  isCopied: (source: string) => boolean,
): PartProgress[] {
  const done = new Map<PartName, number>();
  for (const { part, source, weight } of units)
    if (isCopied(source)) done.set(part, (done.get(part) ?? 0) + weight);
  return progress.map((line) => withDone(line, done.get(line.part) ?? 0));
}

/** With these children copied: the room is made by then. */
export function withChildren(
  progress: readonly PartProgress[],
  room: Room,
  leaveOut: readonly Choice[],
  copied: ReadonlySet<EntryId>,
): PartProgress[] {
  const sources: ReadonlySet<string> = copied;
  return withPart(
    withUnits(progress, childUnits(room, leaveOut), (source) => sources.has(source)),
    'settings',
    1,
  );
}

/** With these cue points copied: those of the audience, and those of videos. */
export const withCuePoints = (
  progress: readonly PartProgress[],
  room: Room,
  leaveOut: readonly Choice[],
  copied: ReadonlySet<string>,
): PartProgress[] => withUnits(progress, cuePointUnits(room, leaveOut), (source) => copied.has(source));

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
