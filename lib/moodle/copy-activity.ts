import type { Run } from '../clone/job/run.ts';
import type { StepResult } from '../clone/engine/steps.ts';
import type { PartReport, Reason } from '../room/report/report.ts';
import { type ActivityCopy, duplicate, STEPS } from './duplicate-activity.ts';
import { type Found, isBelow } from './evidence.ts';
import { bounded, inMoodle, SILENT } from './moodle-steps.ts';
import {
  type CourseState,
  type MoodlePort,
  type MoodleResult,
  toolModule,
  UNSUITED,
  type Unsuited,
  unsuitedBy,
  type Written,
} from './port.ts';
import { removeCopy } from './remove-activity.ts';

/** Why there is no copy, where Moodle was asked for one. */
const NOT_FOUND = {
  none: 'activityNotMade',
  ambiguous: 'activityUnclear',
  silent: 'moodleSilent',
  refused: 'activityLeft',
} as const satisfies Readonly<Record<Exclude<Found['kind'], 'made'>, Reason>>;

/** Moodle's `name` of an activity holds so many characters. */
const NAME_LIMIT = 255;

/**
 * Copies the activity that opens the original so that the copy opens the new room, right below it and hidden from
 * students, by the steps that were measured in Moodle 4.1, 4.5 and 5.1
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries): duplicate, hide at once, write entry, name and
 * `visible=0` in one form, and read everything back. A copy that cannot be finished is removed.
 * @returns the line of the report; interrupts the run while Moodle is away
 */
export function copyActivity(run: Run, moodle: MoodlePort, copy: ActivityCopy): Promise<PartReport> {
  return inMoodle(async () => {
    const before = await bounded(run, STEPS.before, () => readBefore(moodle, copy));
    if (!before.ok) return notCopied(reasonOf(before), copy);
    const made = await duplicate(run, moodle, copy, before.value);
    if (!made.ok) return notCopied(reasonOf(made), copy);
    if (made.value.kind !== 'made') return notCopied(NOT_FOUND[made.value.kind], copy);
    const { cmid } = made.value;
    const finished = await finish(run, moodle, copy, before.value, cmid);
    if (finished.ok) {
      const { keepsGrouping, additional } = finished.value;
      const where = additional ? 'additionalActivity' : 'hiddenActivity';
      const lost = keepsGrouping ? [] : (['groupingLost'] as const);
      return { part: 'activity', outcome: 'copied', count: 1, of: 1, notes: [where, ...lost] };
    }
    const removed = await removeCopy(run, moodle, copy.activity, cmid);
    return notCopied(removed ? reasonOf(finished) : 'activityLeft', copy);
  });
}

/**
 * The course before anything is made; refused unless the activity itself names the room, and opens it: what the type of
 * its tool names goes before what an activity says (Moodle's `lti_build_custom_parameters`), so a copy would open the
 * old room again.
 */
async function readBefore(
  moodle: MoodlePort,
  { activity: { courseId, cmid, module }, from }: ActivityCopy,
): Promise<MoodleResult<CourseState>> {
  const kind = toolModule(module);
  if (!kind) return unsuited('activityKind');
  const settings = await moodle.settings(cmid);
  if (!settings.ok) return settings;
  const launch = await moodle.launch(cmid, kind);
  if (!launch.ok) return launch;
  if (launch.value.entryId !== from) return unsuited('activityChanged');
  const reason = unsuitedBy(settings.value, from);
  if (reason) return unsuited(reason);
  const course = await moodle.course(courseId);
  const known = course.ok && course.value.some((candidate) => candidate.cmid === cmid);
  return course.ok && !known ? { ok: false, failure: { kind: 'notThere' } } : course;
}

const unsuited = (reason: Unsuited): MoodleResult<never> => ({
  ok: false,
  failure: { kind: 'unsuited', reason },
});

/** From a bare duplicate to the finished copy. */
async function finish(
  run: Run,
  moodle: MoodlePort,
  { activity, from, to, name }: ActivityCopy,
  before: CourseState,
  cmid: number,
): Promise<StepResult<Written>> {
  const hidden = await bounded(run, STEPS.hide, () => moodle.hide(activity.courseId, cmid));
  if (!hidden.ok) return hidden;
  const title = [...name].slice(0, NAME_LIMIT).join('');
  const written = await bounded(run, STEPS.write, () => moodle.write(cmid, title, from, to));
  if (!written.ok) return written;
  const checked = await bounded(run, STEPS.check, () =>
    check(moodle, { activity, from, to, name }, before, cmid),
  );
  return checked.ok ? written : checked;
}

/** Reads back: the copy opens the new room, hidden, right below; the original opens what it opened. */
async function check(
  moodle: MoodlePort,
  { activity, from, to }: ActivityCopy,
  before: CourseState,
  cmid: number,
): Promise<MoodleResult<unknown>> {
  const kind = toolModule(activity.module);
  if (!kind) return unsuited('activityKind');
  const course = await moodle.course(activity.courseId);
  if (!course.ok) return course;
  const copy = await moodle.launch(cmid, kind);
  if (!copy.ok) return copy;
  const original = await moodle.launch(activity.cmid, kind);
  if (!original.ok) return original;
  // Its settings name the new room, as was read back: the type of its tool names the old one as well, and goes before them.
  if (copy.value.entryId === from) return unsuited('activityByTool');
  const seen = course.value.find((candidate) => candidate.cmid === cmid);
  const right =
    seen?.visible === false &&
    isBelow(before, course.value, activity.cmid, cmid) &&
    copy.value.entryId === to &&
    original.value.entryId === from;
  return right ? { ok: true, value: true } : unsuited('activityChanged');
}

/** The report's line for an activity that has no copy. */
export function notCopied(reason: Reason, { activity: { name } }: ActivityCopy): PartReport {
  return { part: 'activity', outcome: 'notCopied', of: 1, reason, names: [name] };
}

function reasonOf(result: StepResult<unknown>): Reason {
  if (result.ok) return 'activityChanged';
  const { failure } = result;
  if (failure.kind === 'noRight' || failure.kind === 'actionForbidden') return 'moodleRefused';
  return ('code' in failure ? REASONS.get(failure.code) : undefined) ?? 'activityChanged';
}

/** What our own codes of a failed step mean to a teacher. */
const REASONS: ReadonlyMap<string, Reason> = new Map([
  [SILENT, 'moodleSilent'],
  ...UNSUITED.map((reason) => [reason, reason] as const),
]);
