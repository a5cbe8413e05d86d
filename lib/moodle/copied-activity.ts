import * as z from 'zod/mini';
import type { Step } from '../clone/engine/journal.ts';
import { STEPS } from './duplicate-activity.ts';
import { removalOf } from './remove-activity.ts';

const made = z.lazy(() =>
  z.object({
    ok: z.literal(true),
    value: z.object({ kind: z.literal('made'), cmid: z.number() }),
  }),
);

const isDuplicate = ({ name }: Step): boolean => STEPS.duplicate.some((duplicate) => duplicate === name);

/** The id in its course of the activity that a job has made, by the job's steps; undefined: none, or none any more. */
export const copiedActivity = (steps: readonly Step[]): number | undefined =>
  steps
    .filter((step) => step.state === 'done' && isDuplicate(step))
    .map(({ outcome }) => made.safeParse(outcome).data?.value.cmid)
    .find((cmid) => cmid !== undefined && !steps.some(({ name }) => name === removalOf(cmid)));

/** Whether a copy of the activity may be there: one was made, or was asked for, and what came of it is not known. */
export const mayBeThere = (steps: readonly Step[]): boolean =>
  copiedActivity(steps) !== undefined || steps.some((step) => isDuplicate(step) && step.state === 'intent');
