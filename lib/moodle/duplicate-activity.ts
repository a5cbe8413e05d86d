import type { Run } from '../clone/job/run.ts';
import type { Evidence, StepResult } from '../clone/engine/steps.ts';
import { failed, type Result, succeeded } from '../kaltura/result.ts';
import type { Activity } from '../room/activity.ts';
import { type Found, findCopy, newcomers } from './evidence.ts';
import { asResult, orWait } from './moodle-steps.ts';
import type { CourseState, MoodlePort } from './port.ts';

/** A Duplicate that was lost is looked for so long; PHP has ended the request by then. */
const ABSENT_AFTER_MS = 60_000;
const LOOK_AGAIN_MS = 5_000;
/** One copy to make: of which activity, from which room to which. */
export interface ActivityCopy {
  readonly activity: Activity;
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** The steps' names in the journal. */
export const STEPS = {
  before: 'activity/before',
  /** So often a copy is asked for; each time is a step of its own. */
  duplicate: ['activity/duplicate/1', 'activity/duplicate/2', 'activity/duplicate/3'],
  hide: 'activity/hide',
  write: 'activity/write',
  check: 'activity/check',
} as const;

/**
 * Creates the copy: what came of a lost request the course itself shows. Asked for again only where the course shows
 * that none was made.
 */
export async function duplicate(
  run: Run,
  moodle: MoodlePort,
  copy: ActivityCopy,
  before: CourseState,
): Promise<StepResult<Found>> {
  for (const name of STEPS.duplicate) {
    const result = await run.steps.creating<Found>(name, {
      effect: () => send(run, moodle, copy, before),
      reconcile: (intent) => reconcileDuplicate(run, moodle, copy, before, intent.startedAt),
    });
    if (!result.ok || result.value.kind !== 'none') return result;
  }
  return { ok: true, value: { kind: 'none' } };
}

async function send(
  run: Run,
  moodle: MoodlePort,
  copy: ActivityCopy,
  before: CourseState,
): Promise<Result<Found>> {
  // Signed out, or away: that is known before anything is asked for.
  const { signedIn } = orWait(run, await moodle.hello());
  if (!signedIn) return asResult(run, { ok: false, failure: { kind: 'signedOut' } });
  const { courseId, cmid } = copy.activity;
  const known = before.map((activity) => activity.cmid);
  const sent = await moodle.duplicate(courseId, cmid, known);
  const refused = !sent.ok && (sent.failure.kind === 'refused' || sent.failure.kind === 'notThere');
  if (refused) return asResult(run, sent);
  // Any other answer may come from a Moodle that has done it.
  const found = await look(run, moodle, copy, before);
  return found.kind === 'none'
    ? failed({ kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined })
    : succeeded(found);
}

/** What became of a Duplicate whose answer was lost. */
export async function reconcileDuplicate(
  run: Run,
  moodle: MoodlePort,
  copy: Pick<ActivityCopy, 'activity' | 'from'>,
  before: CourseState,
  startedAt: number,
): Promise<Evidence<Found>> {
  const outcome = await look(run, moodle, copy, before);
  const late = run.clock.now() - startedAt >= ABSENT_AFTER_MS;
  // That there is none is an outcome as well: the step is over, and another may follow.
  return outcome.kind !== 'none' || late
    ? { kind: 'happened', outcome }
    : { kind: 'unclear', after: LOOK_AGAIN_MS };
}

/** Looks for the copy in the course. */
async function look(
  run: Run,
  moodle: MoodlePort,
  { activity: { courseId, cmid }, from }: Pick<ActivityCopy, 'activity' | 'from'>,
  before: CourseState,
): Promise<Found> {
  const now = orWait(run, await moodle.course(courseId));
  const opening = new Set<number>();
  for (const newcomer of newcomers(before, now, cmid)) {
    const launch = await moodle.launch(newcomer.cmid);
    // Deleted in this moment, or no tool at all: not our copy.
    const other = !launch.ok && (launch.failure.kind === 'notThere' || launch.failure.kind === 'unexpected');
    if (!other && orWait(run, launch).entryId === from) opening.add(newcomer.cmid);
  }
  return findCopy(before, now, cmid, opening);
}
