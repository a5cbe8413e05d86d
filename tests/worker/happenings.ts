import fc from 'fast-check';
import { swarm } from '../swarm.ts';
import { type User, USERS } from './campus-world.ts';
import type { MoodleTrouble } from './moodle-course.ts';

/** Something that happens around the worker. `who` picks one of the windows that are open. */
export type Happening =
  | { readonly kind: 'open'; readonly user: User; readonly letsFramesIn: boolean }
  | { readonly kind: 'save' | 'keep' | 'retry' | 'openRoom'; readonly who: number }
  /** `worked`: somebody has worked in the room just before. `answer`: where she is asked about it, for that. */
  | {
      readonly kind: 'undo';
      readonly who: number;
      readonly worked: boolean;
      readonly answer: 'yes' | 'keep' | undefined;
    }
  | { readonly kind: 'decide'; readonly who: number; readonly answer: 'first' | 'cloneAgain' | 'leave' }
  /** Whoever sits before a window that somebody else has left open presses what it does not offer. */
  | { readonly kind: 'meddle'; readonly who: number }
  | { readonly kind: 'close'; readonly who: number; readonly way: 'button' | 'page' | 'tab' | 'navigation' }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'stop' | 'update' | 'restart' | 'popup' | 'popupUndo' | 'clickNotice' | 'workInRoom' }
  /** The worker is stopped when it has passed so many points. */
  | { readonly kind: 'stopIn'; readonly points: number }
  | { readonly kind: 'signIn' | 'signOut' | 'sessionOver'; readonly user: User }
  | { readonly kind: 'kaltura'; readonly isAway: boolean }
  /** The server stops behind so many calls of each request that clones a room; undefined: it is well. */
  | { readonly kind: 'server'; readonly diesAfter: number | undefined }
  /** Nobody's role may delete, for a while. */
  | { readonly kind: 'deletes'; readonly areRefused: boolean }
  /** The search index is behind by so much; alarms come so late. Milliseconds. */
  | { readonly kind: 'lag' | 'alarms'; readonly ms: number }
  /** Somebody, or the network, sets the computer's clock: so far ahead of the true time. */
  | { readonly kind: 'clock'; readonly ms: number }
  | { readonly kind: 'journal'; readonly trouble: 'none' | 'full' | 'unavailable' }
  /** The browser comes back with a journal that is so many happenings old: what was noted since is gone. */
  | { readonly kind: 'oldDisk'; readonly back: number }
  | { readonly kind: 'moodle'; readonly trouble: MoodleTrouble };

const HOUR_MS = 3_600_000;

const user = fc.constantFrom(...USERS);
const who = fc.nat(3);
const of = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: of('open'), user, letsFramesIn: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ kind: of('save'), who }) },
  { weight: 5, arbitrary: fc.record({ kind: of('keep', 'retry', 'openRoom'), who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: of('undo'),
      who,
      worked: fc.boolean(),
      answer: fc.constantFrom('yes', 'keep', undefined),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: of('decide'), who, answer: of('first', 'cloneAgain', 'leave') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: of('meddle'), who }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: of('close'), who, way: of('button', 'page', 'tab', 'navigation') }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: of('pass'),
      ms: fc.constantFrom(0, 100, 300, 2_000, 12_000, 40_000, 600_000),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: of('stop', 'update', 'popup', 'clickNotice') }) },
  { weight: 3, arbitrary: fc.record({ kind: of('workInRoom') }) },
  { weight: 1, arbitrary: fc.record({ kind: of('restart', 'popupUndo') }) },
  { weight: 5, arbitrary: fc.record({ kind: of('stopIn'), points: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 5, arbitrary: fc.record({ kind: of('signIn', 'signOut', 'sessionOver'), user }) },
  { weight: 3, arbitrary: fc.record({ kind: of('kaltura'), isAway: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: of('server'), diesAfter: fc.constantFrom(undefined, 1, 2, 3, 4, 5) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: of('deletes'), areRefused: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: of('lag', 'alarms'), ms: fc.constantFrom(0, 20_000, 600_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: of('clock'),
      ms: fc.constantFrom(0, -3 * HOUR_MS, 3 * HOUR_MS, -400 * 24 * HOUR_MS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: of('journal'), trouble: of('none', 'full', 'unavailable') }) },
  { weight: 2, arbitrary: fc.record({ kind: of('oldDisk'), back: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: of('moodle'), trouble: of('none', 'signedOut', 'lost', 'refuses') }),
  },
);

/** One of two people may never come; without a window in which somebody saves there is no life. */
const kindOf = (one: Happening): string =>
  'user' in one && one.user !== USERS[0] ? `${one.kind} by the other` : one.kind;
const SOMETIMES: readonly string[] = [
  ...['undo', 'keep', 'retry', 'openRoom', 'decide', 'meddle', 'close', 'pass', 'popup', 'popupUndo'],
  ...['stop', 'stopIn', 'restart', 'update', 'clickNotice', 'workInRoom', 'signIn', 'signOut', 'sessionOver'],
  ...['open by the other', 'signIn by the other', 'signOut by the other', 'sessionOver by the other'],
  ...['kaltura', 'server', 'deletes', 'lag', 'alarms', 'clock', 'journal', 'oldDisk', 'moodle'],
];

const anything = swarm(happening, kindOf, SOMETIMES, { least: 3, most: 24 });

/** Most lives begin with a clone, now and then with something in between: without one hardly anything can happen. */
const start: fc.Arbitrary<readonly Happening[]> = fc
  .record({
    open: fc.record({ kind: of('open'), user, letsFramesIn: fc.boolean() }),
    between: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(happening, { maxLength: 1 })),
    save: fc.record({ kind: of('save'), who }),
    then: fc.constantFrom(0, 100, 2_000, 12_000),
  })
  .map(({ open, between, save, then }) => [open, ...between, save, { kind: 'pass', ms: then }]);

/** The window that was opened last. */
const NEWEST = -1;
const later = (ms: number): Happening => ({ kind: 'pass', ms });
const saved: Happening = { kind: 'save', who: NEWEST };

/** What hardly ever comes together by itself: each has been a fault once (docs/job.md). */
const coincidence: fc.Arbitrary<readonly Happening[]> = fc
  .record({ one: user, letsFramesIn: fc.boolean() })
  .chain(({ one, letsFramesIn }) => {
    const other = USERS.find((somebody) => somebody !== one) ?? one;
    const opened = (by: User): readonly Happening[] => [
      { kind: 'open', user: by, letsFramesIn },
      later(2_000),
    ];
    return fc.constantFrom<readonly Happening[]>(
      // The worker is stopped under a window, and starts for something else.
      [...opened(one), { kind: 'stop' }, { kind: 'update' }, later(2_000)],
      // A clone waits for a session, and a colleague opens the room.
      [...opened(one), { kind: 'sessionOver', user: one }, saved, later(2_000), ...opened(other)],
      // She is asked whether what colleagues have done is to be deleted, and keeps it; or nobody has done anything.
      [...opened(one), saved, later(12_000), { kind: 'undo', who: NEWEST, worked: true, answer: 'keep' }],
      [...opened(one), saved, later(12_000), { kind: 'undo', who: NEWEST, worked: false, answer: 'yes' }],
    );
  });

export const lives: fc.Arbitrary<readonly Happening[]> = fc
  .tuple(
    fc.oneof({ weight: 6, arbitrary: start }, { weight: 2, arbitrary: coincidence }, fc.constant([])),
    anything,
  )
  .map((parts) => parts.flat());
