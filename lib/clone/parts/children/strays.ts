import type { EntryId } from '../../../kaltura/ids.ts';
import type { Step } from '../../engine/journal.ts';
import type { ChildOutcome, RoomOutcome } from '../outcomes.ts';

/** The steps that copy children: `children/<round>/<level>/<batch>`, and `late/<turn>/…` for those that came later. */
const BATCH = /^(?:children|late\/\d+)\/\d+\/\d+\/\d+$/;

/** The steps that move them afterwards: `<prefix>/moves/<batch>`. */
const hasMoved = ({ name, state, outcome }: Step): boolean =>
  name.includes('/moves/') &&
  state === 'done' &&
  (outcome as { readonly ok?: boolean } | undefined)?.ok === true; // as Steps wrote it

/** The step that deletes what a job has made: once it is done, nothing is left. */
const isRemoval = ({ name, state }: Step): boolean => name === 'remove' && state === 'done';

/** Whether a step clones a batch of children. */
export const isBatch = ({ name }: Step): boolean => BATCH.test(name);

/** Copies of children that this job's answers have named, and that are not known to stand under the new room. */
export function straysIn(steps: readonly Step[]): readonly EntryId[] {
  // Once they have been moved, or deleted, they are none.
  if (steps.some((step) => hasMoved(step) || isRemoval(step))) return [];
  const outcomes = steps.flatMap((step): readonly ChildOutcome[] => {
    if (step.state !== 'done') return [];
    // Written under this name, in this version of the workflow.
    const outcome = step.outcome as { readonly value?: unknown } | undefined;
    if (step.name === 'room') return (outcome?.value as RoomOutcome | undefined)?.children ?? [];
    return isBatch(step) ? ((outcome?.value as readonly ChildOutcome[] | undefined) ?? []) : [];
  });
  return outcomes.flatMap((outcome) => (outcome.state === 'copied' && !outcome.moved ? [outcome.copy] : []));
}
