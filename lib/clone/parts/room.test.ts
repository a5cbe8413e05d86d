import { describe, expect, test } from 'vitest';
import { entry, id, ORIGINAL, roomEntry } from '../../room/samples.ts';
import { copyRoom, firstParts } from './room.ts';
import type { Job } from '../job/record.ts';
import { type Answer, body, COPY_ID, exception, ORIGINAL_ID, page, sampleJob, scene } from './samples.ts';
import { STARTED, UPDATED } from './samples.ts';

const CHILD = entry('1_childone', { parentEntryId: ORIGINAL_ID });
const POLL = {
  ...{ id: 'p', objectType: '', cuePointType: 'codeCuePoint.Code', tags: 'poll-data', code: '', text: '' },
  ...{ description: '', userId: '', partnerData: '', systemName: '' },
};
const original = {
  ...sampleJob().original,
  children: [CHILD],
  cuePoints: [POLL],
};

/** The guarded chain at a server that does it all, but for what `changes` answers to the nth call of its kind. */
async function clone(changes: Record<string, unknown> = {}, fields: Partial<Job> = {}) {
  const counts = new Map<string, number>();
  const sent: Record<string, unknown>[] = [];
  const answer: Answer = (action, params) => {
    const nth = (counts.get(action) ?? 0) + 1;
    counts.set(action, nth);
    sent.push(params);
    const change = changes[`${action} ${nth}`] ?? changes[action];
    if (change !== undefined) return change;
    if (action === 'cuepoint_cuepoint.add') return { id: 'p+' };
    if (action === 'baseEntry.list') return page(body(ORIGINAL_ID));
    return body(
      params['entryId'] === '{2:result:id}' || action !== 'baseEntry.clone' ? COPY_ID : '1_childcopy',
    );
  };
  const { run, journal, asked } = await scene(answer, { original, ...fields });
  return { result: copyRoom(run, firstParts(run.job)), sent, journal, asked };
}

test('sixty parts go into the first request: children first, then cue points without a token', () => {
  const children = Array.from({ length: 59 }, (_, i) => entry(`c${i}`));
  const cuePoints = [
    { ...POLL, code: '{1:result:id}' },
    { ...POLL, id: 'q' },
    { ...POLL, id: 'r' },
  ];
  const first = firstParts(sampleJob({ original: { ...ORIGINAL, children, cuePoints } }));
  expect(first.children).toHaveLength(59);
  expect(first.cuePoints.map(({ cuePoint }) => cuePoint.id)).toEqual(['q']);
  const more = { ...ORIGINAL, children: [...children, entry('x'), entry('y')], cuePoints };
  expect(firstParts(sampleJob({ original: more }))).toMatchObject({ cuePoints: [] });
  expect(firstParts(sampleJob({ original: more })).children).toHaveLength(60);
});

describe('the guarded chain', () => {
  test('makes the room and all its first parts in one request, each behind the guard', async () => {
    const { result, asked, sent } = await clone();
    expect(await result).toEqual({
      ok: true,
      value: {
        ...{ room: COPY_ID, people: true, template: true },
        texts: { texts: { name: 'Copy', description: '', tags: '' }, revision: 1, refused: [] },
        children: [{ source: '1_childone', state: 'copied', copy: '1_childcopy', moved: true }],
        cuePoints: [{ source: 'p', state: 'copied', copy: 'p+', described: true }],
      },
    });
    const update = 'baseEntry.update';
    expect(asked).toEqual([
      [
        ...['baseEntry.list', update, 'baseEntry.clone', update, update, update],
        ...['baseEntry.clone', update, 'cuepoint_cuepoint.add'],
      ],
    ]);
    expect(sent[0]).toMatchObject({ filter: { idEqual: ORIGINAL_ID, updatedAtLessThanOrEqual: UPDATED } });
    expect(sent.slice(1, 9).map(({ entryId, cuePoint }) => entryId ?? cuePoint)).toMatchObject([
      ...['{1:result:objects:0:id}', '{2:result:id}', '{3:result:id}', '{3:result:id}', '{3:result:id}'],
      ...['{4:result:roomType}_childone', '{7:result:id}', { entryId: '{3:result:id}' }],
    ]);
    expect(sent[7]).toMatchObject({ baseEntry: { parentEntryId: '{3:result:id}' } });
  });

  test('puts what is in a breakout room under the copy of that room', async () => {
    const breakout = roomEntry('1_breakout', { roomType: 2, parentEntryId: ORIGINAL_ID });
    const inside = entry('1_insideit', { parentEntryId: '1_breakout' });
    const { result, sent } = await clone({}, { original: { ...original, children: [breakout, inside] } });
    await result;
    expect(sent[7]).toMatchObject({ baseEntry: { parentEntryId: '{3:result:id}', roomType: 2 } });
    expect(sent[9]).toMatchObject({ baseEntry: { parentEntryId: '{7:result:id}' } });
  });

  test('leaves texts that hold a token for a request of their own', async () => {
    const texts = { name: '{1:result:id}', description: 'x', tags: '' };
    const { result, sent } = await clone({}, { wanted: { texts, revision: 1 } });
    expect(await result).toMatchObject({ value: { texts: undefined } });
    expect(sent[4]).toMatchObject({ baseEntry: { description: 'x', tags: '' } });
    expect(JSON.stringify(sent[4])).not.toContain('"name"');
    const all = { name: '{1:result:id}', description: '{1:result:id}', tags: '{1:result:id}' };
    const { result: none, asked } = await clone({}, { wanted: { texts: all, revision: 1 } });
    expect(await none).toMatchObject({ value: { texts: undefined } });
    expect(asked[0]).toHaveLength(8);
  });

  test('gives a legacy room no template', async () => {
    const legacy = entry(ORIGINAL_ID, { adminTags: '__meeting_room', status: '7' });
    const { result, asked } = await clone({}, { original: { ...original, entry: legacy } });
    expect(await result).toMatchObject({ value: { template: true } });
    expect(asked[0]).toHaveLength(8);
  });

  test.each([
    ['people', 'baseEntry.update 2', { people: false, template: true, children: [{ state: 'copied' }] }],
    ['texts', 'baseEntry.update 3', { people: true, texts: undefined }],
    ['template', 'baseEntry.update 4', { people: true, template: false }],
  ])('says that %s are still to be done', async (_, call, value) => {
    expect(await (await clone({ [call]: exception('ACTION_BLOCKED') })).result).toMatchObject({ value });
  });

  test('leaves children to be copied whose ids could not be read, since the people were not cleared', async () => {
    const refused = exception('ENTRY_ID_NOT_FOUND');
    const { result } = await clone({ 'baseEntry.update 2': refused, 'baseEntry.clone 2': refused });
    expect(await result).toMatchObject({ value: { people: false, children: [] } });
  });

  test.each([
    ['the question', 'baseEntry.list', exception('SERVICE_FORBIDDEN'), 'actionForbidden'],
    ['the guard', 'baseEntry.update', exception('INVALID_KS', { ERR_CODE: '-4' }), 'noRight'],
    ['the clone', 'baseEntry.clone', exception('SERVICE_FORBIDDEN'), 'actionForbidden'],
  ])('makes nothing where %s is refused, and says why', async (_, call, answer, kind) => {
    expect(await (await clone({ [call]: answer })).result).toMatchObject({ ok: false, failure: { kind } });
  });

  test.each(['baseEntry.clone 2', 'cuepoint_cuepoint.add'])(
    'is lost as a whole where the server fails at %s',
    async (call) => {
      const { result, journal } = await clone({ [call]: exception('INTERNAL_SERVERL_ERROR') });
      await expect(result).rejects.toMatchObject({ reason: { kind: 'wait' } });
      expect((await journal.step('job', 'room'))?.state).toBe('intent');
    },
  );
});

describe('an original that was changed since it was read', () => {
  const changedAt = (updatedAt: number) => ({
    'baseEntry.list': page(),
    'baseEntry.get': body(ORIGINAL_ID, { updatedAt }),
  });

  test('before Save is cloned as it is now', async () => {
    const { result, sent, journal } = await clone({
      ...{ 'baseEntry.list 1': page(), 'baseEntry.get': body(ORIGINAL_ID, { updatedAt: STARTED - 1 }) },
    });
    expect(await result).toMatchObject({ ok: true, value: { room: COPY_ID } });
    expect((await journal.job('job'))?.original.entry.updatedAt).toBe(STARTED - 1);
    const asked = sent.filter(({ filter }) => filter !== undefined);
    expect(asked).toMatchObject([
      { filter: { updatedAtLessThanOrEqual: UPDATED } },
      { filter: { updatedAtLessThanOrEqual: STARTED - 1 } },
    ]);
  });

  test.each([
    ['after Save', changedAt(STARTED), 1],
    ['again and again', changedAt(STARTED - 1), 3],
    ['and cannot be seen', { 'baseEntry.list': page(), 'baseEntry.get': exception('ACTION_BLOCKED') }, 1],
  ])('%s is left to evidence', async (_, changes, takes) => {
    const { result, asked } = await clone(changes);
    await expect(result).rejects.toMatchObject({ reason: { kind: 'wait', problem: { code: 'notKaltura' } } });
    expect(asked.filter(([first]) => first === 'baseEntry.list')).toHaveLength(takes);
  });
});

test('a room is made once', async () => {
  const { run, asked } = await scene((action) =>
    action === 'baseEntry.list' ? page(body(ORIGINAL_ID)) : body(COPY_ID),
  );
  const first = await copyRoom(run, { children: [], cuePoints: [] });
  expect(await copyRoom(run, { children: [], cuePoints: [] })).toEqual(first);
  expect(first).toMatchObject({ value: { room: id(COPY_ID) } });
  expect(asked).toHaveLength(1);
});
