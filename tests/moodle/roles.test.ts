import { describe, expect, test } from 'vitest';
import type { MoodleDeed } from '../campus/moodle/switches.ts';
import { EACH_VERSION } from '../campus/moodle/variant.ts';
import {
  type Campus,
  copies,
  expectCopied,
  expectNone,
  KINDS,
  line,
  moduleOf,
  withRoom,
} from './moodle-half.ts';

/** Who copies an activity × its kind × the version; and what others do to it in the meantime. */

/** What a copy asks for after the first reading. */
const LATER = ['duplicate', 'hide', 'writeForm'] as const satisfies readonly MoodleDeed[];

/** Something happens in Moodle at the moment in which this is first asked for. */
function whenAsked(made: Campus, deed: MoodleDeed, happens: () => void): void {
  let done = false;
  made.moodle.moodle.switches.fault = (asked) => {
    if (asked !== deed || done) return undefined;
    done = true;
    happens();
    return undefined;
  };
}

describe.each(EACH_VERSION)('Moodle $version', (variant) => {
  describe.each(KINDS)('%s', (_kind, cmid) => {
    const own = { module: moduleOf(cmid) };

    test.each(['manager', 'teacher'] as const)('a %s has the copy', async (role) => {
      const made = await withRoom(variant);
      made.moodle.moodle.switches.roleOf = () => role;
      expectCopied(made, await made.finish(await made.start(cmid, own)), cmid);
    });

    test.each(['nonEditingTeacher', 'student', 'stranger'] as const)(
      'a %s has the room, and is told that Moodle does not let them: nothing is asked of it that creates',
      async (role) => {
        const made = await withRoom(variant);
        made.moodle.moodle.switches.roleOf = () => role;
        const job = await made.finish(await made.start(cmid, own));
        expect(job.state.kind).toBe('ready');
        expect(line(job)).toMatchObject({ outcome: 'notCopied', reason: 'moodleRefused' });
        expect(made.moodle.moodle.deeds).not.toContain('duplicate');
        expectNone(made);
      },
    );
  });

  describe.each(['nonEditingTeacher', 'stranger'] as const)('made a %s in between', (role) => {
    test.each(LATER)('before %s: it is said, and what is left is said', async (deed) => {
      const made = await withRoom(variant);
      whenAsked(made, deed, () => (made.moodle.moodle.switches.roleOf = () => role));
      const job = await made.finish(await made.start());
      expect(job.state.kind).toBe('ready');
      const left = deed !== 'duplicate';
      expect(line(job)).toMatchObject({
        outcome: 'notCopied',
        reason: left ? 'activityLeft' : 'moodleRefused',
      });
      expect(copies(made)).toHaveLength(left ? 1 : 0);
      if (deed === 'writeForm') expect(copies(made)).toMatchObject([{ visible: false }]);
      // Undo does not say that everything is gone while a copy is there.
      await made.kaltura.undo(job, true);
      const end = await made.finish(job);
      if (left) expect(end.state).toMatchObject({ kind: 'failed', problem: { code: 'activityLeft' } });
      else expect(end.state).toEqual({ kind: 'undone' });
      // With the right back, Undo asks Moodle once more.
      made.moodle.moodle.switches.roleOf = () => 'teacher';
      await made.kaltura.undo(job, true);
      expect((await made.finish(job)).state).toEqual({ kind: 'undone' });
      expectNone(made);
    });
  });

  // 4.1 is asked twice, and the first request only says that it does not know the action.
  test.runIf(variant.version !== '4.1')(
    'put out of the course while the answer to Duplicate is lost: that a copy may be there is said',
    async () => {
      const made = await withRoom(variant);
      const { switches } = made.moodle.moodle;
      switches.fault = (deed) => {
        // What was asked for is done; what came of it is not shown any more.
        if (deed === 'state' && copies(made).length > 0) switches.roleOf = () => 'stranger';
        return deed === 'duplicate' ? 'lostAfter' : undefined;
      };
      const job = await made.finish(await made.start());
      expect(line(job)).toMatchObject({ outcome: 'notCopied', reason: 'activityLeft' });
      await made.kaltura.undo(job, true);
      const end = await made.finish(job);
      expect(end.state).toMatchObject({ kind: 'failed', problem: { code: 'activityLeft' } });
    },
  );

  describe.each(LATER)('another teacher, at the moment of %s,', (deed) => {
    test('renames and hides the original: the copy is whole, and theirs stays', async () => {
      const made = await withRoom(variant);
      const theirs = { name: 'Week 5', visible: false };
      whenAsked(made, deed, () => made.moodle.moodle.course.update(4, theirs));
      const job = await made.finish(await made.start());
      const before = made.before.map((module) => (module.id === 4 ? { ...module, ...theirs } : module));
      expectCopied({ ...made, before }, job);
    });

    test('deletes the original: nothing is left, and it is said that it is gone', async () => {
      const made = await withRoom(variant);
      whenAsked(made, deed, () => made.moodle.moodle.course.remove(4));
      const job = await made.finish(await made.start());
      expect(line(job)).toMatchObject({ outcome: 'notCopied', reason: 'activityChanged' });
      expect(made.moodle.moodle.course.modules).toEqual(made.before.filter(({ id }) => id !== 4));
    });

    test('moves the original: the copy is whole and right below, or none is left', async () => {
      const made = await withRoom(variant);
      const { course } = made.moodle.moodle;
      whenAsked(made, deed, () => course.move(4, 4));
      const job = await made.finish(await made.start());
      if (deed === 'duplicate') return expectCopied(made, job);
      expect(line(job)).toMatchObject({ outcome: 'notCopied', reason: 'activityChanged' });
      expect(copies(made)).toEqual([]);
      expect(course.must(4)).toEqual(made.before.find(({ id }) => id === 4));
    });
  });

  test.each(['writeForm', 'launch'] as const)(
    'another teacher deletes the copy before it is done: none is left, and it is said',
    async (deed) => {
      const made = await withRoom(variant);
      const deleteCopies = (): void => copies(made).forEach(({ id }) => made.moodle.moodle.course.remove(id));
      let duplicated = false;
      made.moodle.moodle.switches.fault = (asked) => {
        if (asked === deed && duplicated) deleteCopies();
        duplicated ||= asked === 'writeForm';
        duplicated ||= asked === 'hide' && deed === 'writeForm';
        return undefined;
      };
      const job = await made.finish(await made.start());
      expect(line(job)).toMatchObject({ outcome: 'notCopied', reason: 'activityChanged' });
      expectNone(made);
    },
  );
});
