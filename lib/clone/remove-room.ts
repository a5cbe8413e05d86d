import { deleteEntry } from '../kaltura/entry.ts';
import type { EntryId } from '../kaltura/ids.ts';
import { Multirequest } from '../kaltura/multirequest.ts';
import { type Result, succeeded } from '../kaltura/result.ts';
import type { ChildOutcome } from './copy-children.ts';
import type { RoomOutcome } from './copy-room.ts';
import { Interruption } from './interruption.ts';
import { problemOf } from './problem-of.ts';
import type { Run } from './run.ts';
import { settleRoom } from './settle.ts';

/**
 * Deletes what a job has made: copies of children that do not stand under the room yet, then the room, which takes
 * the others with it. By `baseEntry.delete`, which the server refuses to all but the owner; only ever ids that this
 * job's own answers, or the evidence for its lost first request, have named.
 */
export async function removeRoom(run: Run): Promise<void> {
  const made = await run.steps.made<RoomOutcome>('room', (intent) =>
    settleRoom(run, intent, { children: [], cuePoints: [] }),
  );
  if (!made) return;
  await run.change((job) => ({ ...job, room: made.room }));
  const strays = await unmovedCopies(run, made.children);
  const gone = await run.steps.repeatable('remove', () => remove(run, [...strays, made.room]));
  if (!gone.ok) throw new Interruption({ kind: 'end', problem: problemOf(gone.failure) });
}

/** Copies that this job's answers named and that are not known to stand under the new room. */
async function unmovedCopies(run: Run, first: readonly ChildOutcome[]): Promise<EntryId[]> {
  const batches = (await run.journal.steps(run.job.id))
    .filter(({ name, state }) => state === 'done' && /^(?:children|late\/\d+)\/\d+\/\d+\/\d+$/.test(name))
    // Written by `copyBatch` under these names, in this version of the workflow.
    .map(({ outcome }) => outcome as { ok: boolean; value?: readonly ChildOutcome[] });
  return [...first, ...batches.flatMap(({ value }) => value ?? [])].flatMap((outcome) =>
    outcome.state === 'copied' && !outcome.moved ? [outcome.copy] : [],
  );
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
