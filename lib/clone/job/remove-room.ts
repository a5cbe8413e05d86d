import { deleteEntry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/result.ts';
import type { ChildOutcome } from '../parts/children.ts';
import { firstParts, type RoomOutcome } from '../parts/room.ts';
import { Suspension } from '../engine/suspension.ts';
import { problemOf } from './problem-of.ts';
import type { Run } from './run.ts';
import { planChildren } from '../parts/plan.ts';
import { reconcileChildren, reconcileRoom } from '../parts/reconcile.ts';

/**
 * Deletes what a job has made: copies of children that do not stand under the room yet, then the room, which takes
 * the others with it. By `baseEntry.delete`, which the server refuses to all but the owner; only ever ids that this
 * job's own answers, or the evidence for its lost first request, have named.
 */
export async function removeRoom(run: Run): Promise<void> {
  // What was found is in the journal before anything is deleted: afterwards no evidence of it is left.
  const due = await run.steps.repeatable('remove/found', async () => succeeded(await findMade(run)));
  if (!due.ok || due.value.length === 0) return;
  const gone = await run.steps.repeatable('remove', () => remove(run, due.value));
  if (!gone.ok) throw new Suspension({ kind: 'end', problem: problemOf(gone.failure) });
}

/** The copies of children that are not known to stand under the new room, then the room; nothing where none was made. */
async function findMade(run: Run): Promise<readonly EntryId[]> {
  const made = await run.steps.made<RoomOutcome>('room', (intent) =>
    reconcileRoom(run, intent, firstParts(run.job)),
  );
  if (!made) return [];
  const { room } = made;
  await run.change((job) => ({ ...job, room }));
  const outcomes = [...made.children];
  for (const step of await run.journal.steps(run.job.id)) {
    if (!/^(?:children|late\/\d+)\/\d+\/\d+\/\d+$/.test(step.name)) continue;
    // Which children a lost batch held is not recorded, so all of them are looked for.
    const plans = planChildren(run.job.original, run.job.options.leaveOut);
    const batch = await run.steps.made<readonly ChildOutcome[]>(step.name, (intent) =>
      reconcileChildren(run, intent.startedAt, room, plans),
    );
    outcomes.push(...(batch ?? []));
  }
  const strays = outcomes.flatMap((outcome) =>
    outcome.state === 'copied' && !outcome.moved ? [outcome.copy] : [],
  );
  return [...new Set(strays), room];
}

async function remove(run: Run, ids: readonly EntryId[]): Promise<Result<number>> {
  const chain = new Multirequest();
  const slots = ids.map((id) => chain.add(deleteEntry(id)));
  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  for (const slot of slots) {
    const gone = sent.value.read(slot);
    // What is gone already is gone all the same.
    if (!gone.ok && gone.failure.kind !== 'notFound') return gone;
  }
  return succeeded(ids.length);
}
