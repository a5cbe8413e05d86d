import { describe, expect, test } from 'vitest';
import type { Failure } from '../../kaltura/transport/failure.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { Suspension } from './suspension.ts';
import type { JobRecord } from './journal.ts';
import { MemoryJournal } from './memory-journal.ts';
import { delayAfter, type Evidence, Steps } from './steps.ts';

const NOW = 1_000_000;

const optionsOf = (journal: MemoryJournal<JobRecord & { readonly stopped: boolean }>) => ({
  problemOf: ({ kind }: Failure) => kind,
  looking: 'looking',
  isStopped: async () => (await journal.job('job'))?.stopped === true,
});

function setUp() {
  const journal = new MemoryJournal<JobRecord & { readonly stopped: boolean }>();
  const steps = new Steps('job', journal, { now: () => NOW, random: () => 0 }, optionsOf(journal));
  const calls: string[] = [];
  const effect = (result: Result<string>) => () => {
    calls.push('effect');
    return Promise.resolve(result);
  };
  const reconcile = (evidence: Evidence<string>) => () => {
    calls.push('reconcile');
    return Promise.resolve(evidence);
  };
  return { journal, steps, calls, effect, reconcile };
}

const never = { kind: 'inconclusive', after: 5_000 } as const;
const lost: Failure = { kind: 'outcomeUnknown', cause: 'timeout', retryAfter: undefined };
const busy: Failure = { kind: 'blocked', code: 'ACTION_BLOCKED', retryAfter: 90_000 };
const pause = (problem: string, wakeAt: number) => ({
  kind: 'pause',
  pause: { until: 'time', problem, wakeAt },
});
const FOR_SESSION = { kind: 'pause', pause: { until: 'session', problem: 'sessionOver' } };
const interruption = async (run: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await run.catch((thrown: unknown) => thrown);
  return error instanceof Suspension ? (error as Suspension<unknown>).reason : error;
};

describe('a step that creates', () => {
  test('is done once, and replayed afterwards', async () => {
    const { steps, calls, effect, reconcile } = setUp();
    const run = () =>
      steps.creating('room', { effect: effect(succeeded('made')), reconcile: reconcile(never) });
    expect(await run()).toEqual({ ok: true, value: 'made' });
    expect(await run()).toEqual({ ok: true, value: 'made' });
    expect(calls).toEqual(['effect']);
  });

  test('whose answer is lost is never sent again while evidence is inconclusive', async () => {
    const { steps, calls, effect, reconcile } = setUp();
    const run = () => steps.creating('room', { effect: effect(failed(lost)), reconcile: reconcile(never) });
    expect(await interruption(run())).toEqual(pause('outcomeUnknown', NOW + 1_000));
    // Kaltura answers now: what is said is that the room is looked for.
    expect(await interruption(run())).toEqual(pause('looking', NOW + 5_000));
    expect(await interruption(run())).toEqual(pause('looking', NOW + 5_000));
    expect(calls).toEqual(['effect', 'reconcile', 'reconcile']);
  });

  test('that makes the server fail may have happened, too', async () => {
    const { steps, calls, effect, reconcile } = setUp();
    const fault: Failure = { kind: 'serverFault', code: 'x' };
    const run = () => steps.creating('room', { effect: effect(failed(fault)), reconcile: reconcile(never) });
    await interruption(run());
    await interruption(run());
    expect(calls).toEqual(['effect', 'reconcile']);
  });

  test('that is found to have happened is not sent again', async () => {
    const { steps, calls, effect, reconcile } = setUp();
    const happened = { kind: 'happened', outcome: 'found' } as const;
    const run = () =>
      steps.creating('room', { effect: effect(failed(lost)), reconcile: reconcile(happened) });
    await interruption(run());
    expect(await run()).toEqual({ ok: true, value: 'found' });
    expect(await run()).toEqual({ ok: true, value: 'found' });
    expect(calls).toEqual(['effect', 'reconcile']);
  });

  test('that is found absent is sent again', async () => {
    const { steps, calls, effect, reconcile } = setUp();
    await interruption(steps.creating('room', { effect: effect(failed(lost)), reconcile: reconcile(never) }));
    const again = { effect: effect(succeeded('made')), reconcile: reconcile({ kind: 'absent' }) };
    expect(await steps.creating('room', again)).toEqual({ ok: true, value: 'made' });
    expect(calls).toEqual(['effect', 'reconcile', 'effect']);
  });

  test.each([
    ['stands still', 0],
    ['is set back', -7_200_000],
  ])('is told from the one before where the clock %s: no answer about that counts for it', async (_, ms) => {
    const { journal, effect, reconcile } = setUp();
    let now = NOW;
    const steps = new Steps('job', journal, { now: () => now, random: () => 0 }, optionsOf(journal));
    const intents: (number | undefined)[] = [];
    for (const failure of [lost, lost, busy, lost]) {
      const parts = { effect: effect(failed(failure)), reconcile: reconcile({ kind: 'absent' }) };
      await interruption(steps.creating('room', parts));
      intents.push((await journal.step('job', 'room'))?.startedAt);
      now += ms;
      // And on to the very time of the first.
      if (ms < 0) now = NOW;
    }
    expect(new Set(intents).size).toBe(4);
  });

  test('that the server refused to begin is tried again later, without looking for it', async () => {
    const { steps, calls, effect, reconcile } = setUp();
    const run = () => steps.creating('room', { effect: effect(failed(busy)), reconcile: reconcile(never) });
    expect(await interruption(run())).toEqual(pause('blocked', NOW + 90_000));
    await interruption(run());
    expect(calls).toEqual(['effect', 'effect']);
  });

  test('that is refused is done: nobody tries it again', async () => {
    const { steps, calls, effect, reconcile } = setUp();
    const refused: Failure = { kind: 'refused', code: 'X', field: undefined };
    const run = () =>
      steps.creating('room', { effect: effect(failed(refused)), reconcile: reconcile(never) });
    expect(await run()).toEqual({ ok: false, failure: refused });
    expect(await run()).toEqual({ ok: false, failure: refused });
    expect(calls).toEqual(['effect']);
  });
});

describe('what a step has made', () => {
  const setState = async (state: 'intent' | 'rolledBack' | 'done', outcome?: unknown) => {
    const { journal, ...others } = setUp();
    await journal.putStep({ jobId: 'job', name: 'room', state, attempts: 0, startedAt: 5, outcome });
    return { journal, ...others };
  };

  test('is nothing where it was never tried', async () => {
    const { steps, calls, reconcile } = setUp();
    expect(await steps.outcome('room', reconcile(never))).toBeUndefined();
    expect(calls).toEqual([]);
  });

  test.each([
    [{ ok: true, value: 'made' }, 'made'],
    [{ ok: false, failure: { kind: 'notFound', code: 'x' } }, undefined],
  ])('is in its record: %j', async (outcome, made) => {
    const { steps, calls, reconcile } = await setState('done', outcome);
    expect(await steps.outcome('room', reconcile(never))).toBe(made);
    expect(calls).toEqual([]);
  });

  test.each(['intent', 'rolledBack'] as const)('is for evidence to say where it is %s', async (state) => {
    const { steps, reconcile } = await setState(state);
    expect(await steps.outcome('room', reconcile({ kind: 'happened', outcome: 'found' }))).toBe('found');
    expect(await steps.outcome('room', reconcile({ kind: 'absent' }))).toBeUndefined();
    expect(await interruption(steps.outcome('room', reconcile(never)))).toEqual(
      pause('looking', NOW + 5_000),
    );
  });
});

describe('a job that is undone', () => {
  const removing = { id: 'job', stopped: true };

  test('begins no step any more, but those that remove', async () => {
    const { journal, steps, calls, effect } = setUp();
    await journal.changeJob('job', () => removing);
    expect(await interruption(steps.repeatable('texts', effect(succeeded('x'))))).toEqual({
      kind: 'undoRequested',
    });
    expect(calls).toEqual([]);
    const options = { ...optionsOf(journal), isStopped: () => Promise.resolve(false) };
    const removes = new Steps('job', journal, { now: () => NOW, random: () => 0 }, options);
    expect(await removes.repeatable('remove', effect(succeeded('x')))).toEqual({ ok: true, value: 'x' });
  });
});

describe('a step that may be repeated', () => {
  test('is done once it has succeeded, with the time at which it was sent', async () => {
    let now = NOW;
    const { journal, calls, effect } = setUp();
    const steps = new Steps(
      'job',
      journal,
      { now: () => (now += 1_000), random: () => 0 },
      optionsOf(journal),
    );
    const run = () => steps.repeatable('texts', effect(succeeded('x')));
    expect(await run()).toEqual({ ok: true, value: 'x' });
    expect(await run()).toEqual({ ok: true, value: 'x' });
    expect(calls).toEqual(['effect']);
    expect(await journal.step('job', 'texts')).toMatchObject({ state: 'done', startedAt: NOW + 1_000 });
  });

  test.each<Failure>([
    { kind: 'noRight', code: 'x' },
    { kind: 'actionForbidden', code: 'x', action: undefined },
    { kind: 'notFound', code: 'x' },
    { kind: 'refused', code: 'x', field: undefined },
  ])('that is refused for good is done: %j', async (failure) => {
    const { journal, steps, effect } = setUp();
    expect(await steps.repeatable('texts', effect(failed(failure)))).toEqual({ ok: false, failure });
    expect((await journal.step('job', 'texts'))?.state).toBe('done');
  });

  test.each<Failure>([lost, busy, { kind: 'serverFault', code: 'x' }, { kind: 'sessionOver' }])(
    'that fails for the moment is noted as without effect: %j',
    async (failure) => {
      const { journal, steps, effect } = setUp();
      const reason = await interruption(steps.repeatable('texts', effect(failed(failure))));
      const wakeAt = 'retryAfter' in failure && failure.retryAfter ? NOW + failure.retryAfter : NOW + 1_000;
      expect(reason).toEqual(failure.kind === 'sessionOver' ? FOR_SESSION : pause(failure.kind, wakeAt));
      expect(await journal.step('job', 'texts')).toMatchObject({ state: 'rolledBack', attempts: 1 });
    },
  );

  test('keeps count of its tries while it is under way', async () => {
    const { journal, steps, effect } = setUp();
    await interruption(steps.repeatable('texts', effect(failed(lost))));
    const look = async () => {
      expect(await journal.step('job', 'texts')).toMatchObject({ state: 'intent', attempts: 1 });
      return succeeded('x');
    };
    expect(await steps.repeatable('texts', look)).toEqual({ ok: true, value: 'x' });
  });
  test('is tried again after a lost answer, later each time', async () => {
    const { steps, calls, effect } = setUp();
    const run = () => steps.repeatable('texts', effect(failed(lost)));
    expect(await interruption(run())).toEqual(pause('outcomeUnknown', NOW + 1_000));
    expect(await interruption(run())).toEqual(pause('outcomeUnknown', NOW + 2_000));
    expect(await interruption(run())).toEqual(pause('outcomeUnknown', NOW + 4_000));
    expect(calls).toEqual(['effect', 'effect', 'effect']);
  });

  test('waits without an end for a session', async () => {
    const { steps, effect } = setUp();
    const reason = await interruption(steps.repeatable('texts', effect(failed({ kind: 'sessionOver' }))));
    expect(reason).toEqual(FOR_SESSION);
  });
});

test('the delay doubles, has jitter, ends at five minutes and keeps Retry-After', () => {
  expect(delayAfter(0, 1)).toBe(2_000);
  expect(delayAfter(3, 1)).toBe(16_000);
  expect(delayAfter(3, 0)).toBe(8_000);
  expect(delayAfter(30, 1)).toBe(300_000);
  expect(delayAfter(0, 0, 60_000)).toBe(60_000);
});
