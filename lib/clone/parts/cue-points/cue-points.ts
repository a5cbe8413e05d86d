import type { EntryId } from '../../../kaltura/ids.ts';
import { copiesOfCuePoint, type CuePointItem } from '../../../room/parts/cue-points.ts';
import type { CopiedRoom, Room } from '../../../room/room.ts';
import type { Step } from '../../engine/journal.ts';
import { copiesOf, type CuePointOutcome, isOpen } from '../outcomes.ts';
import type { CreatedPart, Scope } from '../part.ts';
import { copyCuePoints, placeCuePoints, planCuePoints } from './copy.ts';
import { type LostCuePoints, reconcileCuePoints } from './reconcile.ts';

/** Of the steps' names: unique among the calls of the first turn. */
const PREFIX: Readonly<Record<Scope, string>> = {
  all: 'cuePoints',
  room: 'points/room',
  children: 'points/children',
};

/** Polls, announcements and questions of older rooms, and what quizzes and videos ask. */
export const cuePoints: CreatedPart<LostCuePoints, readonly CuePointOutcome[]> = {
  async copy(run, copy, turn, lanes, scope = 'all') {
    const { leaveOut } = run.job.options;
    const earlier = turn.kind === 'first' ? [] : planCuePoints(turn.before, leaveOut);
    const tried = new Set(earlier.map(({ cuePoint }) => cuePoint.id));
    const isMeant = ({ cuePoint: { id, entryId } }: CuePointItem): boolean =>
      !tried.has(id) && (scope === 'all' || (scope === 'room') === (entryId === copy.original.entry.id));
    const due = planCuePoints(copy.original, leaveOut).filter(isMeant);
    const places = new Map<string, EntryId>([
      [copy.original.entry.id, copy.room],
      ...copiesOf(copy.children),
    ]);
    const prefix = turn.kind === 'first' ? PREFIX[scope] : `late/${turn.number}/cuePoints`;
    const outcomes = await copyCuePoints(run, placeCuePoints(due, places), copy.cuePoints, prefix, lanes);
    return { ...copy, cuePoints: outcomes };
  },
  due: ({ job }, { original, cuePoints: known }) =>
    planCuePoints(original, job.options.leaveOut).filter(
      ({ cuePoint: { id, entryId } }) => entryId === original.entry.id && isOpen(known.get(id)),
    ).length,
  reconcile: reconcileCuePoints,
  check: (_, { due, copy, copied }) => ({
    cuePoints: secondCuePoints(due, copy, new Set(copied.cuePoints.values())),
  }),
};

/** Of several copies of one cue point, all but the one that we know: it is that one which got the metadata. */
function secondCuePoints(
  { cuePoints: due = [] }: Room,
  copy: CopiedRoom,
  known: ReadonlySet<string>,
): string[] {
  return due.flatMap(({ id: source }) => {
    const there = copiesOfCuePoint(copy.cuePoints ?? [], source).map(({ id }) => id);
    const keep = there.find((id) => known.has(id)) ?? there[0];
    return there.filter((id) => id !== keep);
  });
}

/** Whether an earlier version has begun to copy cue points, one request after the other and all after the children. */
export const begunAfterChildren = (steps: readonly Step[]): boolean =>
  steps.some(({ name }) => name.startsWith(`${PREFIX.all}/`));
