import type { ChildPlan } from '../plans.ts';
import { describe, expect, test } from 'vitest';
import type { EntryId } from '../../../kaltura/ids.ts';
import { entry, id } from '../../../room/samples.ts';
import { copyChildren } from './copy.ts';
import { type ChildOutcome, copiedSources } from '../outcomes.ts';

import { type Answer, body, COPY_ID, exception, Lost, sampleJob, scene } from '../../samples.ts';

const name = (i: number): string => `1_${String(i).padStart(8, '0')}`;
const plan = (of: string, parent?: string): ChildPlan => ({
  ...{ source: id(of), objectType: 'KalturaMediaEntry', roomType: undefined },
  parent: parent === undefined ? undefined : id(parent),
});
const plans = (count: number): ChildPlan[] => Array.from({ length: count }, (_, i) => plan(name(i)));

/** A server that clones what it is asked to, unless `refuse` says otherwise of an entry. */
async function copy(
  due: readonly ChildPlan[],
  refuse: (action: string, entryId: string) => unknown = () => undefined,
  known: readonly ChildOutcome[] = [],
) {
  const moves: Record<string, string> = {};
  const cloned: string[] = [];
  const receipts: string[] = [];
  const answer: Answer = (action, params) => {
    if (action === 'uploadToken.add') {
      receipts.push((params['uploadToken'] as { fileName: string }).fileName); // as it is added
      return { id: `receipt-${receipts.length}`, fileName: receipts.at(-1) };
    }
    const entryId = String(params['entryId']);
    const refused = refuse(action, entryId);
    if (refused !== undefined) return refused;
    if (action === 'baseEntry.clone') cloned.push(entryId);
    else moves[cloned.at(-1) ?? ''] = (params['baseEntry'] as { parentEntryId: string }).parentEntryId; // as moved
    return body(`${entryId.replace(/\W/g, '')}copy`.replace(/^(?!\d_)/, '1_'));
  };
  const { original } = sampleJob();
  const children = due.map(({ source }) => entry(source));
  const progress = [{ part: 'files', done: 0, of: due.length }] as const;
  const { run, journal, asked } = await scene(answer, { original: { ...original, children }, progress });
  const before = new Map<EntryId, ChildOutcome>(known.map((one) => [one.source, one]));
  const outcomes = copyChildren(
    run,
    { room: COPY_ID, plans: due, outcomes: before, prefix: 'children' },
    {
      atOnce: 6,
      msPerCall: undefined,
      receipted: () => undefined,
    },
  );
  return { outcomes, moves, cloned, receipts, journal, asked };
}

describe('children are copied', () => {
  test('twenty a request, each moved under the new room, and the progress says so', async () => {
    const { outcomes, asked, moves, journal, receipts } = await copy(plans(45));
    expect([...(await outcomes).values()].filter(({ state }) => state === 'copied')).toHaveLength(45);
    // Each begins with the receipt that says it was carried out.
    const batch = (count: number) => [
      'uploadToken.add',
      ...Array.from({ length: count }, () => ['baseEntry.clone', 'baseEntry.update']).flat(),
    ];
    expect(asked).toEqual([batch(20), batch(20), batch(5)]);
    expect(receipts).toEqual([1, 2, 3].map((nth) => `clone-room|job|children/1/1/${nth}|`));
    expect(new Set(Object.values(moves))).toEqual(new Set([COPY_ID]));
    expect((await journal.job('job'))?.progress).toEqual([{ part: 'files', done: 45, of: 45 }]);
    expect((await journal.steps('job')).map((step) => step.name).sort()).toEqual([
      ...['children/1/1/1', 'children/1/1/2', 'children/1/1/3', 'children/1/1/size'],
    ]);
  });

  test('after their parents, under the copies of these', async () => {
    const { outcomes, moves, asked } = await copy([
      plan(name(1)),
      plan(name(2), name(1)),
      plan(name(3), name(2)),
    ]);
    await outcomes;
    expect(moves).toEqual({
      [name(1)]: COPY_ID,
      [name(2)]: `${name(1)}copy`,
      [name(3)]: `${name(2)}copy`,
    });
    expect(asked).toHaveLength(3);
  });

  test('only where they have no outcome yet', async () => {
    const known: ChildOutcome[] = [
      { source: id(name(0)), state: 'copied', copy: id('1_earlier0'), moved: true },
      { source: id(name(1)), state: 'refused' },
      { source: id(name(2)), state: 'retry' },
    ];
    const { outcomes, cloned } = await copy(plans(3), undefined, known);
    expect([...(await outcomes).values()].map(({ state }) => state)).toEqual(['copied', 'refused', 'copied']);
    expect(cloned).toEqual([name(2)]);
  });

  test('none where there are none', async () => {
    const { outcomes, asked } = await copy([]);
    expect([...(await outcomes)]).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('a child', () => {
  const one = (outcomes: ReadonlyMap<EntryId, ChildOutcome>, i: number) => outcomes.get(id(name(i)));

  test('that is refused is refused, with what is below it, and the others are copied', async () => {
    const due = [plan(name(0)), plan(name(1)), plan(name(2), name(0))];
    const { outcomes, asked } = await copy(due, (action, entryId) =>
      action === 'baseEntry.clone' && entryId === name(0) ? exception('ENTRY_ID_NOT_FOUND') : undefined,
    );
    const all = await outcomes;
    expect(one(all, 0)).toEqual({ source: name(0), state: 'refused' });
    expect(one(all, 1)).toMatchObject({ state: 'copied', moved: true });
    expect(one(all, 2)).toBeUndefined();
    expect([...copiedSources(all)]).toEqual([name(1)]);
    expect(asked).toHaveLength(1);
  });

  test('whose move fails is copied, and not moved', async () => {
    const { outcomes } = await copy(plans(1), (action) =>
      action === 'baseEntry.update' ? exception('ACTION_BLOCKED') : undefined,
    );
    expect(one(await outcomes, 0)).toMatchObject({ state: 'copied', moved: false });
  });

  test('that is blocked for the moment is tried again, six times in all', async () => {
    let tries = 0;
    const { outcomes } = await copy(plans(2), (action, entryId) => {
      if (action !== 'baseEntry.clone' || entryId !== name(0)) return undefined;
      tries += 1;
      // The others go through in the first round, so the batch as a whole is none that waits.
      return tries === 1 ? exception('ACTION_BLOCKED') : undefined;
    });
    expect(one(await outcomes, 0)).toMatchObject({ state: 'copied' });
    expect(tries).toBe(2);
  });

  test.each([
    ['blocked, as all are', exception('ACTION_BLOCKED'), 'rolledBack'],
    ['lost by the server', exception('INTERNAL_SERVERL_ERROR'), 'intent'],
  ])('that is %s makes the batch wait', async (_, refusal, state) => {
    const { outcomes, journal } = await copy(plans(2), (action) =>
      action === 'baseEntry.clone' ? refusal : undefined,
    );
    await expect(outcomes).rejects.toMatchObject({ reason: { kind: 'pause', pause: { until: 'time' } } });
    expect((await journal.step('job', 'children/1/1/1'))?.state).toBe(state);
  });
});

test('when one batch stops, those under way are finished first', async () => {
  const { outcomes, journal } = await copy(plans(40), (_, entryId) => {
    if (entryId === name(0)) throw new Lost();
    return undefined;
  });
  await expect(outcomes).rejects.toMatchObject({ reason: { kind: 'pause', pause: { until: 'time' } } });
  expect((await journal.step('job', 'children/1/1/1'))?.state).toBe('intent');
  expect((await journal.step('job', 'children/1/1/2'))?.state).toBe('done');
});
