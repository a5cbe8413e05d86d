import { expect, test } from 'vitest';
import type { Step } from '../clone/engine/journal.ts';
import { ORIGINAL_ID, scene } from '../clone/samples.ts';
import { reconcileDuplicate } from './duplicate-activity.ts';
import type { CourseState, MoodlePort } from './port.ts';

const activity = { base: 'https://moodle.test', courseId: 2, cmid: 4, module: 'lti', name: 'Room' };
const before: CourseState = [{ cmid: 4, name: 'Room', module: 'lti', sectionId: 1, visible: true }];
/** The course shows no copy. */
const moodle = { course: () => Promise.resolve({ ok: true, value: before }) } as unknown as MoodlePort; // all that is asked
const SENT = 1_000_000;

/** How long a lost Duplicate was looked for until it counts as absent, in milliseconds that have really passed. */
async function lookedFor(clock: (passed: number) => number): Promise<number> {
  const { run } = await scene(() => undefined);
  let passed = 0;
  let intent: Step = { jobId: 'job', name: 'duplicate', state: 'intent', attempts: 0, startedAt: SENT };
  for (let looks = 0; looks < 1_000; looks += 1) {
    const at = { ...run, clock: { now: () => SENT + clock(passed), random: () => 0 } };
    const evidence = await reconcileDuplicate(at, moodle, { activity, from: ORIGINAL_ID }, before, intent);
    if (evidence.kind !== 'inconclusive') {
      expect(evidence).toEqual({ kind: 'happened', outcome: { kind: 'none' } });
      return passed;
    }
    intent = { ...intent, noted: evidence.noted };
    passed += evidence.after;
  }
  return Infinity;
}

// PHP ends a request after 60 s: before that the lost one may still be at work.
test.each<[string, (passed: number) => number]>([
  ['goes on', (passed) => passed],
  ['is set forward by two hours after a while', (passed) => (passed < 20_000 ? passed : passed + 7_200_000)],
  ['was set forward before the first look', (passed) => passed + 7_200_000],
  ['is set back by two hours', (passed) => (passed < 20_000 ? passed : passed - 7_200_000)],
  ['was set back before the first look', (passed) => passed - 86_400_000],
])('a lost Duplicate is looked for about a minute where the local clock %s', async (_, clock) => {
  const looked = await lookedFor(clock);
  expect(looked).toBeGreaterThanOrEqual(50_000);
  expect(looked).toBeLessThanOrEqual(75_000);
});
