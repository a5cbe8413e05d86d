import { describe, expect, test } from 'vitest';
import { cuePoint as cuePointOf, entry, id, room, roomEntry } from '../../room/samples.ts';
import { discard, finishRoom, hasExtras } from './verify.ts';
import type { Job } from '../job/record.ts';
import {
  type Answer,
  body,
  COPY_ID,
  exception,
  ORIGINAL_ID,
  page,
  scene,
  STARTED,
  UPDATED,
} from '../samples.ts';

const FILE = entry('1_filefile', { parentEntryId: ORIGINAL_ID });
const BOARD = entry('1_boardone', {
  ...{ objectType: 'KalturaPlaylist', type: '5', playlistType: 3, parentEntryId: ORIGINAL_ID },
  playlistContent: '1_filefile,1_outside0',
});
const CHILDREN = [FILE, BOARD];
const COPIES = new Map([
  [FILE.id, id('1_filecopy')],
  [BOARD.id, id('1_boardcopy')],
]);
const CONTENT = '1_filecopy,1_outside0';
const cuePoint = (of: string, fields = {}): object => ({
  id: of,
  entryId: COPY_ID,
  objectType: 'KalturaCodeCuePoint',
  ...fields,
});

const ENTRIES: Readonly<Record<string, object>> = {
  [ORIGINAL_ID]: roomEntry(ORIGINAL_ID, { updatedAt: UPDATED }),
  [COPY_ID]: roomEntry(COPY_ID, {
    ...{ name: 'Copy', rootEntryId: id(ORIGINAL_ID), templateRoomEntryId: ORIGINAL_ID, updatedAt: 77 },
    userId: entry('x').userId,
  }),
  '1_filefile': FILE,
  '1_boardone': BOARD,
  '1_filecopy': { ...FILE, id: '1_filecopy', rootEntryId: FILE.id, parentEntryId: COPY_ID },
  '1_boardcopy': {
    ...{ ...BOARD, id: '1_boardcopy', rootEntryId: BOARD.id, parentEntryId: COPY_ID },
    playlistContent: CONTENT,
  },
};

/** Finishes a room at a server that holds these entries, but for what `changes` answers to an action and an id. */
async function finish(
  changes: Record<string, unknown> = {},
  fields: Partial<Job> = {},
  cuePoints = new Map(),
) {
  const written: unknown[] = [];
  const answer: Answer = (action, params) => {
    const filter = (params['filter'] ?? {}) as Record<string, string>; // as lists write it
    const entryId = params['entryId'] as string | undefined; // as calls of one entry write it
    const of = entryId ?? filter['parentEntryIdEqual'] ?? filter['entryIdIn']?.split(',')[0] ?? '';
    const change = changes[`${action} ${of}`] ?? changes[action];
    if (action === 'baseEntry.update')
      written.push([of, (params['baseEntry'] as { playlistContent: string }).playlistContent]);
    if (change !== undefined) return change;
    if (action === 'baseEntry.getByIds')
      return String(params['entryIds'])
        .split(',')
        .map((one) => ENTRIES[one]);
    return action.endsWith('.list') ? page() : ENTRIES[of];
  };
  const original = room(roomEntry(ORIGINAL_ID), CHILDREN);
  const job = { original, user: FILE.userId, ...fields };
  const { run, journal, asked } = await scene(answer, job);
  const stored = { texts: { name: 'Copy', description: '', tags: '' }, revision: 1, refused: [] };
  const copied = { children: COPIES, cuePoints, receipts: ['answered'], msPerCall: undefined };
  const result = finishRoom(run, 'finish/1', { room: COPY_ID, original: job.original, copied, stored });
  return { result, written, journal, asked };
}

describe('a room is finished', () => {
  test('in two requests at once: playlists from our own map, then both rooms are read and compared', async () => {
    const { result, written, asked } = await finish();
    expect(await result).toMatchObject({
      ok: true,
      value: {
        report: { verdict: 'partial' },
        ...{ late: [], leftAt: 77, attachments: [], extras: { entries: [], cuePoints: [] } },
      },
    });
    const done = await result;
    const lines = done.ok ? done.value.report.parts : [];
    expect(lines.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
    expect(written).toEqual([['1_boardcopy', CONTENT]]);
    expect(asked.map((calls) => new Set(calls).size > 1)).toEqual([true, false]);
    expect(new Set(asked[1])).toEqual(new Set(['baseEntry.list']));
  });

  test.each([
    ['was just being changed when it was read: as it is now', UPDATED + 10, ['partnerData']],
    ['had not changed for a while when it was read: as it was', UPDATED + 11, undefined],
  ])('beside the original, which %s', async (_, readAt, differing) => {
    const now = roomEntry(ORIGINAL_ID, { updatedAt: UPDATED, partnerData: 'changed' });
    const original = room(roomEntry(ORIGINAL_ID, { updatedAt: UPDATED }), CHILDREN);
    const { result } = await finish({ [`baseEntry.get ${ORIGINAL_ID}`]: now }, { original, readAt });
    const done = await result;
    const line = done.ok && done.value.report.parts.find(({ part }) => part === 'settings');
    expect(line && 'names' in line ? line.names : undefined).toEqual(differing);
  });

  test('with what the texts were to be', async () => {
    const renamed = { ...ENTRIES[COPY_ID], name: '????' };
    const { result } = await finish({ [`baseEntry.get ${COPY_ID}`]: renamed });
    expect(await result).toMatchObject({ value: { report: { verdict: 'partial' } } });
    expect(JSON.stringify(await result)).toContain('storedDifferently');
  });

  test('after the original was deleted: by what was read for the dialog', async () => {
    const gone = exception('ENTRY_ID_NOT_FOUND');
    const { result } = await finish({
      [`baseEntry.get ${ORIGINAL_ID}`]: gone,
      [`baseEntry.list ${ORIGINAL_ID}`]: gone,
    });
    const done = await result;
    const lines = done.ok ? done.value.report.parts : [];
    expect(lines.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
    expect(lines).toContainEqual({ part: 'files', outcome: 'copied', count: 1, of: 1, notes: [] });
  });

  test.each([
    [`baseEntry.get ${COPY_ID}`, 'INTERNAL_SERVERL_ERROR'],
    ['baseEntry.update', 'ACTION_BLOCKED'],
  ])('again where %s fails for the moment', async (action, code) => {
    const { result, journal } = await finish({ [action]: exception(code) });
    await expect(result).rejects.toMatchObject({ reason: { kind: 'pause' } });
    expect((await journal.step('job', 'finish/1'))?.state).toBe('rolledBack');
  });

  test('also where a playlist is refused for good: the check finds what it lacks', async () => {
    const { result } = await finish({ 'baseEntry.update': exception('ENTRY_ID_NOT_FOUND') });
    expect(await result).toMatchObject({ ok: true });
  });
});

describe('children that came late', () => {
  const late = body('1_latefile', { parentEntryId: ORIGINAL_ID });
  const listed = { [`baseEntry.list ${ORIGINAL_ID}`]: page(late, FILE) };

  test('are named, those that are known are not', async () => {
    expect(await (await finish(listed)).result).toMatchObject({ value: { late: ['1_latefile'] } });
  });

  test('of a kind that is left out are not', async () => {
    const services = { chat: undefined, storyboard: undefined };
    const options = { leaveOut: ['files'], settingsFrom: 'original', services } as const;
    expect(await (await finish(listed, { options })).result).toMatchObject({ value: { late: [] } });
  });
});

describe('second copies', () => {
  test('under the new room are those of the original’s children that we do not know', async () => {
    const under = page(
      body('1_filecopy', { rootEntryId: FILE.id, parentEntryId: COPY_ID }),
      body('1_second00', { rootEntryId: FILE.id, parentEntryId: COPY_ID }),
      body('1_foreign0', { rootEntryId: '1_outside0', parentEntryId: COPY_ID }),
      body('1_uploaded', { parentEntryId: COPY_ID }),
    );
    const lost = page({ id: 'lost', fileName: 'clone-room|job|children/1/1/1|' });
    const { result } = await finish({ [`baseEntry.list ${COPY_ID}`]: under, 'uploadToken.list': lost });
    expect(await result).toMatchObject({
      value: { extras: { entries: ['1_second00'], receipts: ['lost'] } },
    });
  });

  test('are none where the list heeds no filter: it may be of other rooms', async () => {
    const { poll, original } = pollRoom();
    const marked = { systemName: 'copy-of-p', tags: 'poll-data' };
    const points = page(cuePoint('a', { ...marked, entryId: '1_elsewhere' }), cuePoint('b', marked), poll);
    const below = page(body('1_second00', { rootEntryId: FILE.id, parentEntryId: '1_elsewhere' }));
    const lists = { [`cuepoint_cuepoint.list ${COPY_ID}`]: points, [`baseEntry.list ${COPY_ID}`]: below };
    const lost = page({ id: 'lost', fileName: 'clone-room|job|children/1/1/1|' });
    const { result } = await finish({ ...lists, 'uploadToken.list': lost }, { original });
    expect(await result).toMatchObject({ value: { extras: { entries: [], cuePoints: [] } } });
  });

  test('are not looked for where each receipt came with an answer: no request was carried out twice', async () => {
    const answered = page({ id: 'answered', fileName: 'clone-room|job|children/1/1/1|' });
    for (const [receipts, requests] of [
      [answered, 2],
      [exception('ACTION_BLOCKED'), 3],
    ] as const) {
      const { result, asked } = await finish({ 'uploadToken.list': receipts });
      expect(await result).toMatchObject({ ok: true });
      expect(asked).toHaveLength(requests);
    }
  });

  test.each([
    [new Map(), ['b']],
    [new Map([['p', 'b']]), ['a']],
  ])('of a cue point are all but the one that we know (%#)', async (known, extras) => {
    const { original } = pollRoom();
    const copies = page(
      cuePoint('a', { systemName: 'copy-of-p', tags: 'poll-data', entryId: COPY_ID }),
      cuePoint('b', { systemName: 'copy-of-p', tags: 'poll-data', entryId: COPY_ID }),
    );
    const { result } = await finish({ [`cuepoint_cuepoint.list ${COPY_ID}`]: copies }, { original }, known);
    const done = await result;
    expect(done).toMatchObject({ value: { extras: { cuePoints: extras } } });
    const line = done.ok && done.value.report.parts.find(({ part }) => part === 'cuePoints');
    expect(line).toMatchObject({ outcome: 'copied', count: 1, notes: ['visible'] });
  });

  test.each([
    [{ receipts: [], entries: [], cuePoints: [] }, false],
    [{ receipts: [], entries: [COPY_ID], cuePoints: [] }, true],
    [{ receipts: [], entries: [], cuePoints: ['a'] }, true],
    [{ receipts: ['t'], entries: [], cuePoints: [] }, true],
  ])('%j: there are some: %s', (extras, are) => {
    expect(hasExtras(extras)).toBe(are);
  });

  test('are deleted in one request', async () => {
    const { run, asked } = await scene((action) => (action === 'baseEntry.getByIds' ? [secondCopy] : null));
    expect(
      await discard(run, 'discard/1', { receipts: ['t'], entries: [COPY_ID], cuePoints: ['a'] }),
    ).toEqual({
      ...{ ok: true, value: 3 },
    });
    expect(asked).toEqual([
      ['baseEntry.getByIds'],
      ['baseEntry.delete', 'cuepoint_cuepoint.delete', 'uploadToken.delete'],
    ]);
  });

  test('are left alone where the server itself does not say that they are copies of ours', async () => {
    for (const fields of [
      { rootEntryId: undefined },
      { userId: 'noa' },
      { createdAt: 1 },
      { rootEntryId: COPY_ID },
    ]) {
      const { run, asked } = await scene(() => [{ ...secondCopy, ...fields }]);
      await discard(run, 'discard/1', { receipts: [], entries: [COPY_ID], cuePoints: [] });
      expect(asked).toEqual([['baseEntry.getByIds']]);
    }
  });

  test.each([
    ['ENTRY_ID_NOT_FOUND', 'done'],
    ['ACTION_BLOCKED', 'rolledBack'],
  ])('that answer %s when they are deleted: the step is %s', async (code, state) => {
    const { run, journal } = await scene((action) =>
      action === 'baseEntry.getByIds' ? [secondCopy] : exception(code),
    );
    await discard(run, 'discard/1', { receipts: [], entries: [COPY_ID], cuePoints: [] }).catch(
      () => undefined,
    );
    expect((await journal.step('job', 'discard/1'))?.state).toBe(state);
  });
});

/** A copy as the server tells of it. */
const secondCopy = body(COPY_ID, { rootEntryId: ORIGINAL_ID, createdAt: STARTED, userId: 'amir' });

/** A room with one poll. */
function pollRoom() {
  const poll = cuePointOf('p', {
    entryId: ORIGINAL_ID,
    objectType: 'KalturaCodeCuePoint',
    tags: 'poll-data',
  });
  return { poll, original: { ...room(roomEntry(ORIGINAL_ID), CHILDREN), cuePoints: [poll] } };
}
