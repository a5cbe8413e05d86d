import type { Entry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { type Choice, leftOutChildren } from '../../room/choice.ts';
import { cuePointItems, isInteraction, isLeftOut } from '../../room/parts/cue-points.ts';
import type { PartName, PartProgress } from '../../room/report/report.ts';
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

/** Where the units are, by what they are copies of. */
export interface Reached<Id extends string> {
  readonly copied: ReadonlySet<Id>;
  /** Asked for in requests that are not answered yet. */
  readonly underWay?: ReadonlySet<Id>;
}

/** With the units where they are; the rest of the progress stays as it is, and nothing that is done goes back. */
function withUnits(
  progress: readonly PartProgress[],
  units: readonly Unit[],
  { copied, underWay = new Set() }: Reached<string>,
): PartProgress[] {
  const parts = new Set(units.map(({ part }) => part));
  const weigh = (line: PartProgress, isMeant: (source: string) => boolean): number =>
    units.reduce(
      (sum, { part, source, weight }) => (part === line.part && isMeant(source) ? sum + weight : sum),
      0,
    );
  return progress.map((line) =>
    parts.has(line.part)
      ? withUnderWay(
          withDone(
            line,
            weigh(line, (source) => copied.has(source)),
          ),
          weigh(line, (source) => underWay.has(source) && !copied.has(source)),
        )
      : line,
  );
}

/** With the children where they are: the room is made by then. */
export const withChildren = (
  progress: readonly PartProgress[],
  room: Room,
  leaveOut: readonly Choice[],
  reached: Reached<EntryId>,
): PartProgress[] => withPart(withUnits(progress, childUnits(room, leaveOut), reached), 'settings', 1);

/** With the cue points where they are: those of the audience, and those of videos. */
export const withCuePoints = (
  progress: readonly PartProgress[],
  room: Room,
  leaveOut: readonly Choice[],
  reached: Reached<string>,
): PartProgress[] => withUnits(progress, cuePointUnits(room, leaveOut), reached);

/** With the room itself, and these of its parts, asked for: nothing is known to be there. */
export function withFirstRequest(
  progress: readonly PartProgress[],
  room: Room,
  leaveOut: readonly Choice[],
  sources: ReadonlySet<string>,
): PartProgress[] {
  const itself: Unit = { part: 'settings', source: room.entry.id, weight: 1 };
  const units = [itself, ...childUnits(room, leaveOut), ...cuePointUnits(room, leaveOut)];
  return withUnits(progress, units, { copied: new Set(), underWay: new Set([...sources, itself.source]) });
}

/** One part's progress. */
export function withPart(progress: readonly PartProgress[], part: PartName, done: number): PartProgress[] {
  return progress.map((line) => (line.part === part ? withDone(line, done) : line));
}

const withDone = ({ underWay = 0, ...line }: PartProgress, asked: number): PartProgress => {
  const done = Math.min(line.of, Math.max(line.done, asked));
  return withUnderWay({ ...line, done }, underWay);
};

/** Never more than is still to do; nothing under way is not said. */
function withUnderWay({ underWay: _, ...line }: PartProgress, underWay: number): PartProgress {
  const rest = Math.min(line.of - line.done, underWay);
  return rest > 0 ? { ...line, underWay: rest } : line;
}

/** All parts together. */
export const sumOf = (progress: readonly PartProgress[]): Required<Omit<PartProgress, 'part'>> =>
  progress.reduce(
    (sum, { done, of, underWay = 0 }) => ({
      done: sum.done + done,
      of: sum.of + of,
      underWay: sum.underWay + underWay,
    }),
    { done: 0, of: 0, underWay: 0 },
  );
