import type { Run } from '../../clone/job/run.ts';
import type { FollowUp } from '../../clone/workflow/commands.ts';
import type { Platform } from '../platform.ts';

/**
 * The Moodle half of clones, one clone a course at a time: which of several new activities is whose, a course does not tell
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries), and a batch makes many in one.
 */
export function inTurn({ locks }: Pick<Platform, 'locks'>, followUp: FollowUp): FollowUp {
  const alone =
    (work: (run: Run) => Promise<void>) =>
    async (run: Run): Promise<void> => {
      const { activity } = run.job;
      if (!activity) return work(run);
      await locks.request(`moodle|${activity.base}|${activity.courseId}`, () => work(run));
    };
  return { ...followUp, make: alone(followUp.make), remove: alone(followUp.remove) };
}
