import { describe, expect, test } from 'vitest';
import { reportOf } from '../clone/report.ts';
import type { MoodleDeed, MoodleFault } from '../campus/moodle/switches.ts';
import { EACH_VERSION } from '../campus/moodle/variant.ts';
import { type Campus, expectCopied, expectNone, KINDS, line, moduleOf, withRoom } from './moodle-half.ts';

/** What a copy asks of Moodle × every kind of activity × every way to fail, once and for good. */

const USUAL = EACH_VERSION.find(({ version }) => version === '4.5')!;

const DEEDS = ['readForm', 'launch', 'token', 'state', 'duplicate', 'hide', 'writeForm'] as const;
type Deed = (typeof DEEDS)[number];
const PASSING = ['lostBefore', 'lostAfter', 'sesskey'] as const satisfies readonly MoodleFault[];
const LASTING = ['lostAfter', 'fault', 'noRight'] as const satisfies readonly MoodleFault[];

/** What only reads is not asked for a sesskey. */
const CHECKED: readonly MoodleDeed[] = ['state', 'duplicate', 'hide', 'writeForm'];
/** What changes something may have done so although its answer is lost. */
const CHANGING: readonly MoodleDeed[] = ['duplicate', 'hide', 'writeForm'];

/** Whether a copy of this kind asks for that at all: a token is LTI 1.3's; a video's launch is in its form. */
const asks = (cmid: number, deed: Deed): boolean => {
  if (deed === 'token') return cmid >= 11;
  return deed !== 'launch' || moduleOf(cmid) === 'lti';
};

/** Makes the deed fail; says how often it did. */
function failing(made: Campus, deed: Deed, fault: MoodleFault, times: number): () => number {
  let failures = 0;
  made.moodle.moodle.switches.fault = (asked) => {
    if (asked !== deed || failures >= times) return undefined;
    failures += 1;
    return fault;
  };
  return () => failures;
}

/** How the tool opens makes no difference to its copy. */
describe.each(KINDS.filter(([kind]) => kind !== 'LTI 1.3 in a window'))('%s', (_kind, cmid) => {
  const own = { module: moduleOf(cmid) };
  const deeds = DEEDS.filter((deed) => asks(cmid, deed));

  test.each(
    deeds.flatMap((deed) =>
      PASSING.filter((fault) => fault !== 'sesskey' || CHECKED.includes(deed)).map(
        (fault) => [deed, fault] as const,
      ),
    ),
  )('%s fails once (%s): one copy, whole', async (deed, fault) => {
    const made = await withRoom(USUAL);
    const failures = failing(made, deed, fault, 1);
    const job = await made.finish(await made.start(cmid, own));
    expect(failures()).toBe(1);
    expectCopied(made, job, cmid);
  });

  test.each(
    deeds.flatMap((deed) =>
      LASTING.filter((fault) => fault !== 'lostAfter' || CHANGING.includes(deed)).map(
        (fault) => [deed, fault] as const,
      ),
    ),
  )(
    '%s fails for good (%s): the room is ready, and the course as it was or as it is said to be',
    async (deed, fault) => {
      const made = await withRoom(USUAL);
      const failures = failing(made, deed, fault, Infinity);
      const job = await made.finish(await made.start(cmid, own));
      expect(failures()).toBeGreaterThan(0);
      expect(job.state.kind).toBe('ready');
      // What is done although its answer is lost, and what is read elsewhere, does no harm.
      if (SUCCEEDS[deed]?.includes(fault)) return expectCopied(made, job, cmid);
      expect(line(job)).toMatchObject({ outcome: 'notCopied', reason: reasonFor(deed, fault) });
      expect(reportOf(job)?.verdict).toBe('partial');
      expectNone(made);
    },
  );
});

/** Duplicate is looked for in the course; where Moodle gives no token to a teacher, the form names the entry. */
const SUCCEEDS: Partial<Record<Deed, readonly MoodleFault[]>> = {
  duplicate: ['lostAfter'],
  token: ['noRight'],
};

function reasonFor(deed: Deed, fault: MoodleFault): string {
  if (fault === 'noRight') return 'moodleRefused';
  return deed === 'duplicate' ? 'activityNotMade' : 'moodleSilent';
}
