import { expect, test } from 'vitest';
import type { MoodleFailure, MoodlePort } from '../../moodle/port.ts';
import { offerOf } from './activity-offer.ts';

const ACTIVITY = { base: 'https://moodle.example.edu', courseId: 2, cmid: 4, module: 'lti', name: 'Algebra' };

/** An offer of a Moodle that answers this, or never; time passes at once. */
const offered = (answer: Promise<unknown>): ReturnType<typeof offerOf> =>
  offerOf(
    ACTIVITY,
    '1_aaaaaaaa',
    () => ({ settings: () => answer }) as unknown as MoodlePort, // nothing else is asked
    true,
    { after: (_ms, work) => (setTimeout(work, 5), () => undefined) },
  );
const failed = (failure: MoodleFailure): Promise<unknown> => Promise.resolve({ ok: false, failure });

test.each<readonly [string, Promise<unknown>]>([
  ['says nothing in time', new Promise(() => undefined)],
  ['is away', failed({ kind: 'away' })],
  ['is signed out of', failed({ kind: 'signedOut' })],
  ['loses the answer', failed({ kind: 'lost' })],
])('a Moodle that %s has said nothing of the activity: the copy is offered', async (_, answer) => {
  expect(await offered(answer)).toEqual({ kind: 'offered', name: 'Algebra', checked: true });
});

test.each([
  [{ kind: 'refused', code: 'nopermissions' }, 'moodleRefused'],
  [{ kind: 'notThere' }, 'activityChanged'],
  [{ kind: 'unexpected' }, 'activityKind'],
] as const)('one that answers %j: no copy, and why (%s)', async (failure, reason) => {
  expect(await offered(failed(failure))).toEqual({ kind: 'impossible', name: 'Algebra', reason });
});
