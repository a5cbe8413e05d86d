import { expect, test } from 'vitest';
import type { Run } from '../../clone/job/run.ts';
import type { Locks } from '../platform.ts';
import { inTurn } from './in-turn.ts';

/** As the browser's: one holder of a name at a time. */
function locks(): Locks {
  const held = new Map<string, Promise<unknown>>();
  return {
    request: (name, work) => {
      const done = (held.get(name) ?? Promise.resolve()).then(work);
      held.set(name, done);
      return done;
    },
  };
}

const runIn = (courseId: number | undefined): Run => {
  const activity = courseId && {
    base: 'https://moodle.example.edu',
    courseId,
    cmid: 4,
    module: 'lti',
    name: '',
  };
  // The one part that is used.
  return { job: { activity } } as unknown as Run;
};

test.each([
  ['of one course follow each other', 2, 2, 1],
  ['of two courses go side by side', 2, 3, 2],
  ['without a course go side by side', undefined, undefined, 2],
])('clones %s', async (_, one, other, most) => {
  let now = 0;
  let seen = 0;
  const work = async (): Promise<void> => {
    now += 1;
    seen = Math.max(seen, now);
    await new Promise((resolve) => setTimeout(resolve));
    now -= 1;
  };
  const { make, remove } = inTurn({ locks: locks() }, { make: work, remove: work });
  await Promise.all([make(runIn(one)), remove(runIn(other))]);
  expect(seen).toBe(most);
});
