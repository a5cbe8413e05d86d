import { expect } from 'vitest';
import { reportOf } from '../clone/report.ts';
import type { PartReport } from '../../lib/room/report/report.ts';
import { moodleHalf } from '../../lib/moodle/follow-up.ts';
import { AWAY, portByMessages } from '../../lib/moodle/port-by-messages.ts';
import type { MoodlePage } from '../../lib/moodle/page/moodle-page.ts';
import type { MoodleAsk, MoodlePort } from '../../lib/moodle/port.ts';
import type { Job } from '../../lib/clone/job/record.ts';
import type { Activity } from '../../lib/room/activity.ts';
import { OWNER } from '../campus/demo/people.ts';
import type { CourseModule } from '../campus/moodle/course.ts';
import type { Variant } from '../campus/moodle/variant.ts';
import { type World, world } from '../clone/world.ts';
import { type MoodleWorld, moodleWorld } from './moodle-browser.ts';

/** The same in every run: the demo's room, opened by the activity 4 of the demo course. */
export const ACTIVITY = 4;
export const NAME = 'Cloned - Algebra';
const TEXTS = { name: NAME, description: '<p>copy</p>', tags: 'algebra' };

/** A Kaltura and a Moodle, a worker that may die and pages that may close. */
export interface Campus {
  readonly kaltura: World;
  readonly moodle: MoodleWorld;
  /** The room that the activity opens. */
  readonly room: string;
  /** The activities before anything was started. */
  readonly before: readonly CourseModule[];
  /** Starts the clone from the activity. */
  readonly start: (cmid?: number, more?: Partial<Activity>) => Promise<Job>;
  readonly finish: (job: Job) => Promise<Job>;
  /** Whether a page of this Moodle is open. */
  open: boolean;
  /** Closes the page that is open, in the middle of whatever it does; the next question opens another. */
  readonly closePage: () => void;
}

export async function campus(variant: Variant): Promise<Campus> {
  let page: Promise<MoodlePage> | undefined;
  let close: () => void = () => undefined;

  const ask = async (question: MoodleAsk): Promise<unknown> => {
    if (!made.open) return AWAY;
    page ??= made.moodle.open();
    const closed = new Promise<undefined>((resolve) => (close = () => resolve(undefined)));
    const asked = page.then((there) => there.answer(question));
    const answer = await Promise.race([asked, closed]);
    // As a message does it in Firefox: what is not plain data cannot travel. And nothing comes from a page that has gone.
    return structuredClone(answer);
  };
  const port = (doing: <T>(effect: () => Promise<T>) => Promise<T>): MoodlePort =>
    portByMessages((question) => doing(() => ask(question)));
  const kaltura = world((doing) => moodleHalf(() => port(doing)));
  const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name: 'Algebra' };
  const room = String((await kaltura.admin.must(OWNER, 'room_room', 'add', { entry }))['id']);
  kaltura.pass(3_000);
  const moodle = moodleWorld(variant, room);
  const activity = (cmid: number, more: Partial<Activity> = {}): Activity => ({
    base: moodle.base,
    courseId: 2,
    cmid,
    module: 'lti',
    name: 'Live room',
    ...more,
  });
  const made: Campus = {
    kaltura,
    moodle,
    room,
    before: moodle.moodle.course.modules,
    start: (cmid = ACTIVITY, more) => kaltura.start(room, TEXTS, OWNER, undefined, {}, activity(cmid, more)),
    finish: (job) => kaltura.finish(job),
    open: true,
    closePage: () => {
      page = undefined;
      close();
    },
  };
  return made;
}

/** The activities that are new, as the course itself has them. */
export const copies = ({ moodle, before }: Campus): CourseModule[] =>
  moodle.moodle.course.modules.filter(({ id }) => !before.some((known) => known.id === id));

/** The report's line for the activity. */
export const line = (job: Job): PartReport | undefined =>
  reportOf(job)?.parts.find(({ part }) => part === 'activity');

/** One copy: hidden, right below, under the clone's name, opening the new room; and the original as it was. */
export function expectCopied(made: Campus, job: Job, cmid = ACTIVITY): void {
  expect(job.state.kind).toBe('ready');
  expect(line(job)).toMatchObject({ outcome: 'copied', count: 1, of: 1 });
  const { course } = made.moodle.moodle;
  const [copy, ...others] = copies(made);
  expect(others).toEqual([]);
  const original = made.before.find(({ id }) => id === cmid)!;
  const moved = (text: string): string => text.replaceAll(made.room, String(job.room));
  expect(copy).toEqual({
    ...original,
    id: copy?.id,
    name: NAME,
    visible: false,
    customParameters: moved(original.customParameters),
    toolUrl: moved(original.toolUrl),
    entryId: moved(original.entryId),
  });
  expect(course.must(cmid)).toEqual(original);
  const { modules } = course.sectionOf(cmid);
  expect(modules[modules.indexOf(cmid) + 1]).toBe(copy?.id);
}

/** None: the course is as it was. */
export function expectNone(made: Campus): void {
  expect(made.moodle.moodle.course.modules).toEqual(made.before);
}

/** Every way in which a room gets into a course, and a copy of it that opens another. */
export const KINDS = [
  ['LTI 1.1 by parameters, in a window', 5],
  ['LTI 1.1 by content selection', 10],
  ['LTI 1.3 by parameters', 11],
  ['LTI 1.3 in a window', 12],
  ['LTI 1.3 by content selection', 13],
  ['a Kaltura video', 8],
] as const;

/** Moodle's name for the kind of that activity. */
export const moduleOf = (cmid: number): 'lti' | 'kalvidres' => (cmid === 8 ? 'kalvidres' : 'lti');

/** The course's video holds the room, too. */
export async function withRoom(variant: Variant): Promise<Campus> {
  const made = await campus(variant);
  made.moodle.moodle.course.update(8, { entryId: made.room });
  return { ...made, before: made.moodle.moodle.course.modules };
}
