import { expect, test } from 'vitest';
import { entry, id } from '../../room/samples.ts';
import type { ChildOutcome } from '../parts/outcomes.ts';
import type { Step } from '../engine/journal.ts';
import { removeRoom } from './remove-room.ts';
import {
  body,
  COPY_ID,
  exception,
  Lost,
  ORIGINAL_ID,
  page,
  sampleJob,
  scene,
  STARTED,
} from '../parts/samples.ts';

const copied = (of: string, moved: boolean): ChildOutcome => ({
  ...{ source: id(of), state: 'copied', copy: id(`${of}copy`), moved },
});
const done = (name: string, value: unknown): Step => ({
  ...{ jobId: 'job', name, state: 'done', attempts: 0, startedAt: 0, outcome: { ok: true, value } },
});
const MADE = { room: COPY_ID, children: [copied('1_first000', false), copied('1_second00', true)] };

/** Takes back a job with these steps; tells what was deleted. */
async function remove(steps: readonly Step[], answer: (entryId: string) => unknown = () => null) {
  const deleted: string[] = [];
  const { run, journal, asked } = await scene((action, { entryId }) => {
    if (action === 'baseEntry.delete') deleted.push(String(entryId));
    return answer(String(entryId));
  });
  for (const step of steps) await journal.putStep(step);
  return { removed: removeRoom(run), deleted, asked, journal, again: () => removeRoom(run) };
}

test('copies that are on their own go first, then the room with all the others', async () => {
  const late = [copied('1_third000', false), { source: id('x'), state: 'retry' } as const];
  const { removed, deleted, journal } = await remove([
    done('room', MADE),
    done('children/1/1/1', [copied('1_batch000', false), copied('1_first000', false)]),
    done('late/2/1/1/3', late),
    done('children/moves/1', 1),
    done('xchildren/1/1/1', [copied('1_nochild0', false)]),
    done('children/1/1/1/x', [copied('1_nochild0', false)]),
  ]);
  await removed;
  expect(deleted).toEqual(['1_first000copy', '1_batch000copy', '1_third000copy', COPY_ID]);
  expect((await journal.job('job'))?.room).toBe(COPY_ID);
});

test('nothing is sent where nothing was made', async () => {
  const { removed, asked } = await remove([]);
  await removed;
  expect(asked).toEqual([]);
});

test('what lost requests made is looked for, and deleted', async () => {
  const child = entry('1_childone', { parentEntryId: ORIGINAL_ID });
  const under = page(body('1_childcopy', { rootEntryId: '1_childone' }));
  const { run, asked } = await scene(
    (action, params) => {
      if (action === 'system.getTime') return STARTED + 1;
      const asks = JSON.stringify(params);
      if (asks.includes('parentEntryIdEqual')) return under;
      if (asks.includes(`"rootEntryIdEqual":"${ORIGINAL_ID}"`))
        return page(body(COPY_ID, { type: 'room.room' }));
      return action === 'baseEntry.list' ? page() : body(ORIGINAL_ID);
    },
    { original: { ...sampleJob().original, children: [child] } },
  );
  const lost = { ...done('room', undefined), state: 'intent', startedAt: STARTED * 1000 } as const;
  await run.journal.putStep(lost);
  await run.journal.putStep({ ...lost, name: 'late/10/11/12/13' });
  await removeRoom(run);
  expect(asked.at(-1)).toEqual(['baseEntry.delete', 'baseEntry.delete']);
  expect(await run.journal.step('job', 'remove/found')).toMatchObject({
    ...{ state: 'done', outcome: { value: ['1_childcopy', COPY_ID] } },
  });
});

test('a request that gets no answer is sent again later', async () => {
  const { removed } = await remove([done('room', MADE)], () => {
    throw new Lost();
  });
  await expect(removed).rejects.toMatchObject({ reason: { kind: 'wait', problem: { code: 'noAnswer' } } });
});

test('what is deleted is not deleted again', async () => {
  const { removed, deleted, again } = await remove([done('room', MADE)]);
  await removed;
  await again();
  expect(deleted).toEqual(['1_first000copy', COPY_ID]);
});

test('what is gone already is gone', async () => {
  const { removed, journal } = await remove([done('room', MADE)], () => exception('ENTRY_ID_NOT_FOUND'));
  await removed;
  expect((await journal.step('job', 'remove'))?.state).toBe('done');
});

test.each([
  ['INVALID_KS', { kind: 'end', problem: { code: 'noRight' } }],
  ['ACTION_BLOCKED', { kind: 'wait', problem: { code: 'blocked' } }],
])('a room that cannot be deleted (%s) is no silent success', async (code, reason) => {
  const refuses = (entryId: string) => (entryId === COPY_ID ? exception(code, { ERR_CODE: '-4' }) : null);
  const { removed } = await remove([done('room', MADE)], refuses);
  await expect(removed).rejects.toMatchObject({ reason });
});
