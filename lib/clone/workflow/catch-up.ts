import { type CuePoint, deleteCuePoint, listMadeCuePoints } from '../../kaltura/cue-point.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { copiesOfCuePoint, isAnnotation, outdatedItems } from '../../room/parts/cue-points.ts';
import type { Room } from '../../room/room.ts';
import { problemOf } from '../job/problem-of.ts';
import { type Run, suspend } from '../job/run.ts';
import { planCuePoints } from '../parts/cue-points/copy.ts';
import { copiesOf } from '../parts/outcomes.ts';
import type { Copy } from '../parts/part.ts';
import { sendUpdates } from '../parts/send-updates.ts';
import { askedEntry, IDS_A_CALL, readCuePoints } from '../reading/attached.ts';
import { chunks } from '../reading/chunks.ts';
import { askForList, wholeLists } from '../reading/lists.ts';
import { readEntries, withFound } from '../reading/read-room.ts';
import type { FinishOutcome } from './verify.ts';

/** What others do in the original between its reading for the window and the end of its clone. */

/** The original as it is by now; undefined where nothing of it came, went or changed that a clone holds. */
export async function currentRoom(
  run: Run,
  number: number,
  original: Room,
  outcome: FinishOutcome,
): Promise<Room | undefined> {
  const { late, boards = [] } = outcome;
  const current = await withCurrentCuePoints(run, number, original, outcome);
  if (late.length === 0 && boards.length === 0 && !current) return undefined;
  const boardsById = new Map(boards.map((board) => [board.id, board]));
  const children = original.children.map((child) => boardsById.get(child.id) ?? child);
  const known: Room = { ...(current ?? original), children };
  if (late.length === 0) return known;
  const found = await run.steps.repeatable(`late/${number}`, () =>
    readEntries(run.client, late, run.job.user, run.clock),
  );
  return found.ok
    ? withFound(known, found.value)
    : suspend({ kind: 'end', problem: problemOf(found.failure) });
}

/**
 * The original with the polls, announcements, chapters and questions that it has by now. They are read again where there
 * are more or fewer cue points than there were, mostly votes, or where some may be other ones.
 */
async function withCurrentCuePoints(
  run: Run,
  number: number,
  original: Room,
  { cuePointCount: now, mayBeOutdated, gone = [] }: FinishOutcome,
): Promise<Room | undefined> {
  const { cuePoints, cuePointCount: before, unseen } = original;
  if (!cuePoints || now === undefined || before === undefined) return undefined;
  if (now === before && !mayBeOutdated) return undefined;
  const entries = [original.entry, ...original.children].map(askedEntry);
  const read = await run.steps.repeatable(`late/${number}/current`, () => readCuePoints(run.client, entries));
  if (!read.ok) return undefined;
  const { cuePoints: there, annotationMetadata } = read.value;
  const listed = new Set(there.map(({ id }) => id));
  const outOfSight = new Set<string>([...gone, ...unseen.attached]);
  // Those of a file that is gone went with it, and its copy is whole; what the session is not shown may be there.
  const isKept = (cuePoint: CuePoint): boolean =>
    !listed.has(cuePoint.id) &&
    (outOfSight.has(cuePoint.entryId) || (unseen.annotations && isAnnotation(cuePoint)));
  const kept = cuePoints.filter(isKept);
  const keptIds = new Set(kept.map(({ id }) => id));
  const rows = original.annotationMetadata?.filter(({ objectId }) => keptIds.has(objectId)) ?? [];
  const current: Room = {
    ...original,
    cuePointCount: now,
    cuePoints: [...kept, ...there],
    annotationMetadata: [...rows, ...annotationMetadata],
  };
  const { leaveOut } = run.job.options;
  const [planned, due] = [planCuePoints(original, leaveOut), planCuePoints(current, leaveOut)];
  return due.length === planned.length && outdatedItems(planned, due).size === 0 ? undefined : current;
}

/** Copies that go into one request to be deleted. */
const DELETES = 50;

/**
 * Removes from the copy what was copied of cue points that are gone or changed: changed ones are copied anew.
 * @returns the original as if these had never been copied, and the copy without them
 */
export async function withoutOutdated(
  run: Run,
  number: number,
  copy: Copy,
  current: Room,
): Promise<{ readonly before: Room; readonly still: Copy }> {
  const { original, cuePoints } = copy;
  const { leaveOut } = run.job.options;
  const outdated = outdatedItems(planCuePoints(original, leaveOut), planCuePoints(current, leaveOut));
  if (outdated.size === 0) return { before: original, still: copy };
  await run.steps.repeatable(`outdated/${number}`, async () => {
    const ours = await markedCopies(run, copy, outdated);
    if (!ours.ok) return ours;
    for (const ids of chunks(ours.value, DELETES)) {
      const chain = new Multirequest();
      const slots = ids.map((id) => chain.add(deleteCuePoint(id)));
      const sent = await sendUpdates(run.client, chain, slots);
      if (!sent.ok) return sent;
    }
    return succeeded(ours.value.length);
  });
  return {
    before: { ...original, cuePoints: original.cuePoints?.filter(({ id }) => !outdated.has(id)) },
    still: { ...copy, cuePoints: new Map([...cuePoints].filter(([source]) => !outdated.has(source))) },
  };
}

/**
 * The copies of these cue points which are proved to be this job's: they belong to the new room, or to a copy that stands
 * in it, and bear our mark, or the server's own of a copy. An answer that named one is no proof.
 * @param sources cue points of the original
 */
async function markedCopies(
  { client }: Run,
  { room, children }: Copy,
  sources: ReadonlySet<string>,
): Promise<Result<readonly string[]>> {
  const places = new Set<EntryId>([room, ...copiesOf(children).values()]);
  const chain = new Multirequest();
  const asked = chunks([...places], IDS_A_CALL).map((ids) =>
    askForList(chain, (page) => listMadeCuePoints(ids, page)),
  );
  const answers = await client.send(chain);
  if (!answers.ok) return answers;
  const there: CuePoint[] = [];
  for (const list of await wholeLists(client, answers.value, asked)) {
    if (!list.ok) return list;
    there.push(...list.value);
  }
  return succeeded([...sources].flatMap((source) => copiesOfCuePoint(there, source).map(({ id }) => id)));
}
