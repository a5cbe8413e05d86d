import type { FollowUp } from '../clone/workflow/commands.ts';
import { withPart } from '../clone/job/progress.ts';
import type { Activity } from '../room/activity.ts';
import { mayBeThere } from './copied-activity.ts';
import { copyActivity, notCopied } from './copy-activity.ts';
import type { MoodlePort } from './port.ts';
import { removeActivity } from './remove-activity.ts';

/**
 * The Moodle half of a clone, as a part of its job.
 * @param moodleAt the Moodle at an address
 * @param copied is told of an activity that has a copy now
 */
export function moodleHalf(
  moodleAt: (base: string) => MoodlePort,
  copied: (activity: Activity) => Promise<void> = () => Promise.resolve(),
): FollowUp {
  return {
    async make(run) {
      const { activity, room, state, wanted, original } = await run.record();
      if (!activity || !room || state.kind !== 'ready') return;
      // Done once, it is never done again: the copy is the teacher's then.
      if (state.finished.report.parts.some(({ part }) => part === 'activity')) return;
      const copy = { activity, from: original.entry.id, to: room, name: wanted.texts.name };
      const { notCopyable } = activity;
      const line = notCopyable
        ? notCopied(notCopyable, copy)
        : await copyActivity(run, moodleAt(activity.base), copy);
      const { progress } = await run.record();
      await run.note({ kind: 'reported', line, progress: withPart(progress, 'activity', 1) });
      if (line.outcome === 'copied') await copied(activity);
    },

    async remove(run) {
      const { activity, original } = run.job;
      if (activity) await removeActivity(run, moodleAt(activity.base), activity, original.entry.id);
    },

    isBegun: mayBeThere,
  };
}
