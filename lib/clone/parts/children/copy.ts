import type { ChildPlan } from '../plans.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { type Answers, Multirequest } from '../../../kaltura/multirequest.ts';
import { mayHaveHappened } from '../../../kaltura/failure.ts';
import { type Result, succeeded } from '../../../kaltura/result.ts';
import { addChild, type ChildSlots } from './plan.ts';
import { withChildren } from '../../job/progress.ts';
import type { PartProgress } from '../../../room/report.ts';
import { chunks } from '../../reading/chunks.ts';
import type { Run } from '../../job/run.ts';
import { type Proof, proofFor } from '../proof.ts';
import { addReceipt } from '../receipt.ts';
import { reconcileChildren } from './reconcile.ts';
import { type ChildOutcome, copiedSources, copiesOf, isOpen, refusedState } from '../outcomes.ts';

const BATCH = 20;
/**
 * Batches under way at once: as measured on the genuine server, 252 children in 7.4 s
 * (docs/facts/kaltura-api.md#22-measured-recipe).
 */
const AT_ONCE = 4;
/** A child that was refused for the moment is tried so often. */
const ROUNDS = 6;

/**
 * Reads what became of the children in a multirequest. Where the server failed while cloning one, the whole request
 * counts as lost: whether there is a copy is for evidence to say. A copy that is not proved to be one is none.
 */
export function readChildren(
  answers: Answers,
  slots: readonly ChildSlots[],
  proved: Proof,
): Result<readonly ChildOutcome[]> {
  const outcomes: ChildOutcome[] = [];
  for (const { plan, cloned, moved } of slots) {
    const { source } = plan;
    const clone = answers.read(cloned);
    if (clone.ok) {
      if (!proved(source, clone.value)) {
        outcomes.push({ source, state: 'refused' });
        continue;
      }
      outcomes.push({ source, state: 'copied', copy: clone.value.id, moved: answers.read(moved).ok });
      continue;
    }
    if (mayHaveHappened(clone.failure)) return clone;
    outcomes.push({ source, state: refusedState(clone.failure) });
  }
  return succeeded(outcomes);
}

/**
 * Copies the children that have no outcome yet, level by level, in batches. Returns all outcomes, those that came in
 * included.
 * @param prefix of the steps' names, unique among the calls of one job
 */
export async function copyChildren(
  run: Run,
  room: EntryId,
  plans: readonly ChildPlan[],
  known: ReadonlyMap<EntryId, ChildOutcome>,
  prefix: string,
): Promise<ReadonlyMap<EntryId, ChildOutcome>> {
  const outcomes = new Map(known);
  const underWay = new Set<EntryId>();
  const progressNow = async (): Promise<PartProgress[]> => {
    const { progress, original, options } = await run.record();
    return withChildren(progress, original, options.leaveOut, { copied: copiedSources(outcomes), underWay });
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const left = plans.filter(({ source }) => isOpen(outcomes.get(source)));
    if (left.length === 0) break;
    for (let level = 1; ; level += 1) {
      const ready = left.filter(
        (plan) => isOpen(outcomes.get(plan.source)) && parentOf(plan, room, outcomes),
      );
      const batches = chunks(ready, BATCH);
      if (batches.length === 0) break;
      await inTurns(batches, AT_ONCE, async (batch, i) => {
        const name = `${prefix}/${round}/${level}/${i + 1}`;
        const ended = await copyBatch(run, name, room, batch, outcomes, async () => {
          for (const { source } of batch) underWay.add(source);
          await run.note({ kind: 'sent', progress: await progressNow() });
        });
        for (const outcome of ended) outcomes.set(outcome.source, outcome);
        for (const { source } of batch) underWay.delete(source);
        await run.note({ kind: 'progressed', progress: await progressNow() });
      });
      if (ready.every((plan) => isOpen(outcomes.get(plan.source)))) break;
    }
  }
  return outcomes;
}

/** The copy under which a child's copy belongs, or undefined while there is none. */
function parentOf(
  { parent }: ChildPlan,
  room: EntryId,
  outcomes: ReadonlyMap<EntryId, ChildOutcome>,
): EntryId | undefined {
  if (parent === undefined) return room;
  const outcome = outcomes.get(parent);
  return outcome?.state === 'copied' ? outcome.copy : undefined;
}

async function copyBatch(
  run: Run,
  name: string,
  room: EntryId,
  batch: readonly ChildPlan[],
  outcomes: ReadonlyMap<EntryId, ChildOutcome>,
  /** Called before it is sent: not for one that is replayed. */
  sending: () => Promise<void>,
): Promise<readonly ChildOutcome[]> {
  const result = await run.steps.creating(name, {
    effect: async () => {
      await sending();
      return sendBatch(run, name, room, batch, outcomes);
    },
    reconcile: (intent) => reconcileChildren(run, intent, { room, plans: batch, copies: copiesOf(outcomes) }),
  });
  return result.ok ? result.value : batch.map(({ source }) => ({ source, state: 'refused' }));
}

async function sendBatch(
  run: Run,
  name: string,
  room: EntryId,
  batch: readonly ChildPlan[],
  outcomes: ReadonlyMap<EntryId, ChildOutcome>,
): Promise<Result<readonly ChildOutcome[]>> {
  const chain = new Multirequest();
  addReceipt(chain, run.job, name);
  const slots = batch.map((plan) => addChild(chain, plan, parentOf(plan, room, outcomes) ?? room));
  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  const results = readChildren(sent.value, slots, await proofFor(run));
  // Refused for the moment as a whole, each call by itself: so is the batch, which waits as one.
  const [first] = slots;
  const answer = first && sent.value.read(first.cloned);
  const nothing = results.ok && results.value.every(({ state }) => state === 'retry');
  return nothing && answer?.ok === false ? answer : results;
}

/**
 * Runs the work for all items, so many at once. When one stops, none is begun any more: what asked it to wait asks them
 * all. Those under way are waited for before it is thrown.
 */
async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        await work(next[1], next[0]);
      } catch (error) {
        queue.length = 0;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
