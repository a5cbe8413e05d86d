import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/result.ts';
import { type ChildOutcome, copiesOf, type RoomOutcome } from './outcomes.ts';
import { addMove, type ChildPlan, clearPeople, setTemplate } from './plan.ts';
import { chunks } from '../reading/chunks.ts';
import type { Run } from '../job/run.ts';
import { isFinal } from '../engine/steps.ts';

const BATCH = 40;

/** Repeats the updates of the first request that did not succeed, people first. */
export async function repairRoom(run: Run, { room, people, template }: RoomOutcome): Promise<void> {
  const { original, options } = run.job;
  const { entry } = original;
  if (!people) await run.steps.repeatable('people', () => run.client.call(clearPeople(room, entry)));
  const call = template ? undefined : setTemplate(room, entry, options.settingsFrom);
  if (call) await run.steps.repeatable('template', () => run.client.call(call));
}

/** Moves the copies that are not known to stand under the new room, and clears their people. */
export async function repairChildren(
  run: Run,
  room: EntryId,
  plans: readonly ChildPlan[],
  outcomes: ReadonlyMap<EntryId, ChildOutcome>,
  prefix: string,
): Promise<void> {
  const copies = copiesOf(outcomes);
  const left = plans.flatMap((plan) => {
    const outcome = outcomes.get(plan.source);
    const parent = plan.parent === undefined ? room : copies.get(plan.parent);
    return outcome?.state === 'copied' && !outcome.moved && parent
      ? [{ plan, copy: outcome.copy, parent }]
      : [];
  });
  for (const [i, batch] of chunks(left, BATCH).entries()) {
    await run.steps.repeatable(`${prefix}/moves/${i + 1}`, async (): Promise<Result<number>> => {
      const chain = new Multirequest();
      const slots = batch.map(({ plan, copy, parent }) => addMove(chain, plan, copy, parent));
      const sent = await run.client.send(chain);
      if (!sent.ok) return sent;
      for (const slot of slots) {
        const answer = sent.value.read(slot);
        if (!answer.ok && !isFinal(answer.failure)) return answer;
      }
      return succeeded(batch.length);
    });
  }
}
