import * as z from 'zod/mini';
import type { Step } from '../clone/engine/journal.ts';
import { STEPS } from './duplicate-activity.ts';
import { removalOf } from './remove-activity.ts';

const made = z.object({
  ok: z.literal(true),
  value: z.object({ kind: z.literal('made'), cmid: z.number() }),
});

/** The id in its course of the activity that a job has made, by the job's steps; undefined: none, or none any more. */
export const copiedActivity = (steps: readonly Step[]): number | undefined =>
  steps
    .filter(({ name, state }) => state === 'done' && STEPS.duplicate.some((duplicate) => duplicate === name))
    .map(({ outcome }) => made.safeParse(outcome).data?.value.cmid)
    .find((cmid) => cmid !== undefined && !steps.some(({ name }) => name === removalOf(cmid)));
