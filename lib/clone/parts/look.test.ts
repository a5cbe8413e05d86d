import { describe, expect, test } from 'vitest';
import { type Answer, COPY_ID, exception, Lost, ORIGINAL_ID, page, scene, STARTED } from '../samples.ts';
import { Suspension } from '../engine/suspension.ts';
import type { Step } from '../engine/journal.ts';
import type { JobSuspension, Run } from '../job/run.ts';
import { reconcileChildren } from './children/reconcile.ts';
import { reconcileRoom } from './room/reconcile.ts';

/** Why a look ends, or how it is to go on, over so many looks with this server. */
async function looks(answer: Answer, most: number, look = lookForRoom): Promise<readonly JobSuspension[]> {
  const { run, journal } = await scene(answer);
  const step: Step = { jobId: 'job', name: 'room', state: 'intent', attempts: 0, startedAt: 123 };
  await journal.putStep(step);
  const seen: JobSuspension[] = [];
  for (let nth = 1; nth <= most; nth += 1) {
    const intent = (await journal.step('job', 'room')) ?? step;
    const evidence: unknown = await look(run, intent).catch((error: unknown) => error);
    // Steps keep what an inconclusive look has noted.
    if (evidence instanceof Suspension) seen.push((evidence as Suspension<JobSuspension>).reason);
    else await journal.putStep({ ...intent, noted: (evidence as { noted: unknown }).noted });
  }
  return seen;
}
type Look = (run: Run, intent: Step) => Promise<unknown>;
const lookForRoom: Look = (run, intent) => reconcileRoom(run, intent, { children: [], cuePoints: [] });
const lookForChildren: Look = (run, intent) =>
  reconcileChildren(run, intent, {
    room: COPY_ID,
    plans: [{ source: ORIGINAL_ID, objectType: 'KalturaMediaEntry', parent: undefined, roomType: undefined }],
    copies: new Map(),
  });

/** Servers that are wrong for good. */
const WRONG: Readonly<Record<string, Answer>> = {
  'says of everything null': () => null,
  'says of everything {}': () => ({}),
  'says of everything html': () => '<html>Please log in</html>',
  'refuses everything': () => exception('SOMETHING_NEW'),
  'forbids everything': () => exception('SERVICE_FORBIDDEN'),
  'fails at everything': () => exception('INTERNAL_SERVERL_ERROR'),
  'has a clock that stands still, and shows nothing': (action) =>
    action === 'system.getTime' ? STARTED : page(),
  'has a clock that goes back': (() => {
    let now = STARTED;
    return (action) => (action === 'system.getTime' ? (now -= 100) : page());
  })(),
};

describe.each(Object.entries(WRONG))('a server that %s', (_, answer) => {
  test('is looked at some hours, and then the teacher is asked; she may say so again and again', async () => {
    const seen = await looks(answer, 125);
    const asked = seen.filter(({ kind }) => kind !== 'pause');
    expect(asked).toEqual([
      { kind: 'decision', about: 123, candidates: [] },
      { kind: 'decision', about: 123, candidates: [] },
    ]);
  });

  test('ends a job whose room is known', async () => {
    const seen = await looks(answer, 65, lookForChildren);
    expect(seen.filter(({ kind }) => kind !== 'pause')).toMatchObject([{ kind: 'end' }]);
  });
});

test('looks come apart more and more, up to five minutes', async () => {
  const waits = (await looks(() => null, 20)).map((reason) =>
    reason.kind === 'pause' && reason.pause.until === 'time'
      ? reason.pause.wakeAt - STARTED * 1000
      : undefined,
  );
  expect(waits).toEqual(waits.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  expect([waits[0], waits.at(-1)]).toEqual([10_000, 150_000]);
});

test('what a firewall refuses altogether is looked for some minutes, and then that is said', async () => {
  const firewall: Answer = () => {
    throw new Lost({ kind: 'intercepted', code: 'HTTP 403' });
  };
  const problem = { code: 'intercepted', details: 'HTTP 403' };
  const seen = await looks(firewall, 8, lookForChildren);
  const waits = seen.flatMap((reason) =>
    reason.kind === 'pause' && reason.pause.until === 'time' ? [reason.pause] : [],
  );
  expect(waits.every((pause) => pause.problem.code === 'intercepted')).toBe(true);
  const ms = waits.reduce((sum, { wakeAt }) => sum + wakeAt - STARTED * 1000, 0);
  expect(ms).toBeLessThan(10 * 60_000);
  expect(seen.at(-1)).toEqual({ kind: 'end', problem });
  // Whether a room was made nobody can tell.
  expect((await looks(firewall, 8)).at(-1)).toEqual({ kind: 'decision', about: 123, candidates: [] });
});

test('a network that is away is waited for as long as it takes', async () => {
  const away: Answer = () => {
    throw new Lost({ kind: 'outcomeUnknown', cause: 'network', retryAfter: undefined });
  };
  expect(new Set((await looks(away, 300)).map(({ kind }) => kind))).toEqual(new Set(['pause']));
});
