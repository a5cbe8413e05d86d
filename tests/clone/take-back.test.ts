import { describe, expect, test } from 'vitest';
import { COEDITOR } from '../campus/demo/people.ts';
import { seedBigRoom, seedRooms } from '../campus/demo/rooms.ts';
import { madeBy } from './picture.ts';
import { type World, world } from './world.ts';

const TEXTS = { name: 'Cloned - Algebra', description: '<p>copy</p>', tags: 'algebra' };

interface Scene {
  readonly campus: World;
  readonly room: string;
  /** The entries of the teacher's that were made since. */
  readonly made: () => number;
}

async function scene(big = false): Promise<Scene> {
  const campus = world();
  const room = big ? await seedBigRoom(campus.admin, 100) : (await seedRooms(campus.admin)).algebra;
  campus.pass(130_000);
  const before = new Set(campus.kaltura.entries().map(({ id }) => id));
  return { campus, room, made: () => madeBy(campus, COEDITOR, before).length };
}

describe('undo', () => {
  test('deletes the new room with everything in it, and nothing else', async () => {
    const { campus, room, made } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    expect(made()).toBeGreaterThan(5);
    expect(await campus.takeBack(ready, false)).toBe(true);
    const undone = await campus.finish(ready);
    expect(undone.state).toEqual({ kind: 'undone' });
    expect(made()).toBe(0);
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
    expect(await campus.takeBack(ready, false)).toBe(false);
    expect((await campus.finish(ready)).state).toEqual({ kind: 'ready' });
    expect(made()).toBeGreaterThan(5);
    expect(await campus.takeBack(ready, true)).toBe(true);
    expect((await campus.finish(ready)).state).toEqual({ kind: 'undone' });
    expect(made()).toBe(0);
  });

  test('does not ask because of edits that were saved in our own window', async () => {
    const { campus, room } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    campus.pass(10_000);
    await campus.save(ready, { ...TEXTS, name: 'Edited' });
    const edited = await campus.finish(ready);
    expect(await campus.takeBack(edited, false)).toBe(true);
  });

  test('asks also where somebody worked in the room before such an edit', async () => {
    const { campus, room } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    campus.pass(10_000);
    const theirs = { entryId: ready.room, baseEntry: { tags: 'used' } };
    await campus.admin.must(COEDITOR, 'baseEntry', 'update', theirs);
    campus.pass(10_000);
    await campus.save(ready, { ...TEXTS, name: 'Edited' });
    expect(await campus.takeBack(await campus.finish(ready), false)).toBe(false);
  });

  test('of a room that is gone already is done', async () => {
    const { campus, room } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    await campus.admin.must(COEDITOR, 'baseEntry', 'delete', { entryId: ready.room });
    expect(await campus.takeBack(ready, false)).toBe(true);
    expect((await campus.finish(ready)).state).toEqual({ kind: 'undone' });
  });
});

describe.each([false, true])('cancel (a big room: %s)', (big) => {
  test('at every request: nothing is left, however the process dies', { timeout: 60_000 }, async () => {
    const undisturbed = await scene(big);
    const started = await undisturbed.campus.start(undisturbed.room, TEXTS);
    const start = undisturbed.campus.kaltura.requests.length;
    await undisturbed.campus.finish(started);
    const requests = undisturbed.campus.kaltura.requests.length - start;
    for (let nth = 1; nth <= requests; nth += 1) {
      for (const fault of [undefined, 'lostAfter', 'lostBefore'] as const) {
        const { campus, room, made } = await scene(big);
        const job = await campus.start(room, TEXTS);
        const first = campus.kaltura.requests.length;
        campus.kaltura.switches.indexLagMs = 15_000;
        campus.kaltura.switches.fault = (_calls, request) => {
          if (request - first !== nth) return undefined;
          void campus.takeBack(job, false);
          return fault;
        };
        campus.dies((point) => point % 7 === nth % 7 && point < 60);
        const end = await campus.finish(job);
        expect(end.state, `request ${nth}, ${String(fault)}`).toEqual({ kind: 'undone' });
        expect(made(), `request ${nth}, ${String(fault)}`).toBe(0);
      }
    }
  });
});
