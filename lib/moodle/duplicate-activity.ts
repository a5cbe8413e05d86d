import type { Run } from '../clone/job/run.ts';
import type { Step } from '../clone/engine/journal.ts';
import type { Evidence, StepResult } from '../clone/engine/steps.ts';
import type { Failure } from '../kaltura/transport/failure.ts';
import { failed, type Result, succeeded } from '../kaltura/transport/result.ts';
import type { Activity } from '../room/activity.ts';
import { type Found, findCopy, newcomers } from './evidence.ts';
import { asResult, valueOrPause } from './moodle-steps.ts';
import { type CourseState, type MoodlePort, type MoodleResult, toolModule } from './port.ts';

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
      effect: () => send(moodle, copy, before),
      reconcile: (intent) => reconcileDuplicate(run, moodle, copy, before, intent),
    });
    if (!result.ok || result.value.kind !== 'none') return result;
  }
  return { ok: true, value: { kind: 'none' } };
}

async function send(moodle: MoodlePort, copy: ActivityCopy, before: CourseState): Promise<Result<Found>> {
  // Signed out, or away: that is known before anything is asked for.
  const hello = await moodle.hello();
  if (!hello.ok) return asResult(hello);
  if (!hello.value.signedIn) return asResult({ ok: false, failure: { kind: 'signedOut' } });
  const { courseId, cmid } = copy.activity;
  const known = before.map((activity) => activity.cmid);
  const sent = await moodle.duplicate(courseId, cmid, known);
  if (sent.ok && sent.value.cmid !== undefined) return succeeded({ kind: 'made', cmid: sent.value.cmid });
  const refused = !sent.ok && (sent.failure.kind === 'refused' || sent.failure.kind === 'notThere');
  if (refused) return asResult(sent);
  // Any other answer may come from a Moodle that has done it.
  const found = await look(moodle, copy, before);
  return found.ok && found.value.kind !== 'none' ? succeeded(found.value) : failed(UNKNOWN);
}

const UNKNOWN: Failure = { kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined };

/** What became of a Duplicate whose answer was lost. */
export async function reconcileDuplicate(
  run: Run,
  moodle: MoodlePort,
  copy: Pick<ActivityCopy, 'activity' | 'from'>,
  before: CourseState,
  intent: Step,
): Promise<Evidence<Found>> {
  const looked = await look(moodle, copy, before);
  // Who may not see the course any more will not learn what is there by asking again.
  if (!looked.ok && looked.failure.kind === 'refused')
    return { kind: 'happened', outcome: { kind: 'refused' } };
  const outcome = (await valueOrPause(run, `${intent.name}/evidence`, looked)) ?? SILENT;
  const noted = lookedUntil(intent, run.clock.now());
  // That there is none is an outcome as well: the step is over, and another may follow.
  return outcome.kind !== 'none' || noted.elapsed >= ABSENT_AFTER_MS
    ? { kind: 'happened', outcome }
    : { kind: 'inconclusive', after: LOOK_AGAIN_MS, noted };
}

/** What a look leaves for the next, in milliseconds of the local clock. Written by this file alone. */
interface Looked {
  readonly last: number;
  readonly elapsed: number;
}

/**
 * How long a Duplicate has been looked for. Moodle tells no time, and the local clock may be set forward or back: of what
 * has gone by it between two looks no more counts than is waited between them.
 */
function lookedUntil({ startedAt, noted }: Step, now: number): Looked {
  // A migration may have noted something of another kind.
  const { last = startedAt, elapsed = 0 } = (noted ?? {}) as Partial<Looked>;
  return { last: now, elapsed: elapsed + Math.min(LOOK_AGAIN_MS, Math.max(0, now - last)) };
}

const SILENT: Found = { kind: 'silent' };

/** Looks for the copy in the course. */
async function look(
  moodle: MoodlePort,
  { activity: { courseId, cmid, module }, from }: Pick<ActivityCopy, 'activity' | 'from'>,
  before: CourseState,
): Promise<MoodleResult<Found>> {
  const kind = toolModule(module);
  if (!kind) return { ok: true, value: { kind: 'none' } };
  const now = await moodle.course(courseId);
  if (!now.ok) return now;
  const opening = new Set<number>();
  for (const newcomer of newcomers(before, now.value, cmid)) {
    const launch = await moodle.launch(newcomer.cmid, kind);
    // Deleted in this moment, or no tool at all: not our copy.
    const other = !launch.ok && (launch.failure.kind === 'notThere' || launch.failure.kind === 'unexpected');
    if (other) continue;
    if (!launch.ok) return launch;
    if (launch.value.entryId === from) opening.add(newcomer.cmid);
  }
  return { ok: true, value: findCopy(before, now.value, cmid, opening) };
}
