import type { ChildPlan } from '../plans.ts';
import { describe, expect, test } from 'vitest';
import { id } from '../../../room/samples.ts';
import { type ChildOutcome, copiesOf } from '../outcomes.ts';
import { repairChildren } from './repair.ts';

import { type Answer, body, COPY_ID, exception, scene } from '../../samples.ts';

const copied = (of: string, moved: boolean): ChildOutcome => ({
  ...{ source: id(of), state: 'copied', copy: id(`${of}copy`), moved },
});
const plan = (of: string, parent?: string): ChildPlan => ({
  ...{ source: id(of), objectType: 'KalturaMediaEntry', roomType: undefined },
  parent: parent === undefined ? undefined : id(parent),
});
const fine: Answer = (_, { entryId }) => body(String(entryId));

describe('copies of children', () => {
  const move = async (plans: ChildPlan[], outcomes: ChildOutcome[], answer: Answer = fine) => {
    const moves: unknown[] = [];
    const { run, journal, asked } = await scene((action, params) => {
      const { parentEntryId } = params['baseEntry'] as { parentEntryId: string }; // as moveChild writes it
      moves.push([params['entryId'], parentEntryId]);
      return answer(action, params);
    });
    const known = new Map(outcomes.map((outcome) => [outcome.source, outcome]));
    const done = repairChildren(run, { room: COPY_ID, plans, outcomes: known, prefix: 'children' });
    return { done, moves, journal, asked };
  };

  test('that stand on their own go under the copies of their parents', async () => {
    const plans = [
      plan('1_breakout'),
      plan('1_insideit', '1_breakout'),
      plan('1_moved000'),
      plan('1_refused0'),
    ];
    const outcomes: ChildOutcome[] = [
      copied('1_breakout', false),
      copied('1_insideit', false),
      copied('1_moved000', true),
      { source: id('1_refused0'), state: 'refused' },
    ];
    const { done, moves } = await move(plans, outcomes);
    await done;
    expect(moves).toEqual([
      ['1_breakoutcopy', COPY_ID],
      ['1_insideitcopy', '1_breakoutcopy'],
    ]);
  });

  test('whose parent has no copy stay where they are', async () => {
    const { done, asked } = await move([plan('1_insideit', '1_breakout')], [copied('1_insideit', false)]);
    await done;
    expect(asked).toEqual([]);
  });

  test('are moved forty at a time', async () => {
    const names = Array.from({ length: 41 }, (_, i) => `1_${String(i).padStart(8, '0')}`);
    const { done, asked, journal } = await move(
      names.map((name) => plan(name)),
      names.map((name) => copied(name, false)),
    );
    await done;
    expect(asked.map((calls) => calls.length)).toEqual([40, 1]);
    expect((await journal.steps('job')).map(({ name }) => name)).toEqual([
      ...['children/moves/1', 'children/moves/2'],
    ]);
  });

  test.each([
    ['ENTRY_ID_NOT_FOUND', true],
    ['INTERNAL_SERVERL_ERROR', false],
    ['ACTION_BLOCKED', false],
  ])('of which one answers %s: the step is over: %s', async (code, over) => {
    const { done, journal } = await move([plan('1_breakout')], [copied('1_breakout', false)], () =>
      exception(code),
    );
    await done.catch(() => undefined);
    const step = await journal.step('job', 'children/moves/1');
    expect(step?.state).toBe(over ? 'done' : 'rolledBack');
  });
});

test('only what is copied has a copy', () => {
  const outcomes: ChildOutcome[] = [copied('a', true), { source: id('b'), state: 'retry' }];
  expect([...copiesOf(new Map(outcomes.map((one) => [one.source, one])))]).toEqual([['a', 'acopy']]);
});
