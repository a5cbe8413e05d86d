import { type Run, suspend } from '../clone/job/run.ts';
import { succeeded } from '../kaltura/transport/result.ts';
import type { Activity } from '../room/activity.ts';
import { reconcileDuplicate, STEPS } from './duplicate-activity.ts';
import type { Found } from './evidence.ts';
import { bounded, inMoodle } from './moodle-steps.ts';
import type { CourseState, MoodlePort, MoodleResult } from './port.ts';

/** The step by which a copy is removed. */
export const removalOf = (cmid: number): string => `activity/remove/${cmid}`;

/**
 * Removes a copy that this job made, and no other: its id is the journal's. A refusal is not remembered: the next try asks
 * again, since the right may be back.
 * @returns whether it is gone
 */
export async function removeCopy(
  run: Run,
  moodle: MoodlePort,
  activity: Activity,
  cmid: number,
): Promise<boolean> {
  const gone = await bounded(run, removalOf(cmid), () => remove(moodle, activity.courseId, cmid), 'success');
  return gone.ok;
}

async function remove(moodle: MoodlePort, courseId: number, cmid: number): Promise<MoodleResult<unknown>> {
  const removed = await moodle.remove(courseId, cmid);
  // What is gone already is gone all the same.
  if (!removed.ok && removed.failure.kind !== 'notThere') return removed;
  const course = await moodle.course(courseId);
  if (!course.ok) return course;
  const there = course.value.some((candidate) => candidate.cmid === cmid);
  return there ? { ok: false, failure: { kind: 'unexpected' } } : { ok: true, value: true };
}

/** Removes what `copyActivity` made, with the room: by its record in the journal, or the evidence for a lost one. */
export function removeActivity(
  run: Run,
  moodle: MoodlePort,
  activity: Activity,
  from: string,
): Promise<void> {
  return inMoodle(async () => {
    const before = await run.journal.step(run.job.id, STEPS.before);
    if (before?.state !== 'done') return;
    // Written by `copyActivity` under this name, in this version of the workflow.
    const { value } = before.outcome as { readonly value?: CourseState };
    if (!value) return;
    // What was found is in the journal before anything is deleted: afterwards no evidence of it is left.
    const due = await run.steps.repeatable('activity/found', async () => {
      const found = new Set<number>();
      let unknown = false;
      for (const name of STEPS.duplicate) {
        const made = await run.steps.outcome<Found>(name, (intent) =>
          reconcileDuplicate(run, moodle, { activity, from }, value, intent),
        );
        if (made?.kind === 'made') found.add(made.cmid);
        unknown ||= made !== undefined && made.kind !== 'made' && made.kind !== 'none';
      }
      return succeeded({ cmids: [...found], unknown });
    });
    if (!due.ok) return;
    const { cmids, unknown } = due.value;
    let left = unknown;
    for (const cmid of cmids) left = !(await removeCopy(run, moodle, activity, cmid)) || left;
    // What may be the copy is not touched on a guess: that it may be there is said.
    if (left) suspend({ kind: 'end', problem: { code: 'activityLeft' } });
  });
}
