import type { EntryId } from '../../../kaltura/ids.ts';
import { copiesOfCuePoint } from '../../../room/parts/cue-points.ts';
import type { Room } from '../../../room/room.ts';
import { copiesOf, type CuePointOutcome } from '../outcomes.ts';
import type { CreatedPart } from '../part.ts';
import { copyCuePoints, placeCuePoints, planCuePoints } from './copy.ts';
import { type LostCuePoints, reconcileCuePoints } from './reconcile.ts';

/** Polls, announcements and questions of older rooms, and what quizzes and videos ask. */
export const cuePoints: CreatedPart<LostCuePoints, readonly CuePointOutcome[]> = {
  async copy(run, copy, turn) {
    const { leaveOut } = run.job.options;
    const earlier = turn.kind === 'first' ? [] : planCuePoints(turn.before, leaveOut);
    const tried = new Set(earlier.map(({ cuePoint }) => cuePoint.id));
    const due = planCuePoints(copy.original, leaveOut).filter(({ cuePoint }) => !tried.has(cuePoint.id));
    const places = new Map<string, EntryId>([
      [copy.original.entry.id, copy.room],
      ...copiesOf(copy.children),
    ]);
    const prefix = turn.kind === 'first' ? 'cuePoints' : `late/${turn.number}/cuePoints`;
    const outcomes = await copyCuePoints(run, placeCuePoints(due, places), copy.cuePoints, prefix);
    return { ...copy, cuePoints: outcomes };
  },
  reconcile: reconcileCuePoints,
  check: (_, { due, copy, copied }) => ({
    cuePoints: secondCuePoints(due, copy, new Set(copied.cuePoints.values())),
  }),
};

/** Of several copies of one cue point, all but the one that we know: it is that one which got the metadata. */
function secondCuePoints({ cuePoints: due = [] }: Room, copy: Room, known: ReadonlySet<string>): string[] {
  return due.flatMap(({ id: source }) => {
    const there = copiesOfCuePoint(copy.cuePoints ?? [], source).map(({ id }) => id);
    const keep = there.find((id) => known.has(id)) ?? there[0];
    return there.filter((id) => id !== keep);
  });
}
