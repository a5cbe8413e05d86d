import type { Activity } from '../../lib/room/activity.ts';
import type { CourseActivity, MoodleAsk, MoodleResult } from '../../lib/moodle/port.ts';

/** What is wrong with a Moodle for a while. `lost`: it does what it is asked, and its answer comes to nobody. */
export type MoodleTrouble = 'none' | 'signedOut' | 'lost' | 'refuses';

interface StoredActivity extends CourseActivity {
  readonly entryId: string;
}

export const MOODLE = 'https://moodle.example.edu';
const COURSE = 2;
const SECTION = 1;
/** The activity that opens the room. */
const ORIGINAL = 4;

/**
 * A course of a Moodle as our script in its page tells of it: what the questions of the Moodle half are answered from.
 * How pages of Moodle are read is tested beside `lib/moodle/page`, with the campus's Moodle.
 */
export class Course {
  trouble: MoodleTrouble = 'none';
  #activities: readonly StoredActivity[];
  #next = 10;

  constructor(entryId: string) {
    const shown = { module: 'lti', sectionId: SECTION, visible: true, entryId };
    this.#activities = [
      { ...shown, cmid: ORIGINAL, name: 'Live room' },
      { ...shown, cmid: 5, name: 'Something else', entryId: '1_another1' },
    ];
  }

  /** The activity in whose page a frame shows the room. */
  get activity(): Activity {
    return { base: MOODLE, courseId: COURSE, cmid: ORIGINAL, module: 'lti', name: 'Live room' };
  }

  /** What is in it beside the two that were there at first. */
  get copies(): readonly StoredActivity[] {
    return this.#activities.filter(({ cmid }) => cmid >= 10);
  }

  answer(question: MoodleAsk): MoodleResult<unknown> | undefined {
    if (this.trouble === 'signedOut')
      return question.ask === 'hello'
        ? { ok: true, value: { signedIn: false } }
        : { ok: false, failure: { kind: 'signedOut' } };
    const answer = this.#carryOut(question);
    return this.trouble === 'lost' ? undefined : answer;
  }

  #carryOut(question: MoodleAsk): MoodleResult<unknown> {
    switch (question.ask) {
      case 'hello':
        return { ok: true, value: { signedIn: true } };
      case 'course':
        return { ok: true, value: this.#activities.map(({ entryId: _entryId, ...activity }) => activity) };
      case 'duplicate':
        return this.#duplicate(question.cmid);
      case 'hide':
        return this.#change(question.cmid, (activity) => ({ ...activity, visible: false }));
      case 'remove': {
        if (this.trouble === 'refuses') return REFUSED;
        const before = this.#activities.length;
        this.#activities = this.#activities.filter(({ cmid }) => cmid !== question.cmid);
        return this.#activities.length < before ? { ok: true, value: true } : NOT_THERE;
      }
      case 'settings': {
        const found = this.#activities.find(({ cmid }) => cmid === question.cmid);
        if (!found) return NOT_THERE;
        const { name, module, visible, entryId } = found;
        return { ok: true, value: { name, module, visible, entry: { id: entryId, field: 'parameters' } } };
      }
      case 'write': {
        const { cmid, name, to } = question;
        const written = this.#change(cmid, (activity) => ({
          ...activity,
          name,
          entryId: to,
          visible: false,
        }));
        return written.ok ? { ok: true, value: { keepsGrouping: true } } : written;
      }
      case 'launch': {
        const found = this.#activities.find(({ cmid }) => cmid === question.cmid);
        return found ? { ok: true, value: { toolUrl: '', entryId: found.entryId } } : NOT_THERE;
      }
    }
  }

  /** Moodle's own Duplicate, and Hide behind it. */
  #duplicate(cmid: number): MoodleResult<unknown> {
    if (this.trouble === 'refuses') return REFUSED;
    const at = this.#activities.findIndex((activity) => activity.cmid === cmid);
    const source = this.#activities[at];
    if (!source) return NOT_THERE;
    const copy = { ...source, cmid: this.#next, name: `${source.name} (copy)`, visible: false };
    this.#next += 1;
    this.#activities = this.#activities.toSpliced(at + 1, 0, copy);
    return { ok: true, value: { cmid: copy.cmid } };
  }

  #change(cmid: number, change: (activity: StoredActivity) => StoredActivity): MoodleResult<true> {
    if (this.trouble === 'refuses') return REFUSED;
    if (!this.#activities.some((activity) => activity.cmid === cmid)) return NOT_THERE;
    this.#activities = this.#activities.map((one) => (one.cmid === cmid ? change(one) : one));
    return { ok: true, value: true };
  }
}

const REFUSED = { ok: false, failure: { kind: 'refused', code: 'nopermissions' } } as const;
const NOT_THERE = { ok: false, failure: { kind: 'notThere' } } as const;
