import { deleteEntry } from '../../kaltura/entry-changes.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { deleteUploadToken, listUploadTokens } from '../../kaltura/upload-token.ts';
import { parts } from '../parts/index.ts';
import type { ChildOutcome, RoomOutcome } from '../parts/outcomes.ts';
import { planChildren } from '../parts/children/plan.ts';
import {
  type CopiedChildren,
  type LostCopies,
  lookForUnproved,
  lostCopiesOf,
} from '../parts/children/unproved.ts';
import { provedEntries } from '../parts/proof.ts';
import { receiptsOf, roomsOf } from '../parts/receipt.ts';
import { firstParts } from '../parts/room/copy.ts';
import { isBatch, straysIn } from '../parts/children/strays.ts';
import { problemOf } from '../job/problem-of.ts';
import { finishedOf } from '../job/transitions.ts';
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
  await run.note({ kind: 'roomDeleted', unproved: [] });
  const unproved = await findUnproved(run, due.value);
  if (unproved.length > 0) await run.note({ kind: 'roomDeleted', unproved });
}

/** Copies outside of the room that may be this job's. Looked for in each run: their owner may have deleted them since. */
async function findUnproved(run: Run, { entries, lost }: Created): Promise<readonly EntryId[]> {
  if (!lost) return [];
  const { steps, journal, job, clock } = run;
  const name = 'remove/unproved';
  if (!(await journal.step(job.id, name)))
    await journal.putStep({ jobId: job.id, name, state: 'intent', attempts: 0, startedAt: clock.now() });
  return (await steps.outcome(name, (intent) => lookForUnproved(run, intent, lost, new Set(entries)))) ?? [];
}

interface Created {
  /** Copies of children that are not known to stand under the new room, then the room; none where none was made. */
  readonly entries: readonly EntryId[];
  /** Upload tokens. */
  readonly receipts: readonly string[];
  /** Requests of which nobody knows all that they made; left out: there are none. */
  readonly lost?: LostCopies;
}

/** Receipts that can't be read are asked for so often; what answers have named is deleted all the same. */
const RECEIPT_TRIES = 5;

async function findCreated(run: Run, attempts: number): Promise<Result<Created>> {
  const made = await run.steps.outcome<RoomOutcome>('room', (intent) =>
    parts.room.reconcile(run, intent, firstParts(run.job)),
  );
  const copied: CopiedChildren[] = [];
  const copiedBy = async (name: string, children: readonly ChildOutcome[]): Promise<void> => {
    const step = await run.journal.step(run.job.id, name);
    if (step) copied.push({ step, children });
  };
  if (made) await copiedBy('room', made.children);
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
      await copiedBy(step.name, batch ?? []);
    }
  }
  const listed = await run.client.call(listUploadTokens());
  // They alone name a second room, made by a request that the browser sent twice.
  if (!listed.ok && !isFinal(listed.failure) && attempts < RECEIPT_TRIES) return listed;
  const readable = receiptsOf(run.job, listed);
  const receipts = readable ?? [];
  const strays = [
    ...straysIn(await run.journal.steps(run.job.id)),
    ...copied
      .flatMap(({ children }) => children)
      .flatMap((outcome) => (outcome.state === 'copied' && !outcome.moved ? [outcome.copy] : [])),
  ];
  // A receipt is the server's word: what it names is deleted only where the entry itself proves to be a copy of ours.
  const named = await provedEntries(run, roomsOf(receipts, run.job));
  if (!named.ok) return named;
  const rooms = [...(made ? [made.room] : []), ...named.value];
  // A finished room's receipts are gone, and its index was waited for.
  const isFinished = finishedOf((await run.record()).state).finished !== undefined;
  const lost = lostCopiesOf(
    copied,
    ({ name }) => readable === undefined || isFinished || readable.some(({ step }) => step === name),
  );
  return succeeded({
    entries: [...new Set([...strays, ...rooms])],
    receipts: receipts.map(({ id }) => id),
    ...(lost && { lost }),
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
