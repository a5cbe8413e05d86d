import { deleteEntry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/result.ts';
import { deleteUploadToken, listUploadTokens } from '../../kaltura/upload-token.ts';
import { parts } from '../parts/index.ts';
import type { ChildOutcome, RoomOutcome } from '../parts/outcomes.ts';
import { planChildren } from '../parts/children/plan.ts';
import { provedEntries } from '../parts/proof.ts';
import { receiptsOf, roomsOf } from '../parts/receipt.ts';
import { firstParts } from '../parts/room/copy.ts';
import { isBatch, straysIn } from '../parts/children/strays.ts';
import { problemOf } from '../job/problem-of.ts';
import { type Run, suspend } from '../job/run.ts';
import { isFinal } from '../engine/steps.ts';

/**
 * Deletes what a job has made: copies of children that do not stand under the room yet, then the room, which takes
 * the others with it. By `baseEntry.delete`, which the server refuses to all but the owner; only ever ids that this
 * job's own answers, or a receipt of this job, have named. A refusal is not remembered: the next try asks again.
 */
export async function removeRoom(run: Run): Promise<void> {
  // What was found is in the journal before anything is deleted: afterwards no evidence of it is left.
  const due = await run.steps.repeatable('remove/found', (attempts) => findCreated(run, attempts), 'success');
  if (!due.ok) return suspend({ kind: 'end', problem: problemOf(due.failure) });
  const { entries, receipts } = due.value;
  if (entries.length + receipts.length > 0) {
    const gone = await run.steps.repeatable('remove', () => remove(run, due.value), 'success');
    if (!gone.ok) return suspend({ kind: 'end', problem: problemOf(gone.failure) });
  }
  await run.note({ kind: 'roomDeleted' });
}

interface Created {
  /** Copies of children that are not known to stand under the new room, then the room; none where none was made. */
  readonly entries: readonly EntryId[];
  /** Upload tokens. */
  readonly receipts: readonly string[];
}

/** Receipts that can't be read are asked for so often; what answers have named is deleted all the same. */
const RECEIPT_TRIES = 5;

async function findCreated(run: Run, attempts: number): Promise<Result<Created>> {
  const made = await run.steps.outcome<RoomOutcome>('room', (intent) =>
    parts.room.reconcile(run, intent, firstParts(run.job)),
  );
  const found: ChildOutcome[] = [...(made?.children ?? [])];
  if (made) {
    await run.note({ kind: 'roomCreated', room: made.room, stored: undefined });
    const plans = planChildren(run.job.original, run.job.options.leaveOut);
    const lost = { room: made.room, plans, copies: new Map(), until: 'notAtWork' } as const;
    for (const step of await run.journal.steps(run.job.id)) {
      if (!isBatch(step)) continue;
      // A batch that may still be at work is waited for: what it makes under a room that is gone would belong nowhere.
      const batch = await run.steps.outcome<readonly ChildOutcome[]>(step.name, (intent) =>
        parts.children.reconcile(run, intent, lost),
      );
      found.push(...(batch ?? []));
    }
  }
  const listed = await run.client.call(listUploadTokens());
  // They alone name a second room, made by a request that the browser sent twice.
  if (!listed.ok && !isFinal(listed.failure) && attempts < RECEIPT_TRIES) return listed;
  const receipts = receiptsOf(run.job, listed) ?? [];
  const strays = [
    ...straysIn(await run.journal.steps(run.job.id)),
    ...found.flatMap((outcome) => (outcome.state === 'copied' && !outcome.moved ? [outcome.copy] : [])),
  ];
  // A receipt is the server's word: what it names is deleted only where the entry itself proves to be a copy of ours.
  const named = await provedEntries(run, roomsOf(receipts, run.job));
  if (!named.ok) return named;
  const rooms = [...(made ? [made.room] : []), ...named.value];
  return succeeded({
    entries: [...new Set([...strays, ...rooms])],
    receipts: receipts.map(({ id }) => id),
  });
}

async function remove(run: Run, { entries, receipts }: Created): Promise<Result<number>> {
  const chain = new Multirequest();
  const slots = entries.map((id) => chain.add(deleteEntry(id)));
  for (const id of receipts) chain.add(deleteUploadToken(id));
  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  for (const slot of slots) {
    const gone = sent.value.read(slot);
    // What is gone already is gone all the same.
    if (!gone.ok && gone.failure.kind !== 'notFound') return gone;
  }
  return succeeded(entries.length);
}
