import { listCuePoints } from '../../kaltura/cue-point.ts';
import { type Entry, getEntry, listChildren, listCopies } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/multirequest.ts';
import { getTime } from '../../kaltura/system.ts';
import { copiesOfCuePoint } from '../../room/parts/cue-points.ts';
import type { ChildOutcome } from './children.ts';
import type { CuePointOutcome, PlacedCuePoint } from './cue-points.ts';
import type { FirstParts, RoomOutcome } from './room.ts';
import { Suspension } from '../engine/suspension.ts';
import type { Step } from '../engine/journal.ts';
import type { ChildPlan } from './plan.ts';
import { problemOf } from '../job/problem-of.ts';
import { askForList, wholeLists } from '../reading/lists.ts';
import { firstSentAt, keepUpdatedAt, type Run, serverSeconds } from '../job/run.ts';
import type { Evidence } from '../engine/steps.ts';

/** PHP ends a request after 60 s: before that the lost request may still be at work (kaltura-api facts 2.7). */
const REQUEST_LIMIT_S = 60;
/** How far the search index may lag before what it does not show counts as absent. */
const INDEX_PATIENCE_S = 180;
/** When neither presence nor absence of a room can be shown by then, the teacher is asked. */
const DECISION_AFTER_S = 600;

/** The next look: soon at first, then every minute. */
const lookAgain = (elapsedS: number): { kind: 'unclear'; after: number } => ({
  kind: 'unclear',
  after: Math.min(60, Math.max(5, elapsedS / 2)) * 1000,
});

/**
 * What became of a lost first request. Presence: the search index shows a copy of ours, made since. Absence: the
 * original has not been changed since, by the server's clock, and the request cannot be at work any more; for a clone
 * changes the original's `updatedAt`, which `get` reads from the database.
 */
export async function reconcileRoom(
  run: Run,
  intent: Step,
  first: FirstParts,
): Promise<Evidence<RoomOutcome>> {
  const { entry } = run.job.original;
  const decided = (await run.journal.job(run.job.id))?.decided;
  if (decided !== undefined && decided !== 'none') return reconcileParts(run, intent, decided, first);
  const sentAt = serverSeconds(run, intent.startedAt);
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const source = chain.add(getEntry(entry.id));
  const copies = chain.add(listCopies(entry.id, run.job.user, firstSentAt(run)));
  const sent = await run.client.send(chain);
  const answers = orInterrupt(run, sent);
  const elapsed = orInterrupt(run, answers.read(time)) - sentAt;
  const found = await ownCopies(run, orInterrupt(run, answers.read(copies)).objects, entry);

  const [room, ...others] = found;
  if (decided === undefined && room && others.length > 0)
    throw new Suspension({ kind: 'decision', candidates: found.map(({ id }) => id) });
  if (decided === undefined && room) return reconcileParts(run, intent, room.id, first);
  const { updatedAt } = orInterrupt(run, answers.read(source));
  if (decided === 'none' || (updatedAt < firstSentAt(run) && elapsed >= REQUEST_LIMIT_S)) {
    // Somebody may have changed the original since it was read.
    await keepUpdatedAt(run, updatedAt);
    return { kind: 'absent' };
  }
  // Refused as a whole, and found by no index since: none was made.
  if (elapsed >= DECISION_AFTER_S && intent.state === 'rolledBack') return { kind: 'absent' };
  if (elapsed >= DECISION_AFTER_S) throw new Suspension({ kind: 'decision', candidates: [] });
  return lookAgain(elapsed);
}

/** What a lost first request made beside the room. People, template and texts are updates: repeated, not looked for. */
async function reconcileParts(
  run: Run,
  intent: Step,
  room: EntryId,
  first: FirstParts,
): Promise<Evidence<RoomOutcome>> {
  const children = await reconcileChildren(run, intent.startedAt, room, first.children);
  if (children.kind !== 'happened') return children;
  const placed = first.cuePoints.map((item) => ({ item, entry: room }));
  const cuePoints = await reconcileCuePoints(run, intent.startedAt, placed);
  if (cuePoints.kind !== 'happened') return cuePoints;
  const outcome = {
    room,
    people: false,
    template: false,
    texts: undefined,
    children: children.outcome,
    cuePoints: cuePoints.outcome,
  };
  return { kind: 'happened', outcome };
}

/** What became of lost cue points: each copy carries our mark. */
export async function reconcileCuePoints(
  run: Run,
  startedAt: number,
  plans: readonly PlacedCuePoint[],
): Promise<Evidence<readonly CuePointOutcome[]>> {
  if (plans.length === 0) return { kind: 'happened', outcome: [] };
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const entries = [...new Set(plans.map(({ entry }) => entry))];
  const listed = askForList(chain, (page) => listCuePoints(entries, {}, page));
  const answers = orInterrupt(run, await run.client.send(chain));
  const elapsed = orInterrupt(run, answers.read(time)) - serverSeconds(run, startedAt);
  const [list] = await wholeLists(run.client, answers, [listed]);
  const there = list ? orInterrupt(run, list) : [];
  const outcomes = plans.map(({ item: { cuePoint, metadata } }): CuePointOutcome => {
    const source = cuePoint.id;
    const [copy] = copiesOfCuePoint(there, source);
    // Metadata may be added again: the server refuses a second row.
    return copy
      ? { source, state: 'copied', copy: copy.id, described: metadata.length === 0 }
      : { source, state: 'retry' };
  });
  const complete = outcomes.every(({ state }) => state === 'copied');
  if (complete || elapsed >= INDEX_PATIENCE_S) return { kind: 'happened', outcome: outcomes };
  return lookAgain(elapsed);
}

/** The copies that no other job of ours has made. */
async function ownCopies(run: Run, copies: readonly Entry[], original: Entry): Promise<Entry[]> {
  const others = (await run.journal.jobs()).filter(({ id }) => id !== run.job.id).map(({ room }) => room);
  return copies.filter(({ id, type }) => type === original.type && !others.includes(id));
}

/**
 * What became of a lost batch of children: each is found by its `rootEntryId`, under the new room or still on its
 * own. What the index does not show in time was not made.
 */
export async function reconcileChildren(
  run: Run,
  startedAt: number,
  room: EntryId,
  children: readonly ChildPlan[],
): Promise<Evidence<readonly ChildOutcome[]>> {
  if (children.length === 0) return { kind: 'happened', outcome: [] };
  const sentAt = serverSeconds(run, startedAt);
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const under = chain.add(listChildren(room));
  const copies = children.map((plan) => ({
    plan,
    slot: chain.add(listCopies(plan.source, run.job.user, firstSentAt(run))),
  }));
  const answers = orInterrupt(run, await run.client.send(chain));
  const elapsed = orInterrupt(run, answers.read(time)) - sentAt;
  const moved = orInterrupt(run, answers.read(under)).objects;
  const outcomes = copies.map(({ plan: { source }, slot }): ChildOutcome => {
    const copy =
      moved.find(({ rootEntryId }) => rootEntryId === source) ??
      orInterrupt(run, answers.read(slot)).objects[0];
    return copy ? { source, state: 'copied', copy: copy.id, moved: false } : { source, state: 'retry' };
  });
  const complete = outcomes.every(({ state }) => state === 'copied');
  if (complete || elapsed >= INDEX_PATIENCE_S) return { kind: 'happened', outcome: outcomes };
  return lookAgain(elapsed);
}

/** The value, or an interruption: evidence that cannot be read now is read later. */
function orInterrupt<T>(
  run: Run,
  result: { ok: true; value: T } | { ok: false; failure: Parameters<typeof problemOf>[0] },
): T {
  if (result.ok) return result.value;
  const wakeAt = result.failure.kind === 'sessionOver' ? undefined : run.clock.now() + 10_000;
  throw new Suspension({ kind: 'wait', problem: problemOf(result.failure), wakeAt });
}
