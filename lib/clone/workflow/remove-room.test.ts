import { describe, expect, test } from 'vitest';
import { entry, id } from '../../room/samples.ts';
import type { ChildOutcome } from '../parts/outcomes.ts';
import type { Step } from '../engine/journal.ts';
import { straysIn } from '../parts/children/strays.ts';
import { removeRoom } from './remove-room.ts';
import {
  type Answer,
  body,
  COPY_ID,
  exception,
  Lost,
  ORIGINAL_ID,
  page,
  sampleJob,
  scene,
  STARTED,
} from '../samples.ts';

const copied = (of: string, moved: boolean): ChildOutcome => ({
  ...{ source: id(of), state: 'copied', copy: id(`${of}copy`), moved },
});
const done = (name: string, value: unknown): Step => ({
  ...{ jobId: 'job', name, state: 'done', attempts: 0, startedAt: 0, outcome: { ok: true, value } },
});
const MADE = { room: COPY_ID, children: [copied('1_first000', false), copied('1_second00', true)] };
/** An entry that proves to be a copy of this. */
const ours = (of: string, source: string, fields: object = {}): object =>
  body(of, { type: 'room.room', rootEntryId: source, createdAt: STARTED, userId: 'amir', ...fields });
const receipt = (nth: number, step: string, made = '', job = 'job'): object => ({
  ...{ id: `token-${nth}`, fileName: `clone-room|${job}|${step}|${made}` },
});

interface Server {
  /** What a delete of this entry answers. */
  readonly deletes?: (entryId: string) => unknown;
  readonly receipts?: unknown;
  /** The entries that receipts name. */
  readonly entries?: readonly object[];
}

/** Removes what a job with these steps has made; tells what was deleted. */
async function remove(steps: readonly Step[], server: Server = {}) {
  const { deletes = () => null, receipts = page(), entries = [] } = server;
  const deleted: string[] = [];
  const answer: Answer = (action, params) => {
    if (action === 'uploadToken.list') return receipts;
    if (action === 'baseEntry.getByIds') return entries;
    const of = String(params['entryId'] ?? params['uploadTokenId']);
    deleted.push(of);
    return action === 'baseEntry.delete' ? deletes(of) : null;
  };
  const { run, journal, asked } = await scene(answer);
  for (const step of steps) await journal.putStep(step);
  return { removed: removeRoom(run), deleted, asked, journal, again: () => removeRoom(run) };
}

test('copies that are on their own go first, then the room with all the others', async () => {
  const late = [copied('1_third000', false), { source: id('x'), state: 'retry' } as const];
  const { removed, deleted, journal } = await remove([
    done('room', MADE),
    done('children/1/1/1', [copied('1_batch000', false), copied('1_first000', false)]),
    done('late/2/1/1/3', late),
    done('xchildren/1/1/1', [copied('1_nochild0', false)]),
    done('children/1/1/1/x', [copied('1_nochild0', false)]),
  ]);
  await removed;
  expect(deleted).toEqual(['1_first000copy', '1_batch000copy', '1_third000copy', COPY_ID]);
  // The record of it is for the state to keep or forget: here the job is not being removed.
  expect((await journal.job('job'))?.room).toBe(COPY_ID);
});

test('copies that were moved since are named all the same: what is gone already is gone', async () => {
  const { removed, deleted } = await remove([
    done('room', MADE),
    done('children/1/1/1', [copied('1_batch000', false)]),
    done('children/moves/1', 1),
  ]);
  await removed;
  expect(deleted).toEqual(['1_first000copy', '1_batch000copy', COPY_ID]);
});

test('where nothing was made, only receipts are looked for, and nothing is deleted', async () => {
  const { removed, asked } = await remove([]);
  await removed;
  expect(asked).toEqual([['uploadToken.list']]);
});

test('receipts of this job go, too, and those of others stay', async () => {
  const receipts = page(
    receipt(1, 'room', COPY_ID),
    receipt(2, 'children/1/1/1'),
    receipt(3, 'room', '', 'j'),
  );
  const entries = [ours(COPY_ID, ORIGINAL_ID)];
  const { removed, asked, deleted } = await remove([done('room', { ...MADE, children: [] })], {
    receipts,
    entries,
  });
  await removed;
  expect(asked).toEqual([
    ['uploadToken.list'],
    ['baseEntry.getByIds'],
    ['baseEntry.delete', 'uploadToken.delete', 'uploadToken.delete'],
  ]);
  expect(deleted).toEqual([COPY_ID, 'token-1', 'token-2']);
});

test('a second room, made by a request that the browser sent twice, is named by a receipt, and goes', async () => {
  const receipts = page(receipt(1, 'room', '1_secondone'));
  const { removed, deleted } = await remove([done('room', { ...MADE, children: [] })], {
    receipts,
    entries: [ours('1_secondone', ORIGINAL_ID)],
  });
  await removed;
  expect(deleted).toEqual([COPY_ID, '1_secondone', 'token-1']);
});

test.each([
  ['somebody else’s', ours('1_secondone', ORIGINAL_ID, { userId: 'noa' })],
  ['older than the job', ours('1_secondone', ORIGINAL_ID, { createdAt: STARTED - 61 })],
  ['a copy of something else', ours('1_secondone', '1_another0')],
  ['another one than was named', ours('1_another0', ORIGINAL_ID)],
])('what a receipt names and is %s stays', async (_, named) => {
  const receipts = page(receipt(1, 'room', '1_secondone'));
  const { removed, deleted } = await remove([], { receipts, entries: [named] });
  await removed;
  expect(deleted).toEqual(['token-1']);
});

test('receipts that cannot be read keep nothing from being deleted', async () => {
  const { removed, deleted } = await remove([done('room', MADE)], {
    receipts: exception('SERVICE_FORBIDDEN'),
  });
  await removed;
  expect(deleted).toEqual(['1_first000copy', COPY_ID]);
});

test('receipts that are not answered are asked for again: they alone name a second room', async () => {
  const found = page(receipt(1, 'room', '1_secondone'));
  let isAway = true;
  const { run, asked } = await scene((action) => {
    if (action === 'baseEntry.getByIds') return [ours('1_secondone', ORIGINAL_ID)];
    if (action !== 'uploadToken.list') return null;
    if (isAway) throw new Lost();
    return found;
  });
  await run.journal.putStep(done('room', { ...MADE, children: [] }));
  await expect(removeRoom(run)).rejects.toMatchObject({ reason: { kind: 'pause' } });
  expect(asked.flat()).not.toContain('baseEntry.delete');
  isAway = false;
  await removeRoom(run);
  expect(asked.flat().filter((call) => call === 'baseEntry.delete')).toHaveLength(2);
});

test('a server that never answers for receipts keeps the room from being deleted for some tries alone', async () => {
  const { run, asked } = await scene((action) => {
    if (action === 'uploadToken.list') throw new Lost({ kind: 'serverFault', code: 'X' });
    return null;
  });
  await run.journal.putStep(done('room', { ...MADE, children: [] }));
  for (let tries = 1; tries <= 5; tries += 1)
    await expect(removeRoom(run)).rejects.toMatchObject({ reason: { kind: 'pause' } });
  await removeRoom(run);
  expect(asked.flat()).toContain('baseEntry.delete');
});

test('what lost requests made is looked for, and deleted', async () => {
  const child = entry('1_childone', { parentEntryId: ORIGINAL_ID });
  const { run, asked } = await scene(
    (action, params) => {
      if (action === 'system.getTime') return STARTED + 70;
      if (action === 'uploadToken.list') return page(receipt(1, 'room', COPY_ID));
      if (action === 'baseEntry.getByIds') return [ours(COPY_ID, ORIGINAL_ID)];
      if (action === 'baseEntry.get')
        return params['entryId'] === COPY_ID ? ours(COPY_ID, ORIGINAL_ID) : body(ORIGINAL_ID);
      const asks = JSON.stringify(params);
      return asks.includes(`"parentEntryIdEqual":"${COPY_ID}"`)
        ? page(ours('1_childcopy', '1_childone', { parentEntryId: COPY_ID }))
        : page();
    },
    { original: { ...sampleJob().original, children: [child] } },
  );
  const lost = { ...done('room', undefined), state: 'intent', noted: { firstLook: STARTED } } as const;
  await run.journal.putStep(lost);
  await run.journal.putStep({ ...lost, name: 'late/10/11/12/13' });
  await removeRoom(run);
  // What stands under the room goes with it.
  expect(asked.at(-1)).toEqual(['baseEntry.delete', 'uploadToken.delete']);
  expect(await run.journal.step('job', 'remove/found')).toMatchObject({
    ...{ state: 'done', outcome: { value: { entries: [COPY_ID], receipts: ['token-1'] } } },
  });
});

test('a batch that may still be at work is waited for before the room goes', async () => {
  const steps = [done('room', { ...MADE, children: [] })];
  const { run, asked, journal } = await scene(
    (action) => (action === 'system.getTime' ? STARTED + 69 : page()),
    {
      original: { ...sampleJob().original, children: [entry('1_childone', { parentEntryId: ORIGINAL_ID })] },
    },
  );
  for (const step of steps) await journal.putStep(step);
  await journal.putStep({
    ...{ jobId: 'job', name: 'children/1/1/1', state: 'intent', attempts: 0, startedAt: 1 },
    noted: { firstLook: STARTED },
  });
  await expect(removeRoom(run)).rejects.toMatchObject({
    reason: { kind: 'pause', pause: { until: 'time', problem: { code: 'lookingForRoom' } } },
  });
  expect(asked.flat()).not.toContain('baseEntry.delete');
});

test('a request that gets no answer is sent again later', async () => {
  const { removed } = await remove([done('room', MADE)], {
    deletes: () => {
      throw new Lost();
    },
  });
  await expect(removed).rejects.toMatchObject({
    reason: { kind: 'pause', pause: { until: 'time', problem: { code: 'noAnswer' } } },
  });
});

describe('copies in no room that a lost request may have left', () => {
  const child = entry('1_childone', { parentEntryId: ORIGINAL_ID });
  const LATEST = STARTED + 70;
  /** Removes a room whose only batch was lost, at a server that has these entries and shows them in its index. */
  async function removeLost(
    made: readonly object[],
    serverNow: number,
    steps: readonly Step[] = [],
    listed = made,
  ) {
    const { run, journal, asked } = await scene(
      (action, params) => {
        if (action === 'system.getTime') return serverNow;
        if (action === 'uploadToken.list') return page(receipt(1, 'children/1/1/1'));
        if (action === 'baseEntry.getByIds') return made;
        return JSON.stringify(params).includes('"userIdEqual"') ? page(...listed) : page();
      },
      {
        original: { ...sampleJob().original, children: [child] },
      },
    );
    await journal.putStep(done('room', { ...MADE, children: [] }));
    await journal.putStep({
      ...{ jobId: 'job', name: 'children/1/1/1', state: 'intent', attempts: 0, startedAt: 1 },
      noted: { firstLook: STARTED },
    });
    for (const step of steps) await journal.putStep(step);
    const notes: unknown[] = [];
    const note: typeof run.note = (event) => {
      notes.push(event);
      return run.note(event);
    };
    return { notes, asked, removed: removeRoom({ ...run, note }) };
  }
  const loose = (fields: object = {}) => ours('1_looseone', '1_childone', { type: '1', ...fields });

  test.each([
    ['stands in no room', loose(), ['1_looseone']],
    ['had a parent that is gone', loose({ parentEntryId: '' }), ['1_looseone']],
    ['was made when the request was over', loose({ createdAt: LATEST + 1 }), []],
    ['stands in another room', loose({ parentEntryId: '1_another0' }), []],
    ['is older than the job', loose({ createdAt: STARTED - 61 }), []],
    ['is somebody else’s', loose({ userId: 'noa' }), []],
    ['is a copy of something else', loose({ rootEntryId: '1_another0' }), []],
  ])('one that %s', async (_, made, named) => {
    const { notes, removed, asked } = await removeLost([made], STARTED + 900);
    await removed;
    expect(notes.at(-1)).toEqual({ kind: 'roomDeleted', unproved: named });
    expect(asked.flat().filter((call) => call === 'baseEntry.delete')).toHaveLength(1);
  });

  test.each([
    ['stands in a room by now', [loose({ parentEntryId: '1_another0' })]],
    ['is deleted', []],
  ])('one that the index still shows outside, and that %s', async (_, now) => {
    const { notes, removed } = await removeLost(now, STARTED + 900, [], [loose()]);
    await removed;
    expect(notes.at(-1)).toEqual({ kind: 'roomDeleted', unproved: [] });
  });

  test('are looked for as long as the index may not show them, and the room is gone meanwhile', async () => {
    const { notes, removed } = await removeLost([loose()], STARTED + 899);
    await expect(removed).rejects.toMatchObject({
      reason: { kind: 'pause', pause: { until: 'time', problem: { code: 'lookingForRoom' } } },
    });
    expect(notes.at(-1)).toEqual({ kind: 'roomDeleted', unproved: [] });
  });

  test('of a request that never began there are none', async () => {
    const { notes, removed, asked } = await removeLost([loose()], STARTED + 70, [
      { ...done('late/1/1/1/1', [{ source: '1_childone', state: 'retry' }]), noted: { firstLook: STARTED } },
      done('children/1/1/1', [copied('1_childone', true)]),
    ]);
    await removed;
    expect(notes.at(-1)).toEqual({ kind: 'roomDeleted', unproved: [] });
    expect(JSON.stringify(asked)).not.toContain('getByIds');
  });
});

test('what is deleted is not deleted again', async () => {
  const { removed, deleted, again } = await remove([done('room', MADE)]);
  await removed;
  await again();
  expect(deleted).toEqual(['1_first000copy', COPY_ID]);
});

test('what is gone already is gone', async () => {
  const { removed, journal } = await remove([done('room', MADE)], {
    deletes: () => exception('ENTRY_ID_NOT_FOUND'),
  });
  await removed;
  expect((await journal.step('job', 'remove'))?.state).toBe('done');
});

test.each([
  ['INVALID_KS', { kind: 'end', problem: { code: 'noRight' } }],
  ['ACTION_BLOCKED', { kind: 'pause', pause: { until: 'time', problem: { code: 'blocked' } } }],
])('a room that cannot be deleted (%s) is no silent success', async (code, reason) => {
  const refuses = (of: string) => (of === COPY_ID ? exception(code, { ERR_CODE: '-4' }) : null);
  const { removed, journal } = await remove([done('room', MADE)], { deletes: refuses });
  await expect(removed).rejects.toMatchObject({ reason });
  expect((await journal.step('job', 'remove'))?.state).toBe('rolledBack');
});

test('what is deleted is no stray any more: a job that fails behind it names nothing', async () => {
  const { removed, journal } = await remove([done('room', MADE)]);
  expect(straysIn(await journal.steps('job'))).toEqual([id('1_first000copy')]);
  await removed;
  expect(straysIn(await journal.steps('job'))).toEqual([]);
});

test('a delete that was refused for good is asked for again at the next try (J16)', async () => {
  let refuses = true;
  const { removed, deleted, again, journal } = await remove([done('room', { ...MADE, children: [] })], {
    deletes: () => (refuses ? exception('INVALID_KS', { ERR_CODE: '-4' }) : null),
  });
  await expect(removed).rejects.toMatchObject({ reason: { kind: 'end' } });
  refuses = false;
  await again();
  expect(deleted).toEqual([COPY_ID, COPY_ID]);
  expect((await journal.step('job', 'remove'))?.state).toBe('done');
});
