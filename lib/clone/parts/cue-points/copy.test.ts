import { describe, expect, test } from 'vitest';
import type { CuePointItem } from '../../../room/parts/cue-points.ts';
import { cuePoint, ORIGINAL } from '../../../room/samples.ts';
import { copyCuePoints, planCuePoints } from './copy.ts';
import { copiesOf, type CuePointOutcome } from '../outcomes.ts';
import { COPY_ID, exception, Lost, scene } from '../../samples.ts';

const CODE = { objectType: 'KalturaCodeCuePoint', tags: 'poll-data' };
const poll = (id: string, code = `Code of ${id}`): CuePointItem => ({
  ...{ kind: 'poll', cuePoint: cuePoint(id, { ...CODE, code }), metadata: [] },
});
const announcement = (id: string, xml = '<x/>'): CuePointItem => ({
  ...{ kind: 'announcement', cuePoint: cuePoint(id, { objectType: 'KalturaAnnotation' }) },
  metadata: [{ id: 1, metadataProfileId: 5, objectId: id, xml }],
});
const TOKEN = '{1:result:id}';
/** The first cue point of a batch stands behind its receipt. */
const MADE = '{2:result:id}';

/** A server that adds what it is asked to, unless `refuse` says otherwise of a cue point or its metadata. */
async function copy(
  plans: readonly CuePointItem[],
  refuse: (of: string, nth: number) => unknown = () => undefined,
  known: readonly CuePointOutcome[] = [],
) {
  const tries = new Map<string, number>();
  const progress = [{ part: 'cuePoints', done: 0, of: plans.length }] as const;
  const { run, journal, asked } = await scene(
    (action, { cuePoint, objectId }) => {
      if (action === 'uploadToken.add') return refuse('receipt', 1) ?? { id: 'token' };
      // As addCuePoint and addAnnotationMetadata write it.
      const of = (cuePoint as { systemName: string } | undefined)?.systemName.replace('copy-of-', '');
      const name = of ?? `metadata of ${String(objectId)}`;
      tries.set(name, (tries.get(name) ?? 0) + 1);
      const refused = refuse(name, tries.get(name) ?? 0);
      if (refused !== undefined) return refused;
      return of === undefined
        ? { id: 1, metadataProfileId: 5, xml: '<x/>' }
        : { id: `${of}+`, objectType: 'KalturaCuePoint' };
    },
    {
      progress,
      original: {
        ...ORIGINAL,
        cuePoints: plans.map(({ cuePoint: one }) => one),
        annotationMetadata: plans.flatMap(({ metadata }) => metadata),
      },
    },
  );
  const placed = plans.map((item) => ({ item, entry: COPY_ID }));
  const before = new Map(known.map((outcome) => [outcome.source, outcome]));
  const copies = copyCuePoints(run, placed, before, 'cuePoints', {
    atOnce: 1,
    msPerCall: 400,
    receipted: () => undefined,
  }).then(copiesOf);
  return { copies, journal, asked, tries };
}

test('what is left out or unreadable is not planned', () => {
  const [item] = [poll('p')];
  const room = { ...ORIGINAL, cuePoints: [item.cuePoint] };
  expect(planCuePoints(room, [])).toEqual([item]);
  expect(planCuePoints(room, ['files'])).toEqual([item]);
  expect(planCuePoints(room, ['interactions'])).toEqual([]);
  expect(planCuePoints({ ...room, cuePoints: undefined }, [])).toEqual([]);
});

describe('cue points are copied', () => {
  test('twenty a request, and the progress says so', async () => {
    const { copies, asked, journal } = await copy(Array.from({ length: 21 }, (_, i) => poll(`p${i}`)));
    const all = await copies;
    expect(all.size).toBe(21);
    expect(all.get('p20')).toBe('p20+');
    expect(asked.map((calls) => calls.length)).toEqual([21, 2]);
    expect((await journal.job('job'))?.progress).toEqual([{ part: 'cuePoints', done: 21, of: 21 }]);
    expect((await journal.steps('job')).map(({ name }) => name)).toEqual([
      ...['cuePoints/1/size', 'cuePoints/1/1', 'cuePoints/1/2'],
    ]);
  });

  test('with the metadata that make an announcement of them, in the same request', async () => {
    const { copies, asked, tries } = await copy([announcement('a')]);
    await copies;
    expect(asked).toHaveLength(1);
    expect([...tries.keys()]).toEqual(['a', `metadata of ${MADE}`]);
  });

  test.each([
    ['text', poll('p', TOKEN), ['p']],
    ['metadata', announcement('a', TOKEN), ['a', 'metadata of a+']],
  ])('one by one where their %s hold a token', async (_, plan, names) => {
    const { copies, asked, tries } = await copy([plan, poll('q')]);
    expect([...(await copies).keys()].sort()).toEqual([plan.cuePoint.id, 'q'].sort());
    expect(asked.map((calls) => calls.length)).toEqual([2, ...names.map(() => 1)]);
    expect([...tries.keys()].slice(1)).toEqual(names);
  });

  test('only where they have no outcome yet; metadata only where they may be missing', async () => {
    const known: CuePointOutcome[] = [
      { source: 'a', state: 'copied', copy: 'a+', described: true },
      { source: 'b', state: 'copied', copy: 'b+', described: false },
      { source: 'c', state: 'refused' },
      { source: 'd', state: 'retry' },
    ];
    const plans = [announcement('a'), announcement('b'), announcement('c'), poll('d')];
    const { copies, tries } = await copy(plans, undefined, known);
    expect([...(await copies).keys()]).toEqual(['a', 'b', 'd']);
    expect([...tries.keys()]).toEqual(['d', 'metadata of b+']);
  });

  test('none where there are none', async () => {
    const { copies, asked } = await copy([]);
    expect((await copies).size).toBe(0);
    expect(asked).toEqual([]);
  });
});

describe('a cue point', () => {
  test('that is refused has no copy, and the others have', async () => {
    const { copies, tries } = await copy([poll('p'), poll('q')], (of) =>
      of === 'p' ? exception('PROPERTY_VALIDATION_ERROR') : undefined,
    );
    expect([...(await copies).keys()]).toEqual(['q']);
    expect(tries.get('p')).toBe(1);
  });

  test('whose metadata are refused for the moment gets them afterwards', async () => {
    const { copies, tries } = await copy([announcement('a')], (of) =>
      of.includes(MADE) ? exception('ACTION_BLOCKED') : undefined,
    );
    expect([...(await copies).keys()]).toEqual(['a']);
    expect(tries.get('metadata of a+')).toBe(1);
  });

  test('that is blocked for the moment is tried again, with those that are not', async () => {
    const { copies, tries } = await copy([poll('p'), poll('q')], (of, nth) =>
      of === 'p' && nth === 1 ? exception('ACTION_BLOCKED') : undefined,
    );
    expect([...(await copies).keys()].sort()).toEqual(['p', 'q']);
    expect(tries.get('q')).toBe(1);
  });

  test.each([
    ['ACTION_BLOCKED', 'rolledBack'],
    ['INTERNAL_SERVERL_ERROR', 'intent'],
  ])('of a batch of which each answers %s waits (%s)', async (code, state) => {
    for (const plans of [[poll('p'), poll('q')], [poll('p', TOKEN)]]) {
      const { copies, journal } = await copy(plans, () => exception(code));
      await expect(copies).rejects.toMatchObject({ reason: { kind: 'pause' } });
      expect((await journal.step('job', 'cuePoints/1/1'))?.state).toBe(state);
    }
  });

  test('in a batch that is lost is looked for before anything is sent again', async () => {
    const { copies, journal } = await copy([poll('p')], () => {
      throw new Lost();
    });
    await expect(copies).rejects.toMatchObject({ reason: { kind: 'pause' } });
    expect((await journal.step('job', 'cuePoints/1/1'))?.state).toBe('intent');
  });

  test('in a batch that is refused as a whole has no copy', async () => {
    const { copies } = await copy([poll('p')], () => {
      throw new Lost({ kind: 'notFound', code: 'x' });
    });
    expect((await copies).size).toBe(0);
  });
});
