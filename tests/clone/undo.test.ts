import { describe, expect, test } from 'vitest';
import { COEDITOR } from '../campus/demo/people.ts';
import { cancelAtEveryRequest, scene, TEXTS } from './undo.ts';

describe('undo', () => {
  test('deletes the new room with everything in it, and nothing else', async () => {
    const { campus, room, made } = await scene();
    const ready = await campus.finish(await campus.start(room, TEXTS));
    expect(made()).toBeGreaterThan(5);
    expect(await campus.undo(ready, false)).toBe(true);
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
    expect(await campus.undo(ready, false)).toBe(false);
    expect((await campus.finish(ready)).state.kind).toBe('ready');
    expect(made()).toBeGreaterThan(5);
    expect(await campus.undo(ready, true)).toBe(true);
    expect((await campus.finish(ready)).state).toEqual({ kind: 'undone' });
    expect(made()).toBe(0);
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

test('cancel at every request: nothing is left, however the process dies', { timeout: 60_000 }, async () => {
  await cancelAtEveryRequest(false);
});
