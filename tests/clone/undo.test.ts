import { describe, expect, test } from 'vitest';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { seedTree } from './tree.ts';
import { cancelAtEveryRequest, scene, TEXTS } from './undo.ts';
import { type World, world } from './world.ts';

describe('undo', () => {
  test('deletes the new room with everything in it, and nothing else', async () => {
    const { campus, room, made } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    expect(made().length).toBeGreaterThan(5);
    expect(await campus.undo(ready, false)).toBe(true);
    const undone = await campus.finish(ready);
    expect(undone.state).toEqual({ kind: 'undone' });
    expect(made()).toEqual([]);
    expect(campus.kaltura.entries().some(({ id }) => id === room)).toBe(true);
  });

  test('asks first where somebody has worked in the room since', async () => {
    const { campus, room, made } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    campus.pass(10_000);
    await campus.admin.must(COEDITOR, 'baseEntry', 'update', {
      entryId: ready.room,
      baseEntry: { tags: 'used' },
    });
    expect(await campus.undo(ready, false)).toBe(false);
    expect((await campus.finish(ready)).state.kind).toBe('ready');
    expect(made().length).toBeGreaterThan(5);
    expect(await campus.undo(ready, true)).toBe(true);
    expect((await campus.finish(ready)).state).toEqual({ kind: 'undone' });
    expect(made()).toEqual([]);
  });

  // None of it changes the room itself, which stays as it was left.
  describe('asks first where somebody has put something into the room since:', () => {
    const within = (campus: World, room: string, name: string): string =>
      campus.kaltura.entries().find((entry) => entry.parentEntryId === room && entry.name === name)?.id ?? '';
    const add = (campus: World, by: string, parentEntryId: string) =>
      campus.admin.must(by, 'media', 'add', {
        entry: { objectType: 'KalturaMediaEntry', mediaType: 1, name: 'New', parentEntryId },
      });
    const poll = (campus: World, entryId: string) =>
      campus.admin.must(OWNER, 'cuepoint_cuepoint', 'add', {
        cuePoint: { objectType: 'KalturaCodeCuePoint', entryId, code: 'poll', tags: 'poll-data' },
      });

    test.each<[string, (campus: World, room: string) => Promise<unknown>]>([
      ['a file', (campus, room) => add(campus, OWNER, room)],
      ["somebody else's file", (campus, room) => add(campus, COEDITOR, room)],
      ['a file in a breakout room', (campus, room) => add(campus, OWNER, within(campus, room, 'Breakout'))],
      ['a poll', (campus, room) => poll(campus, room)],
      ['a poll in a breakout room', (campus, room) => poll(campus, within(campus, room, 'Breakout'))],
      [
        'an attachment',
        (campus, entryId) => {
          const attachmentAsset = { objectType: 'KalturaAttachmentAsset', filename: 'new.txt', title: 'New' };
          return campus.admin.must(OWNER, 'attachment_attachmentasset', 'add', { entryId, attachmentAsset });
        },
      ],
      ['a file below a video', (campus, room) => add(campus, OWNER, within(campus, room, 'Video'))],
      [
        'a question in a video',
        (campus, room) =>
          campus.admin.must(OWNER, 'cuepoint_cuepoint', 'add', {
            cuePoint: {
              ...{ objectType: 'KalturaQuestionCuePoint', question: 'New?' },
              entryId: within(campus, room, 'Video'),
            },
          }),
      ],
      [
        'another name of a file in it',
        (campus, room) =>
          campus.admin.must(OWNER, 'baseEntry', 'update', {
            entryId: within(campus, room, 'Video'),
            baseEntry: { objectType: 'KalturaMediaEntry', name: 'Renamed' },
          }),
      ],
    ])('%s', async (_what, work) => {
      const campus = world();
      const { room } = await seedTree(campus);
      campus.pass(60_000);
      const ready = await campus.finish(await campus.start(room, TEXTS, OWNER));
      campus.pass(10_000);
      await work(campus, ready.room!);
      campus.pass(10_000);
      const held = campus.kaltura.entries().length;
      expect(await campus.undo(ready, false)).toBe(false);
      expect(campus.kaltura.entries()).toHaveLength(held);
      expect(await campus.undo(ready, true)).toBe(true);
    });

    test('and not where nobody has, whatever is in it, and whatever our own window changed', async () => {
      const campus = world();
      const { room } = await seedTree(campus);
      campus.pass(60_000);
      const ready = await campus.finish(await campus.start(room, TEXTS, OWNER));
      campus.pass(10_000);
      await campus.save(ready, { ...TEXTS, name: 'Edited' });
      const edited = await campus.finish(ready);
      campus.pass(3_600_000);
      expect(await campus.undo(edited, false)).toBe(true);
    });

    test('and not where the index does not list its files yet', async () => {
      const campus = world();
      const { outside: room } = await seedTree(campus);
      const { id: entryId } = await add(campus, OWNER, room);
      const cuePoint = { objectType: 'KalturaThumbCuePoint', entryId, title: 'Chapter' };
      await campus.admin.must(OWNER, 'cuepoint_cuepoint', 'add', { cuePoint });
      campus.pass(3_600_000);
      campus.kaltura.switches.indexLagMs = 600_000;
      const ready = await campus.finish(await campus.start(room, TEXTS, OWNER));
      expect(ready.state).toMatchObject({ kind: 'ready', finished: { holds: { inFiles: 1 } } });
      expect(await campus.undo(ready, false)).toBe(true);
    });

    describe('and, of a video that was not ready when it was copied,', () => {
      /** The server has converted it, in the copy too; then somebody may change it. */
      async function converted(change: object = {}): Promise<boolean> {
        const campus = world();
        const { room, video } = await seedTree(campus);
        const inDatabase = (id: string) => campus.kaltura.entries().find((entry) => entry.id === id)!;
        inDatabase(video).status = 1;
        campus.pass(60_000);
        const ready = await campus.finish(await campus.start(room, TEXTS, OWNER));
        campus.pass(10_000);
        const copy = within(campus, ready.room!, 'Video');
        const baseEntry = { objectType: 'KalturaMediaEntry', ...change };
        await campus.admin.must(OWNER, 'baseEntry', 'update', { entryId: copy, baseEntry });
        inDatabase(copy).status = 2;
        inDatabase(copy).updatedAt += 10;
        return !(await campus.undo(ready, false));
      }

      test('not where the server has converted it', async () => {
        expect(await converted()).toBe(false);
      });

      test.each([{ name: 'Renamed' }, { tags: 'new tag' }, { entitledUsersEdit: COEDITOR }])(
        'where somebody has changed it: %j',
        async (change) => {
          expect(await converted(change)).toBe(true);
        },
      );
    });

    test('and where that cannot be read', async () => {
      const { campus, room } = await scene();
      const ready = await campus.finish(await campus.start(room, TEXTS));
      campus.kaltura.switches.forbidden = new Set(['attachment_attachmentasset.list']);
      expect(await campus.undo(ready, false)).toBe(false);
      campus.kaltura.switches.forbidden = new Set(['baseentry.list']);
      expect(await campus.undo(ready, false)).toBe(false);
    });
  });

  test('does not ask because of edits that were saved in our own window', async () => {
    const { campus, room } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    campus.pass(10_000);
    await campus.save(ready, { ...TEXTS, name: 'Edited' });
    const edited = await campus.finish(ready);
    expect(await campus.undo(edited, false)).toBe(true);
  });

  test('asks also where somebody worked in the room before such an edit', async () => {
    const { campus, room } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    campus.pass(10_000);
    const theirs = { entryId: ready.room, baseEntry: { tags: 'used' } };
    await campus.admin.must(COEDITOR, 'baseEntry', 'update', theirs);
    campus.pass(10_000);
    await campus.save(ready, { ...TEXTS, name: 'Edited' });
    expect(await campus.undo(await campus.finish(ready), false)).toBe(false);
  });

  test('of a room that is gone already is done', async () => {
    const { campus, room } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    await campus.admin.must(COEDITOR, 'baseEntry', 'delete', { entryId: ready.room });
    expect(await campus.undo(ready, false)).toBe(true);
    expect((await campus.finish(ready)).state).toEqual({ kind: 'undone' });
  });
});

const isSame = (ids: readonly string[], entries: readonly { readonly id: string }[]): boolean =>
  ids.toSorted().join() ===
  entries
    .map(({ id }) => id)
    .toSorted()
    .join();

describe('copies of children that stand in no room, and whose answer is lost', () => {
  /** A clone of which one request's answer is lost, with trouble behind one of its copies, by its number; then it is undone. */
  async function lostAt(
    request: number,
    copyNumber: number,
    trouble: 'deleted' | 'dies',
    undoneAt: 'once' | 'end',
  ) {
    const { campus, room, made } = await scene(request > 1);
    campus.kaltura.switches.indexLagMs = 120_000;
    const job = await campus.start(room, TEXTS);
    const { switches } = campus.kaltura;
    let clones = 0;
    switches.fault = (calls) => {
      if (!calls.some(({ action }) => action === 'clone') || (clones += 1) !== request) return undefined;
      const call =
        calls.flatMap(({ action }, at) => (action === 'clone' ? at + 1 : []))[copyNumber - 1] ?? NaN;
      if (undoneAt === 'once') campus.answered(() => void campus.undo(job, true));
      if (trouble === 'dies') return { diesAfter: call };
      switches.actor = async ({ next }) => {
        if (next !== call) return;
        switches.actor = () => undefined;
        const copy = campus.kaltura.entries().find(({ rootEntryId }) => rootEntryId === room);
        await campus.admin.must(COEDITOR, 'baseEntry', 'delete', { entryId: copy?.id });
      };
      return 'lostAfter';
    };
    const ended = await campus.finish(job);
    if (undoneAt === 'end') await campus.undo(ended, true);
    const end = await campus.finish(job);
    return { campus, job, end, made };
  }

  test.each([
    [1, 2, 'deleted', 'once'],
    [1, 4, 'deleted', 'end'],
    [1, 3, 'dies', 'once'],
    [1, 4, 'dies', 'end'],
    [2, 1, 'deleted', 'once'],
    [2, 2, 'deleted', 'end'],
    [2, 3, 'dies', 'once'],
  ] as const)(
    'request %i, copy %i, %s, undone at %s: they are named, and Undo says not that all is undone',
    async (request, copyNumber, trouble, undoneAt) => {
      const { campus, job, end, made } = await lostAt(request, copyNumber, trouble, undoneAt);
      // What is in a breakout room stands under its copy, and goes with it.
      const left = made().filter(({ parentEntryId = '' }) => parentEntryId === '');
      expect(left.length).toBeGreaterThan(0);
      expect(end.state).toEqual({
        ...{ kind: 'failed', problem: { code: 'copiesLeft' } },
        leftovers: expect.toSatisfy((ids: string[]) => isSame(ids, left)) as string[],
      });
      // The teacher deletes them by hand, and asks once more.
      for (const { id } of left) await campus.admin.must(COEDITOR, 'baseEntry', 'delete', { entryId: id });
      await campus.undo(end, true);
      expect((await campus.finish(job)).state).toEqual({ kind: 'undone' });
    },
  );
});

test('cancel at every request: nothing is left, however the process dies', { timeout: 60_000 }, async () => {
  await cancelAtEveryRequest(false);
});
