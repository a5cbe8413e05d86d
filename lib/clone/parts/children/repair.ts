import { Multirequest } from '../../../kaltura/transport/multirequest.ts';
import { copiesOf } from '../outcomes.ts';
import type { ChildrenTurn } from './copy.ts';
import { addMove } from './plan.ts';
import { chunks } from '../../reading/chunks.ts';
import type { Run } from '../../job/run.ts';
import { sendUpdates } from '../send-updates.ts';

const BATCH = 40;

/** Moves the copies that are not known to stand under the new room, and clears their people. */
export async function repairChildren(
  run: Run,
  { room, plans, outcomes, prefix }: ChildrenTurn,
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
    await run.steps.repeatable(`${prefix}/moves/${i + 1}`, () => {
      const chain = new Multirequest();
      const slots = batch.map(({ plan, copy, parent }) => addMove(chain, plan, copy, parent));
      return sendUpdates(run.client, chain, slots);
    });
  }
}
