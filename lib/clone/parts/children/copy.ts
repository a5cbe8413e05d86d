import type { ChildPlan } from '../plans.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { type Answers, Multirequest } from '../../../kaltura/transport/multirequest.ts';
import { mayHaveHappened } from '../../../kaltura/transport/failure.ts';
import { type Result, succeeded } from '../../../kaltura/transport/result.ts';
import { addChild, type ChildSlots } from './plan.ts';
import { withChildren } from '../../job/progress.ts';
import type { PartProgress } from '../../../room/report/report.ts';
import { chunks } from '../../reading/chunks.ts';
import type { Job } from '../../job/record.ts';
import type { Run } from '../../job/run.ts';
import { CALLS_A_CHILD, inTurns, type Lanes, notedSize, type RequestObserver } from '../batches.ts';
import { type Proof, proofFor } from '../proof.ts';
import { addReceipt } from '../receipt.ts';
import { reconcileChildren } from './reconcile.ts';
import { type ChildOutcome, copiedSources, copiesOf, isOpen, refusedState } from '../outcomes.ts';

/** What is copied, and moved, of the children in one turn. */
export interface ChildrenTurn {
  /** The new room. */
  readonly room: EntryId;
  readonly plans: readonly ChildPlan[];
  /** Those that are known, of this turn and of earlier ones. */
  readonly outcomes: ReadonlyMap<EntryId, ChildOutcome>;
  /** Of the steps' names, unique among the turns of one job. */
  readonly prefix: string;
}

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
 * @param lanes how many requests there may be at once, and how long a call took
 */
export async function copyChildren(
  run: Run,
  { room, plans, outcomes: known, prefix }: ChildrenTurn,
  { atOnce, msPerCall, receipted }: Lanes,
): Promise<ReadonlyMap<EntryId, ChildOutcome>> {
  const outcomes = new Map(known);
  const underWay = new Set<EntryId>();
  const progressNow = ({ progress, original, options }: Job): PartProgress[] =>
    withChildren(progress, original, options.leaveOut, { copied: copiedSources(outcomes), underWay });
  for (let round = 1; round <= ROUNDS; round += 1) {
    const left = plans.filter(({ source }) => isOpen(outcomes.get(source)));
    if (left.length === 0) break;
    for (let level = 1; ; level += 1) {
      const ready = left.filter(
        (plan) => isOpen(outcomes.get(plan.source)) && parentOf(plan, room, outcomes),
      );
      if (ready.length === 0) break;
      const below = `${prefix}/${round}/${level}`;
      const pace = { msPerCall, callsPerPart: CALLS_A_CHILD, round };
      const size = await notedSize(run, below, ready.length, atOnce, pace);
      await inTurns(chunks(ready, size), atOnce, async (batch, i) => {
        const name = `${below}/${i + 1}`;
        const sending = async (): Promise<void> => {
          for (const { source } of batch) underWay.add(source);
          await run.note((job) => ({ kind: 'sent', progress: progressNow(job) }));
        };
        const ended = await copyBatch(run, { name, room, plans: batch, outcomes }, { sending, receipted });
        for (const outcome of ended) outcomes.set(outcome.source, outcome);
        for (const { source } of batch) underWay.delete(source);
        await run.note((job) => ({ kind: 'progressed', progress: progressNow(job) }));
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

/** What is copied in one request. */
interface ChildrenBatch {
  /** Of the step. */
  readonly name: string;
  readonly room: EntryId;
  readonly plans: readonly ChildPlan[];
  /** Of all children, by now. */
  readonly outcomes: ReadonlyMap<EntryId, ChildOutcome>;
}

async function copyBatch(
  run: Run,
  batch: ChildrenBatch,
  observer: RequestObserver,
): Promise<readonly ChildOutcome[]> {
  const { name, room, plans, outcomes } = batch;
  const result = await run.steps.creating(name, {
    effect: async () => {
      await observer.sending();
      return sendBatch(run, batch, observer);
    },
    reconcile: (intent) => reconcileChildren(run, intent, { room, plans, copies: copiesOf(outcomes) }),
  });
  return result.ok ? result.value : plans.map(({ source }) => ({ source, state: 'refused' }));
}

async function sendBatch(
  run: Run,
  { name, room, plans, outcomes }: ChildrenBatch,
  { receipted }: RequestObserver,
): Promise<Result<readonly ChildOutcome[]>> {
  const chain = new Multirequest();
  const receipt = addReceipt(chain, run.job, name);
  const slots = plans.map((plan) => addChild(chain, plan, parentOf(plan, room, outcomes) ?? room));
  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  const noted = sent.value.read(receipt);
  if (noted.ok) receipted(noted.value.id);
  const results = readChildren(sent.value, slots, await proofFor(run));
  // Refused for the moment as a whole, each call by itself: so is the batch, which waits as one.
  const [first] = slots;
  const answer = first && sent.value.read(first.cloned);
  const nothing = results.ok && results.value.every(({ state }) => state === 'retry');
  return nothing && answer?.ok === false ? answer : results;
}
