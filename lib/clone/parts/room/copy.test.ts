import { describe, expect, test } from 'vitest';
import type { CuePoint } from '../../../kaltura/cue-point.ts';
import type { Entry } from '../../../kaltura/entry.ts';
import { cuePoint, entry, id, ORIGINAL, roomEntry } from '../../../room/samples.ts';
import { copyRoom, firstParts } from './copy.ts';
import type { Job } from '../../job/record.ts';
import { type Answer, body, COPY_ID, exception, ORIGINAL_ID, page, sampleJob, scene } from '../../samples.ts';
import { STARTED, UPDATED } from '../../samples.ts';

const CHILD = entry('1_childone', { parentEntryId: ORIGINAL_ID });
const poll = (of: string, fields: Partial<CuePoint> = {}): CuePoint =>
  cuePoint(of, { objectType: 'KalturaCodeCuePoint', tags: 'poll-data', ...fields });
const POLL = poll('p', { entryId: ORIGINAL_ID });
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
    if (action === 'uploadToken.add') return { id: 'token' };
    if (action === 'uploadToken.list') return page();
    if (action === 'baseEntry.list') return page(body(ORIGINAL_ID));
    return body(
      params['entryId'] === '{2:result:id}' || action !== 'baseEntry.clone' ? COPY_ID : '1_childcopy',
    );
  };
  const { run, journal, asked } = await scene(answer, { original, ...fields });
  return { result: copyRoom(run, firstParts(run.job)), sent, journal, asked };
}

test.each([
  ['as many children as the job has noted', 20, { firstChildren: 20 }],
  ['sixty, as before it was noted', 60, {}],
])('%s go into the first request, and cue points without a token up to sixty', (_, most, noted) => {
  const children = Array.from({ length: most + 1 }, (_, i) => entry(`1_c${i}`));
  const polls = Array.from({ length: 70 }, (_, i) => poll(`q${i}`));
  const cuePoints = [poll('p', { code: '{1:result:id}' }), ...polls, poll('s', { entryId: '1_c1' })];
  const first = firstParts(sampleJob({ original: { ...ORIGINAL, children, cuePoints }, ...noted }));
  expect(first.children).toHaveLength(most);
  expect(first.cuePoints.map(({ cuePoint }) => cuePoint.id)).toEqual(
    polls.slice(0, 60 - most).map(({ id }) => id),
  );
});

test('children without a guard wait until there is a room', () => {
  const children = [entry('1_child000'), entry('0_child000')];
  const planned = (fields: Partial<Entry>) =>
    firstParts(sampleJob({ original: { ...ORIGINAL, entry: roomEntry('original', fields), children } }))
      .children;
  expect(planned({ partnerSortValue: 0 })).toHaveLength(2);
  expect(planned({ partnerSortValue: 4 })).toEqual([]);
});

describe('the guarded chain', () => {
  test('makes the room and all its first parts in one request, each behind the guard', async () => {
    const { result, asked, sent } = await clone();
    expect(await result).toEqual({
      ok: true,
      value: {
        ...{ room: COPY_ID, receipts: ['token'], people: true, template: true },
        texts: { texts: { name: 'Copy', description: '', tags: '' }, revision: 1, refused: [] },
        children: [{ source: '1_childone', state: 'copied', copy: '1_childcopy', moved: true }],
        cuePoints: [{ source: 'p', state: 'copied', copy: 'p+', described: true }],
        msPerCall: 0,
      },
    });
    const update = 'baseEntry.update';
    expect(asked).toEqual([
      [
        ...['baseEntry.list', update, 'baseEntry.clone', 'uploadToken.add', update, update],
        ...['baseEntry.clone', update, 'cuepoint_cuepoint.add'],
      ],
    ]);
    expect(sent[0]).toMatchObject({ filter: { idEqual: ORIGINAL_ID, updatedAtLessThanOrEqual: UPDATED } });
    expect(sent.slice(1, 9).map(({ entryId, cuePoint }) => entryId ?? cuePoint ?? 'receipt')).toMatchObject([
      ...['{1:result:objects:0:id}', '{2:result:id}', 'receipt'],
      ...['{3:result:id}', '{3:result:id}'],
      ...['{5:result:roomType}_childone', '{7:result:id}', { entryId: '{3:result:id}' }],
    ]);
    expect(sent[5]).toMatchObject({ baseEntry: { name: 'Copy', templateRoomEntryId: ORIGINAL_ID } });
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
    expect(sent[5]).toMatchObject({ baseEntry: { description: 'x', tags: '' } });
    expect(JSON.stringify(sent[5])).not.toContain('"name"');
    const all = { name: '{1:result:id}', description: '{1:result:id}', tags: '{1:result:id}' };
    const { result: none, asked } = await clone({}, { wanted: { texts: all, revision: 1 } });
    expect(await none).toMatchObject({ value: { texts: undefined } });
    expect(asked[0]).toHaveLength(9);
  });

  test('gives a legacy room no template', async () => {
    const legacy = entry(ORIGINAL_ID, { adminTags: '__meeting_room', status: '7' });
    const { result, asked } = await clone({}, { original: { ...original, entry: legacy } });
    expect(await result).toMatchObject({ value: { template: true } });
    // Its child waits, too: no field of the room holds the first digit of its id.
    expect(asked[0]).toHaveLength(7);
  });

  test.each([
    ['people', 'baseEntry.update 2', { people: false, template: true, children: [{ state: 'copied' }] }],
    ['texts and template', 'baseEntry.update 3', { people: true, texts: undefined, template: false }],
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
      await expect(result).rejects.toMatchObject({ reason: { kind: 'pause' } });
      expect((await journal.step('job', 'room'))?.state).toBe('intent');
    },
  );
});

describe('an original that was changed since it was read', () => {
  const changed = { 'baseEntry.list': page(), 'baseEntry.get': body(ORIGINAL_ID, { updatedAt: STARTED }) };

  test('is cloned as it is now', async () => {
    const { result, sent, journal } = await clone({
      ...changed,
      'baseEntry.list': undefined,
      'baseEntry.list 1': page(),
    });
    expect(await result).toMatchObject({ ok: true, value: { room: COPY_ID } });
    expect((await journal.job('job'))?.original.entry.updatedAt).toBe(STARTED);
    const asked = sent.flatMap(
      ({ filter }) => (filter as { updatedAtLessThanOrEqual?: number } | undefined) ?? [],
    );
    expect(asked.flatMap((filter) => filter.updatedAtLessThanOrEqual ?? [])).toEqual([UPDATED, STARTED]);
  });

  test('again and again is waited for', async () => {
    const { result, asked, journal } = await clone(changed);
    await expect(result).rejects.toMatchObject({ reason: { kind: 'pause' } });
    expect((await journal.step('job', 'room'))?.state).toBe('rolledBack');
    expect(asked.filter(([first]) => first === 'baseEntry.list')).toHaveLength(3);
  });

  test.each([
    ['cannot be seen', { 'baseEntry.get': exception('ACTION_BLOCKED') }],
    ['may have been changed by ourselves', { 'uploadToken.list': exception('ACTION_BLOCKED') }],
  ])('and %s is left to evidence', async (_, changes) => {
    const { result, journal } = await clone({ ...changed, ...changes });
    await expect(result).rejects.toMatchObject({ reason: { kind: 'pause' } });
    expect((await journal.step('job', 'room'))?.state).toBe('intent');
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
