import type { Beside } from '../clone/job/job.ts';
import { withPart } from '../clone/job/progress.ts';
import { withLine } from '../room/check.ts';
import { copyActivity, notCopied } from './copy-activity.ts';
import type { MoodlePort } from './port.ts';
import { removeActivity } from './remove-activity.ts';

/** The Moodle half of a clone, as a part of its job. @param moodleAt the Moodle at an address */
export function moodleHalf(moodleAt: (base: string) => MoodlePort): Beside {
  return {
    async make(run) {
      const { activity, room, report, wanted, original } = await run.change((job) => job);
      if (!activity || !room || !report) return;
      // Done once, it is never done again: the copy is the teacher's then.
      if (report.parts.some(({ part }) => part === 'activity')) return;
      const copy = { activity, from: original.entry.id, to: room, name: wanted.texts.name };
      const { notCopyable } = activity;
      const line = notCopyable
        ? notCopied(notCopyable, copy)
        : await copyActivity(run, moodleAt(activity.base), copy);
      await run.change((job) => ({
        ...job,
        report: job.report && withLine(job.report, line),
        progress: withPart(job.progress, 'activity', 1),
      }));
    },

    async remove(run) {
      const { activity, original } = run.job;
      if (activity) await removeActivity(run, moodleAt(activity.base), activity, original.entry.id);
    },
  };
}
