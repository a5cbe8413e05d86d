import { describe, expect, test } from 'vitest';
import { id } from '../../room/samples.ts';
import type { OlderInteraction } from '../../room/parts/cue-points.ts';
import { Suspension } from '../engine/suspension.ts';
import type { Job } from '../job/record.ts';
import type { Step } from '../engine/journal.ts';
import { type Answer, body, COPY_ID, exception, Lost, ORIGINAL_ID, page, sampleJob } from './samples.ts';
import { scene, STARTED, UPDATED } from './samples.ts';
import { reconcileChildren, reconcileCuePoints, reconcileRoom } from './reconcile.ts';

const NOTHING = { children: [], cuePoints: [] };
const intent = (fields: Partial<Step> = {}): Step => ({
  ...{ jobId: 'job', name: 'room', state: 'intent', attempts: 0, startedAt: STARTED * 1000 },
  ...fields,
});
const copy = (of: string, fields = {}): object => body(of, { type: 'room.room', ...fields });

const poll = (of: string) => ({
  cuePoint: {
    ...{ id: of, objectType: '', cuePointType: '', tags: '', code: '', text: '', description: '' },
    ...{ userId: '', partnerData: '', systemName: '' },
  },
  metadata: [],
});

/** A server whose clock shows so many seconds since the intent, with these answers beside. */
const server =
  (elapsed: number, answers: Record<string, unknown> = {}): Answer =>
  (action, params) => {
    const filter = JSON.stringify(params);
    const list = /"(rootEntryIdEqual|parentEntryIdEqual)":"(\w+)"/.exec(filter);
    const name = list ? `${action} ${list[1] === 'rootEntryIdEqual' ? 'from' : 'under'} ${list[2]}` : action;
    if (name in answers) return answers[name];
    if (action === 'system.getTime') return STARTED + elapsed;
    return action === 'baseEntry.get' ? copy(ORIGINAL_ID) : page();
  };
const stopped = async (work: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof Suspension ? error.reason : error;
};
const FROM = `baseEntry.list from ${ORIGINAL_ID}`;
const happened = (fields = {}): object => ({
  kind: 'happened',
  outcome: {
    ...{ room: COPY_ID, people: false, template: false, texts: undefined, children: [], cuePoints: [] },
    ...fields,
  },
});

describe('a lost first request', () => {
  const reconcile = async (answer: Answer, fields: Partial<Job> = {}, step = intent()) => {
    const { run, ...rest } = await scene(answer, fields);
    return { evidence: reconcileRoom(run, step, NOTHING), run, ...rest };
  };

  test('made the room that the index shows', async () => {
    const { evidence, asked } = await reconcile(server(1, { [FROM]: page(copy(COPY_ID)) }));
    expect(await evidence).toEqual(happened());
    expect(asked).toEqual([['system.getTime', 'baseEntry.get', 'baseEntry.list']]);
  });

  test('asks for copies of this user that were made since the job began', async () => {
    const filters: unknown[] = [];
    const answer: Answer = (action, params) => {
      if (action === 'baseEntry.list') filters.push(params['filter']);
      return server(1)(action, params);
    };
    await (
      await reconcile(answer, {}, intent({ startedAt: (STARTED + 500) * 1000 }))
    ).evidence.catch(() => undefined);
    expect(filters).toMatchObject([
      {
        rootEntryIdEqual: ORIGINAL_ID,
        userIdEqual: 'amir',
        createdAtGreaterThanOrEqual: STARTED,
      },
    ]);
  });

  test('made none of the rooms that are of another type, or of another job', async () => {
    const found = page(body('1_video000'), copy('1_othersroom'));
    const { run, journal } = await scene(server(1, { [FROM]: found }));
    await journal.changeJob('other', () => sampleJob({ id: 'other', room: id('1_othersroom') }));
    expect(await reconcileRoom(run, intent(), NOTHING)).toMatchObject({ kind: 'unclear' });
  });

  test('made the room that this job itself has named', async () => {
    const { evidence } = await reconcile(server(1, { [FROM]: page(copy(COPY_ID)) }), { room: COPY_ID });
    expect(await evidence).toEqual(happened());
  });

  test('may have made either of two rooms: the teacher is asked', async () => {
    const { evidence } = await reconcile(server(1, { [FROM]: page(copy(COPY_ID), copy('1_another0')) }));
    expect(await stopped(evidence)).toEqual({ kind: 'decision', candidates: [COPY_ID, '1_another0'] });
  });

  test.each([
    [59, UPDATED, { kind: 'unclear', after: 29_500 }],
    [60, UPDATED, { kind: 'absent' }],
    [60, STARTED - 1, { kind: 'absent' }],
    [60, STARTED, { kind: 'unclear', after: 30_000 }],
    [0, UPDATED, { kind: 'unclear', after: 5_000 }],
    [12, STARTED, { kind: 'unclear', after: 6_000 }],
    [300, STARTED, { kind: 'unclear', after: 60_000 }],
    [599, STARTED, { kind: 'unclear', after: 60_000 }],
  ])('after %i s, with an original of %i: %j', async (elapsed, updatedAt, expected) => {
    const { evidence } = await reconcile(
      server(elapsed, { 'baseEntry.get': copy(ORIGINAL_ID, { updatedAt }) }),
    );
    expect(await evidence).toEqual(expected);
  });

  test('that made nothing is sent again with the original as it is now', async () => {
    const changed = { 'baseEntry.get': copy(ORIGINAL_ID, { updatedAt: 950 }) };
    const { evidence, journal } = await reconcile(server(60, changed));
    expect(await evidence).toEqual({ kind: 'absent' });
    expect((await journal.job('job'))?.original.entry.updatedAt).toBe(950);
  });

  test.each([
    ['intent', { kind: 'decision', candidates: [] }],
    ['rolledBack', { kind: 'absent' }],
  ] as const)('of which nothing is known after ten minutes, from the state %s', async (state, expected) => {
    const changed = { 'baseEntry.get': copy(ORIGINAL_ID, { updatedAt: STARTED }) };
    const { run } = await scene(server(600, changed));
    const settled = reconcileRoom(run, intent({ state }), NOTHING);
    expect(await (state === 'intent' ? stopped(settled) : settled)).toEqual(expected);
  });

  test('that was refused as a whole is looked for until then, too', async () => {
    const changed = { 'baseEntry.get': copy(ORIGINAL_ID, { updatedAt: STARTED }) };
    const { run } = await scene(server(599, changed));
    expect(await reconcileRoom(run, intent({ state: 'rolledBack' }), NOTHING)).toMatchObject({
      kind: 'unclear',
    });
  });

  test('the teacher said that none was made', async () => {
    const { evidence } = await reconcile(server(1, { [FROM]: page(copy(COPY_ID)) }), { decided: 'none' });
    expect(await evidence).toEqual({ kind: 'absent' });
  });

  test('the teacher said that neither of two is it', async () => {
    const found = page(copy(COPY_ID), copy('1_another0'));
    const { evidence } = await reconcile(server(1, { [FROM]: found }), { decided: 'none' });
    expect(await evidence).toEqual({ kind: 'absent' });
  });

  test('the teacher said which room it is: nothing is looked for', async () => {
    const { evidence, asked } = await reconcile(server(1), { decided: id('1_another0') });
    expect(await evidence).toEqual(happened({ room: '1_another0' }));
    expect(asked).toEqual([]);
  });

  test.each([
    ['network', new Lost(), 'noAnswer', (STARTED + 10) * 1000],
    ['session', new Lost({ kind: 'sessionOver' }), 'sessionOver', undefined],
  ])('evidence that cannot be read (%s) is read later', async (_, lost, code, wakeAt) => {
    const { evidence } = await reconcile(() => {
      throw lost;
    });
    expect(await stopped(evidence)).toMatchObject({ kind: 'wait', problem: { code }, wakeAt });
  });

  test.each(['system.getTime', FROM])('nothing is concluded where %s was refused', async (name) => {
    const { evidence } = await reconcile(server(60, { [name]: exception('INTERNAL_SERVERL_ERROR') }));
    expect(await stopped(evidence)).toMatchObject({ kind: 'wait', problem: { code: 'serverFault' } });
  });

  test('the parts that went with it are looked for, too', async () => {
    const plan = { source: id('1_child000'), objectType: 'x', parent: undefined, roomType: undefined };
    const { run } = await scene(server(1, { [FROM]: page(copy(COPY_ID)) }));
    const settled = await reconcileRoom(run, intent(), { children: [plan], cuePoints: [] });
    expect(settled).toEqual({ kind: 'unclear', after: 5_000 });
    const lost = await reconcileRoom(run, intent(), { children: [], cuePoints: [poll('a')] });
    expect(lost).toEqual({ kind: 'unclear', after: 5_000 });
  });
});

describe('a lost batch of children', () => {
  const plan = (source: string) => ({
    ...{ source: id(source), objectType: 'KalturaMediaEntry', parent: undefined, roomType: undefined },
  });
  const plans = [plan('1_childone'), plan('1_childtwo')];
  const reconcile = async (elapsed: number, answers: Record<string, unknown>) => {
    const { run } = await scene(server(elapsed, answers), {}, STARTED + elapsed);
    return reconcileChildren(run, STARTED * 1000, COPY_ID, plans);
  };
  const UNDER = `baseEntry.list under ${COPY_ID}`;
  const one = body('1_copyofone', { rootEntryId: '1_childone' });
  const two = body('1_copyoftwo', { rootEntryId: '1_childtwo' });

  test('is found under the new room, or still on its own', async () => {
    expect(await reconcile(1, { [UNDER]: page(two), 'baseEntry.list from 1_childone': page(one) })).toEqual({
      kind: 'happened',
      outcome: [
        { source: '1_childone', state: 'copied', copy: '1_copyofone', moved: false },
        { source: '1_childtwo', state: 'copied', copy: '1_copyoftwo', moved: false },
      ],
    });
  });

  test.each([
    [179, { kind: 'unclear', after: 60_000 }],
    [
      180,
      {
        kind: 'happened',
        outcome: [
          { source: '1_childone', state: 'copied', copy: '1_copyofone', moved: false },
          { source: '1_childtwo', state: 'retry' },
        ],
      },
    ],
  ])('of which a part is not found in %i s', async (elapsed, expected) => {
    expect(await reconcile(elapsed, { [UNDER]: page(one) })).toEqual(expected);
  });
});

describe('lost cue points', () => {
  const cuePoint = (of: string, systemName = ''): object => ({ id: of, objectType: 'x', systemName });
  const reconcile = async (
    elapsed: number,
    there: object[],
    plans: OlderInteraction[] = [poll('a'), poll('b')],
  ) => {
    const { run, asked } = await scene(server(elapsed, { 'cuepoint_cuepoint.list': page(...there) }));
    return { evidence: await reconcileCuePoints(run, STARTED * 1000, COPY_ID, plans), asked };
  };

  test('are found by our mark', async () => {
    const there = [cuePoint('x'), cuePoint('y', 'copy-of-b'), cuePoint('z', 'copy-of-a')];
    expect((await reconcile(1, there)).evidence).toEqual({
      kind: 'happened',
      outcome: [
        { source: 'a', state: 'copied', copy: 'z', described: true },
        { source: 'b', state: 'copied', copy: 'y', described: true },
      ],
    });
  });

  test('may lack their metadata', async () => {
    const announcement = {
      ...poll('a'),
      metadata: [{ id: 1, metadataProfileId: 5, objectId: 'a', xml: '<x/>' }],
    };
    const { evidence } = await reconcile(1, [cuePoint('z', 'copy-of-a')], [announcement]);
    expect(evidence).toMatchObject({ outcome: [{ state: 'copied', described: false }] });
  });

  test('that are not found in time were not made', async () => {
    const there = [cuePoint('y', 'copy-of-b')];
    expect((await reconcile(179, there)).evidence).toMatchObject({ kind: 'unclear' });
    expect((await reconcile(180, there)).evidence).toEqual({
      kind: 'happened',
      outcome: [
        { source: 'a', state: 'retry' },
        { source: 'b', state: 'copied', copy: 'y', described: true },
      ],
    });
  });

  test('of which there are none need no looking', async () => {
    const { evidence, asked } = await reconcile(1, [], []);
    expect(evidence).toEqual({ kind: 'happened', outcome: [] });
    expect(asked).toEqual([]);
  });
});
