import type { ChildPlan } from './plans.ts';
import { describe, expect, test } from 'vitest';
import { entry, id } from '../../room/samples.ts';
import type { CuePointItem } from '../../room/parts/cue-points.ts';
import { cuePoint } from '../../room/samples.ts';
import { Suspension } from '../engine/suspension.ts';
import type { Step } from '../engine/journal.ts';
import type { Job } from '../job/record.ts';

import { reconcileChildren } from './children/reconcile.ts';
import { reconcileCuePoints } from './cue-points/reconcile.ts';
import { roomsOf } from './receipt.ts';
import { reconcileRoom } from './room/reconcile.ts';
import { type Answer, body, COPY_ID, exception, Lost, ORIGINAL_ID, page, sampleJob } from '../samples.ts';
import { scene, STARTED, UPDATED } from '../samples.ts';

const NOTHING = { children: [], cuePoints: [] };
/** The server's clock at the first look. */
const FIRST = STARTED + 100;
const intent = (fields: Partial<Step> = {}): Step => ({
  ...{ jobId: 'job', name: 'room', state: 'intent', attempts: 0, startedAt: 123 },
  noted: { firstLook: FIRST },
  ...fields,
});
/** A copy that proves to be one of this source, as far as the server says. */
const copyOf = (source: string, of: string, fields: object = {}): object =>
  body(of, { rootEntryId: source, createdAt: FIRST, userId: 'amir', ...fields });
/** A room that a request of ours may have left behind when the server stopped: it has no type yet. */
const half = (of: string, fields: object = {}): object =>
  copyOf(ORIGINAL_ID, of, { type: 'room.room', name: 'Room', ...fields });
/** Finished by somebody: by the same teacher on another computer, or by Kaltura's own "Clone room". */
const finishedCopy = (of: string, fields: object = {}): object => half(of, { roomType: 1, ...fields });
const receipt = (step: string, made = '', job = 'job'): object => ({
  ...{ id: `receipt of ${step}`, fileName: `clone-room|${job}|${step}|${made}` },
});

interface Server {
  /** Since the first look, in seconds. */
  readonly elapsed: number;
  readonly receipts?: unknown;
  /** The copies of the original by its user, as the index shows them. */
  readonly copies?: readonly object[];
  /** What stands under an entry. */
  readonly under?: Readonly<Record<string, readonly object[]>>;
  readonly cuePoints?: readonly object[];
  readonly original?: unknown;
  /** An entry by its id. */
  readonly entries?: Readonly<Record<string, object>>;
}
const CHANGED = body(ORIGINAL_ID, { type: 'room.room', updatedAt: 950 });

const server =
  ({
    elapsed,
    receipts = page(),
    copies = [],
    under = {},
    cuePoints = [],
    original,
    entries = {},
  }: Server): Answer =>
  (action, params) => {
    switch (action) {
      case 'system.getTime':
        return FIRST + elapsed;
      case 'uploadToken.list':
        return receipts;
      case 'cuepoint_cuepoint.list':
        return page(...cuePoints);
      case 'baseEntry.get': {
        const of = String(params['entryId']);
        return of === ORIGINAL_ID ? (original ?? body(ORIGINAL_ID, { type: 'room.room' })) : entries[of];
      }
      default: {
        const { rootEntryIdEqual, parentEntryIdEqual } = params['filter'] as Record<string, string>; // as we ask
        if (rootEntryIdEqual === ORIGINAL_ID) return page(...copies);
        const there = under[String(parentEntryIdEqual)] ?? [];
        return page(...there.map((child) => ({ parentEntryId: parentEntryIdEqual, ...child })));
      }
    }
  };

const stopped = async (work: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof Suspension ? (error as Suspension<unknown>).reason : error;
};
const inconclusive = (after: number) => ({
  kind: 'inconclusive',
  after,
  noted: { firstLook: FIRST, looks: 1 },
});
const happened = (fields: object = {}): object => ({
  kind: 'happened',
  outcome: {
    ...{ room: COPY_ID, receipts: [], people: false, template: false, texts: undefined },
    // The server may be slow: no larger requests follow.
    ...{ children: [], cuePoints: [], msPerCall: 200 },
    ...fields,
  },
});
const asks = (...ids: readonly string[]) => ({
  ...{ kind: 'decision', about: 123 },
  candidates: ids.map((entryId) => ({ entryId, name: 'Room', createdAt: FIRST * 1000 })),
});

describe('a lost first request', () => {
  const reconcile = async (at: Server | Answer, fields: Partial<Job> = {}, step = intent()) => {
    const { run, ...rest } = await scene(typeof at === 'function' ? at : server(at), fields);
    return { evidence: reconcileRoom(run, step, NOTHING), run, ...rest };
  };
  const OWN = {
    receipts: page(receipt('room', COPY_ID)),
    entries: { [COPY_ID]: half(COPY_ID) },
  };

  describe('that left a receipt', () => {
    test('made the room which that names, whatever the index shows', async () => {
      const { evidence, asked, journal } = await reconcile({
        elapsed: 0,
        ...OWN,
        copies: [half('1_another0')],
      });
      expect(await evidence).toEqual(happened());
      expect(asked).toEqual([
        ['system.getTime', 'baseEntry.get', 'uploadToken.list', 'baseEntry.list'],
        ['baseEntry.get'],
      ]);
      expect((await journal.job('job'))?.room).toBe(COPY_ID);
    });

    test.each([
      ['somebody else’s', { userId: 'noa' }],
      ['older than the job', { createdAt: STARTED - 61 }],
      ['a copy of something else', { rootEntryId: '1_another0' }],
    ])('which names what is %s ends the job: nothing more is sent to that', async (_, fields) => {
      const { evidence, asked, journal } = await reconcile({
        ...{ elapsed: 0, receipts: OWN.receipts, entries: { [COPY_ID]: half(COPY_ID, fields) } },
      });
      expect(await stopped(evidence)).toEqual({ kind: 'end', problem: { code: 'notProvedNew' } });
      expect(asked).toHaveLength(2);
      expect((await journal.job('job'))?.room).toBeUndefined();
    });

    test.each([
      ['gets no answer', new Lost()],
      ['is refused', exception('INTERNAL_SERVERL_ERROR')],
      ['is none', {}],
    ])(
      'which names a room that can’t be looked at now (%s) is looked at again: nothing is sent there before',
      async (_, said) => {
        let isWell = false;
        const well = server({ elapsed: 0, ...OWN });
        const answer: Answer = (action, params) => {
          if (isWell || action !== 'baseEntry.get' || params['entryId'] !== COPY_ID)
            return well(action, params);
          if (said instanceof Lost) throw said;
          return said;
        };
        const { evidence, run, journal } = await reconcile(answer);
        expect(await stopped(evidence)).toMatchObject({ kind: 'pause', pause: { until: 'time' } });
        expect((await journal.job('job'))?.room).toBeUndefined();
        isWell = true;
        expect(await reconcileRoom(run, intent(), NOTHING)).toEqual(happened());
      },
    );

    test('of another step, or of another job, has none of its own', async () => {
      const receipts = page(receipt('children/1/1/1', COPY_ID), receipt('room', COPY_ID, 'other'));
      const { evidence } = await reconcile({ elapsed: 0, receipts });
      expect(await evidence).toEqual(inconclusive(5_000));
    });

    test('which names no room was carried out, and made none', async () => {
      const receipts = page(receipt('room'));
      const { evidence, journal } = await reconcile({
        ...{ elapsed: 70, receipts, original: CHANGED, copies: [half('1_another0')] },
      });
      expect(await evidence).toEqual({ kind: 'absent' });
      expect((await journal.job('job'))?.original.entry.updatedAt).toBe(950);
    });
  });

  describe('that left none', () => {
    test.each([
      [0, 5_000],
      [12, 6_000],
      [69, 34_500],
    ])('may be at work after %i s of the server’s', async (elapsed, after) => {
      for (const original of [undefined, CHANGED, exception('ENTRY_ID_NOT_FOUND')]) {
        const { evidence } = await reconcile({ elapsed, original, copies: [half(COPY_ID)] });
        expect(await evidence).toEqual(inconclusive(after));
      }
    });

    test('and is looked for the first time has the time from now on', async () => {
      const { evidence } = await reconcile({ elapsed: 500 }, {}, intent({ noted: undefined }));
      expect(await evidence).toEqual({
        kind: 'inconclusive',
        after: 5_000,
        noted: { firstLook: FIRST + 500, looks: 1 },
      });
    });

    test.each([
      ['is as it was read', undefined],
      ['is gone', exception('ENTRY_ID_NOT_FOUND')],
    ])('made nothing where the original %s: a clone would have changed it', async (_, original) => {
      const { evidence } = await reconcile({ elapsed: 70, original, copies: [half(COPY_ID)] });
      expect(await evidence).toEqual({ kind: 'absent' });
    });

    test.each([
      [70, inconclusive(35_000)],
      [179, inconclusive(60_000)],
      [180, { kind: 'absent' }],
    ])('and whose original was changed, is looked for: after %i s %j', async (elapsed, expected) => {
      const { evidence, journal } = await reconcile({ elapsed, original: CHANGED });
      expect(await evidence).toEqual(expected);
      expect((await journal.job('job'))?.original.entry.updatedAt).toBe(
        expected.kind === 'absent' ? 950 : UPDATED,
      );
    });

    test('may have left a half-made room: the teacher is asked, and nothing is sent to it', async () => {
      const { evidence, asked, journal } = await reconcile({
        ...{ elapsed: 70, original: CHANGED, copies: [half(COPY_ID), half('1_another0')] },
      });
      expect(await stopped(evidence)).toEqual(asks(COPY_ID, '1_another0'));
      expect(asked).toHaveLength(1);
      expect((await journal.job('job'))?.room).toBeUndefined();
    });

    test.each([
      ['a finished one, made on another computer meanwhile (J1, P1)', finishedCopy(COPY_ID)],
      ['made after it can have been at work', half(COPY_ID, { createdAt: FIRST + 71 })],
      ['made before the room was read', half(COPY_ID, { createdAt: STARTED - 61 })],
      ['somebody else’s', half(COPY_ID, { userId: 'noa' })],
      ['of another kind', half(COPY_ID, { type: '1' })],
      ['what the original points to', half('1_template')],
    ])('made no room that is %s: it is neither asked about nor touched', async (_, copy) => {
      const original = sampleJob().original;
      const pointing = { ...original, entry: { ...original.entry, templateRoomEntryId: '1_template' } };
      const at = { original: CHANGED, copies: [copy] };
      const early = await reconcile({ elapsed: 70, ...at }, { original: pointing });
      expect(await early.evidence).toMatchObject({ kind: 'inconclusive' });
      const late = await reconcile({ elapsed: 180, ...at }, { original: pointing });
      expect(await late.evidence).toEqual({ kind: 'absent' });
    });

    test('made no room of another job of this computer', async () => {
      const { run, journal } = await scene(
        server({ elapsed: 180, original: CHANGED, copies: [half(COPY_ID)] }),
      );
      await journal.changeJob('other', () => sampleJob({ id: 'other', room: COPY_ID }));
      expect(await reconcileRoom(run, intent(), NOTHING)).toEqual({ kind: 'absent' });
    });

    test('of a legacy room, which has no type: one with the original’s name may be half-made', async () => {
      const { original } = sampleJob();
      const legacy = {
        ...original,
        entry: { ...original.entry, type: '7', roomType: undefined, name: 'Room' },
      };
      const copies = [half(COPY_ID, { type: '7' }), half('1_another0', { type: '7', name: 'Renamed' })];
      const { evidence } = await reconcile({ elapsed: 70, original: CHANGED, copies }, { original: legacy });
      expect(await stopped(evidence)).toEqual(asks(COPY_ID));
    });
  });

  describe('whose receipts tell nothing', () => {
    const unreceipted = intent({ noted: { firstLook: FIRST, unreceipted: true } });
    const blind: [string, unknown, Step][] = [
      ['they are refused', exception('SERVICE_FORBIDDEN'), intent()],
      ['there are more than one page', { totalCount: 501, objects: [] }, intent()],
      ['it was sent by a version without them', OWN.receipts, unreceipted],
    ];

    test.each(blind)('since %s: every copy may be it, so the teacher is asked', async (_, receipts, step) => {
      const at = { elapsed: 70, receipts, original: CHANGED, copies: [finishedCopy(COPY_ID)] };
      const { evidence, asked } = await reconcile(at, {}, step);
      expect(await stopped(evidence)).toEqual(asks(COPY_ID));
      expect(asked).toHaveLength(1);
    });

    test.each(blind)('since %s: the index has fifteen minutes', async (_, receipts, step) => {
      const at = { receipts, original: CHANGED };
      // An index that lags by ten minutes shows nothing until then.
      expect(await (await reconcile({ elapsed: 600, ...at }, {}, step)).evidence).toMatchObject({
        kind: 'inconclusive',
      });
      expect(await (await reconcile({ elapsed: 899, ...at }, {}, step)).evidence).toMatchObject({
        kind: 'inconclusive',
      });
      expect(await (await reconcile({ elapsed: 900, ...at }, {}, step)).evidence).toEqual({ kind: 'absent' });
    });
  });

  describe('of which the teacher has said', () => {
    const said = (room: string, about = 123): Partial<Job> => ({
      state: { kind: 'running', answer: { about, room: room === 'none' ? room : id(room) } },
    });

    test('which room it is: that is this job’s', async () => {
      const { evidence, journal } = await reconcile({ elapsed: 70, original: CHANGED }, said('1_another0'));
      expect(await evidence).toEqual(happened({ room: '1_another0' }));
      expect((await journal.job('job'))?.room).toBe('1_another0');
    });

    test('that it is none: it is sent again, and the original as it is now is asked for', async () => {
      const at = { elapsed: 70, original: CHANGED, copies: [half(COPY_ID)] };
      const { evidence, journal } = await reconcile(at, said('none'));
      expect(await evidence).toEqual({ kind: 'absent' });
      expect((await journal.job('job'))?.original.entry.updatedAt).toBe(950);
    });

    test('that it is none, while it may still be at work: it is waited for', async () => {
      const { evidence } = await reconcile({ elapsed: 69, original: CHANGED }, said('none'));
      expect(await evidence).toMatchObject({ kind: 'inconclusive' });
    });

    test.each(['none', '1_another0'])(
      '%s, of an earlier request: it counts no second time (J2)',
      async (room) => {
        const at = { elapsed: 70, original: CHANGED, copies: [half(COPY_ID)] };
        const { evidence } = await reconcile(at, said(room, 122));
        expect(await stopped(evidence)).toEqual(asks(COPY_ID));
      },
    );

    test('nothing that a receipt does not know better', async () => {
      const { evidence } = await reconcile({ elapsed: 0, ...OWN }, said('1_another0'));
      expect(await evidence).toEqual(happened());
    });
  });

  test.each([0, 1, STARTED - 86_400 * 365, STARTED + 86_400 * 365])(
    'is judged by the server’s clock alone: the local one shows %i (P7)',
    async (at) => {
      const judge = async (elapsed: number) => {
        const { run } = await scene(server({ elapsed, original: CHANGED }), { createdAt: at * 1000 }, at);
        return reconcileRoom(run, intent({ startedAt: at * 1000 }), NOTHING);
      };
      expect(await judge(69)).toEqual(inconclusive(34_500));
      expect(await judge(179)).toEqual(inconclusive(60_000));
      expect(await judge(180)).toEqual({ kind: 'absent' });
    },
  );

  test('is looked for among copies by this user that are younger than the reading', async () => {
    const filters: unknown[] = [];
    const { evidence } = await reconcile((action, params) => {
      if (action === 'baseEntry.list') filters.push(params['filter']);
      return server({ elapsed: 1 })(action, params);
    });
    await evidence;
    expect(filters).toMatchObject([
      { rootEntryIdEqual: ORIGINAL_ID, userIdEqual: 'amir', createdAtGreaterThanOrEqual: STARTED },
    ]);
  });

  test.each([
    ['network', new Lost(), { until: 'time', problem: { code: 'noAnswer' }, wakeAt: (STARTED + 10) * 1000 }],
    ['session', new Lost({ kind: 'sessionOver' }), { until: 'session', problem: { code: 'sessionOver' } }],
  ])('evidence that cannot be read (%s) is read later', async (_, lost, pause) => {
    const { evidence } = await reconcile(() => {
      throw lost;
    });
    expect(await stopped(evidence)).toMatchObject({ kind: 'pause', pause });
  });

  test.each(['system.getTime', 'baseEntry.list'])('nothing is concluded where %s fails', async (name) => {
    const { evidence } = await reconcile((action, params) =>
      action === name
        ? exception('INTERNAL_SERVERL_ERROR')
        : server({ elapsed: 900, original: CHANGED })(action, params),
    );
    expect(await stopped(evidence)).toMatchObject({
      kind: 'pause',
      pause: { problem: { code: 'serverFault' } },
    });
  });

  test('the parts that went with it are looked for, too, by the same clock', async () => {
    const { run } = await scene(server({ elapsed: 1, ...OWN }));
    expect(await reconcileRoom(run, intent(), { ...NOTHING, children: [plan('1_childone')] })).toEqual(
      inconclusive(5_000),
    );
    expect(await reconcileRoom(run, intent(), { ...NOTHING, cuePoints: [item('a')] })).toEqual(
      inconclusive(5_000),
    );
  });
});

const plan = (source: string, parent?: string): ChildPlan => ({
  ...{ source: id(source), objectType: 'KalturaMediaEntry', roomType: undefined },
  parent: parent === undefined ? undefined : id(parent),
});
const item = (of: string, metadata: CuePointItem['metadata'] = []): CuePointItem => ({
  kind: 'poll',
  cuePoint: cuePoint(of),
  metadata,
});

describe('a lost batch of children', () => {
  const NAME = 'children/1/1/1';
  const plans = [plan('1_childone'), plan('1_childtwo')];
  const one = copyOf('1_childone', '1_copyofone');
  const two = copyOf('1_childtwo', '1_copyoftwo');
  const copied = (source: string, copy: string) => ({ source, state: 'copied', copy, moved: true });
  const retry = (source: string) => ({ source, state: 'retry' });
  const fields = {
    original: { ...sampleJob().original, children: [entry('1_childone'), entry('1_childtwo')] },
  };

  const reconcile = async (
    at: Server,
    { due = plans, until }: { due?: ChildPlan[]; until?: 'notAtWork' } = {},
  ) => {
    const { run, asked } = await scene(server(at), fields);
    const lost = { room: id(COPY_ID), plans: due, copies: new Map(), ...(until && { until }) };
    const evidence = await reconcileChildren(run, intent({ name: NAME }), lost);
    return { evidence, asked };
  };

  test('is found under the new room', async () => {
    const { evidence, asked } = await reconcile({ elapsed: 1, under: { [COPY_ID]: [two, one] } });
    expect(evidence).toEqual({
      kind: 'happened',
      outcome: [copied('1_childone', '1_copyofone'), copied('1_childtwo', '1_copyoftwo')],
    });
    // Nowhere else is it looked for: what stands elsewhere is not proved to be ours (J1).
    expect(asked).toEqual([['system.getTime', 'uploadToken.list'], ['baseEntry.list']]);
  });

  test('is found at every level, each under the copy of its parent', async () => {
    const due = [plan('1_childone'), plan('1_childtwo', '1_childone'), plan('1_childtri', '1_childtwo')];
    const { evidence } = await reconcile(
      {
        elapsed: 1,
        under: {
          [COPY_ID]: [one],
          '1_copyofone': [two],
          '1_copyoftwo': [copyOf('1_childtri', '1_copythree')],
        },
      },
      { due },
    );
    expect(evidence).toMatchObject({
      outcome: [{ copy: '1_copyofone' }, { copy: '1_copyoftwo' }, { copy: '1_copythree' }],
    });
  });

  test('is not what somebody else has put there, whatever it was copied from', async () => {
    const due = [plan('1_childone'), plan('1_childtwo', '1_childone')];
    const under = {
      [COPY_ID]: [one],
      '1_copyofone': [copyOf('1_childtwo', '1_copyoftwo', { userId: 'noa' })],
    };
    const { evidence } = await reconcile({ elapsed: 900, under }, { due });
    expect(evidence).toEqual({
      kind: 'happened',
      outcome: [copied('1_childone', '1_copyofone'), retry('1_childtwo')],
    });
  });

  test.each<[string, unknown, number]>([
    ['left no receipt never began', page(), 70],
    ['left one of another step never began', page(receipt('children/1/1/2')), 70],
    ['left one: the index has fifteen minutes', page(receipt(NAME)), 900],
    ['has receipts that cannot be read: the index has fifteen minutes', exception('SERVICE_FORBIDDEN'), 900],
  ])('which %s', async (_, receipts, over) => {
    const under = { [COPY_ID]: [one] };
    expect((await reconcile({ elapsed: over - 1, receipts, under })).evidence).toMatchObject({
      kind: 'inconclusive',
    });
    expect((await reconcile({ elapsed: over, receipts, under })).evidence).toEqual({
      ...{ kind: 'happened', outcome: [copied('1_childone', '1_copyofone'), retry('1_childtwo')] },
    });
  });

  test('before a removal it is enough that it is not at work any more', async () => {
    const receipts = page(receipt(NAME));
    const until = { until: 'notAtWork' } as const;
    expect((await reconcile({ elapsed: 69, receipts }, until)).evidence).toMatchObject({
      kind: 'inconclusive',
    });
    expect((await reconcile({ elapsed: 70, receipts }, until)).evidence).toMatchObject({ kind: 'happened' });
  });

  test('of which there are none needs no looking', async () => {
    expect(await reconcile({ elapsed: 1 }, { due: [] })).toEqual({
      evidence: { kind: 'happened', outcome: [] },
      asked: [],
    });
  });
});

describe('lost cue points', () => {
  const NAME = 'cuePoints/1';
  const there = (of: string, systemName = ''): object => ({
    ...{ id: of, objectType: 'x', systemName, entryId: COPY_ID },
  });
  const reconcile = async (at: Server, due = [item('a'), item('b')], isReceipted = true) => {
    const { run, asked } = await scene(server(at));
    const placed = due.map((one) => ({ item: one, entry: id(COPY_ID) }));
    return {
      evidence: await reconcileCuePoints(run, intent({ name: NAME }), { placed, isReceipted }),
      asked,
    };
  };

  test('are found by our mark', async () => {
    const cuePoints = [there('x'), there('y', 'copy-of-b'), there('z', 'copy-of-a')];
    expect((await reconcile({ elapsed: 1, cuePoints })).evidence).toEqual({
      kind: 'happened',
      outcome: [
        { source: 'a', state: 'copied', copy: 'z', described: true },
        { source: 'b', state: 'copied', copy: 'y', described: true },
      ],
    });
  });

  test('are not those of another entry, as a list shows that heeds no filter', async () => {
    const cuePoints = [there('y', 'copy-of-b'), { ...there('z', 'copy-of-a'), entryId: '1_elsewhere' }];
    await expect(reconcile({ elapsed: 900, cuePoints })).rejects.toMatchObject({ reason: { kind: 'pause' } });
  });

  test('may lack their metadata', async () => {
    const described = item('a', [{ id: 1, metadataProfileId: 5, objectId: 'a', xml: '<x/>' }]);
    const { evidence } = await reconcile({ elapsed: 1, cuePoints: [there('z', 'copy-of-a')] }, [described]);
    expect(evidence).toMatchObject({ outcome: [{ state: 'copied', described: false }] });
  });

  test.each<[unknown, boolean, number]>([
    [page(), true, 70],
    [page(receipt(NAME)), true, 900],
    [page(), false, 900],
  ])(
    'that are not found in time were not made: receipts %j, of a request that leaves them: %s',
    async (receipts, leaves, over) => {
      const at = { receipts, cuePoints: [there('y', 'copy-of-b')] };
      expect((await reconcile({ elapsed: over - 1, ...at }, undefined, leaves)).evidence).toMatchObject({
        kind: 'inconclusive',
      });
      expect((await reconcile({ elapsed: over, ...at }, undefined, leaves)).evidence).toEqual({
        kind: 'happened',
        outcome: [
          { source: 'a', state: 'retry' },
          { source: 'b', state: 'copied', copy: 'y', described: true },
        ],
      });
    },
  );

  test('of which there are none need no looking', async () => {
    const { evidence, asked } = await reconcile({ elapsed: 1 }, []);
    expect(evidence).toEqual({ kind: 'happened', outcome: [] });
    expect(asked).toEqual([]);
  });
});

test('rooms that receipts name, once each; the original is none', () => {
  const named = (made: string | undefined, step = 'room') => ({
    ...{ id: 'x', step, request: undefined, made: made === undefined ? undefined : id(made) },
  });
  const receipts = [
    named(COPY_ID),
    named(COPY_ID),
    named(undefined),
    named('1_another0'),
    named(ORIGINAL_ID),
  ];
  expect(roomsOf([...receipts, named('1_child', 'children/1/1/1')], sampleJob())).toEqual([
    COPY_ID,
    '1_another0',
  ]);
  expect(roomsOf(undefined, sampleJob())).toEqual([]);
});
