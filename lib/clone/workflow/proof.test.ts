import { describe, expect, test } from 'vitest';
import { removeRoom } from './remove-room.ts';
import { suspensionOf } from '../job/run.ts';
import { cloneRoom } from './workflow.ts';
import { type Answer, body, COPY_ID, ORIGINAL_ID, page, scene, STARTED } from '../samples.ts';

/** A server whose answer to `clone` names something that it has not just made (T7). */

const CHANGING = /\.(?:update|delete|add|clone)$/;
const copy = { rootEntryId: ORIGINAL_ID, createdAt: STARTED, userId: 'amir' };

const LIES: readonly (readonly [string, object])[] = [
  ['the original', body(ORIGINAL_ID, copy)],
  ['a room of another time', body(COPY_ID, { ...copy, createdAt: STARTED - 1_000 })],
  ['a copy of another room', body(COPY_ID, { ...copy, rootEntryId: '1_another0' })],
  ['a room that is no copy', body(COPY_ID, { ...copy, rootEntryId: undefined })],
  ["somebody else's copy", body(COPY_ID, { ...copy, userId: 'noa' })],
];

describe.each(LIES)('where the answer to clone is %s', (_what, lie) => {
  const { id } = lie as { readonly id: string }; // as `body` makes it
  const server: Answer = (action, params) => {
    switch (action) {
      case 'baseEntry.clone':
        return lie;
      case 'baseEntry.list':
        return page(body(ORIGINAL_ID));
      case 'uploadToken.add':
        return { id: 't', fileName: (params['uploadToken'] as { fileName: string }).fileName };
      case 'uploadToken.list':
        // The receipt holds what the server put there.
        return page({ id: 't', fileName: `clone-room|job|room|${id}` });
      case 'baseEntry.getByIds':
        return [lie];
      default:
        return body(ORIGINAL_ID);
    }
  };

  test('nothing more is sent, the job ends with a sentence, and Undo deletes nothing', async () => {
    const { run, journal, asked } = await scene(server);
    const end = await cloneRoom(run).then(
      () => undefined,
      (error: unknown) => suspensionOf(error),
    );
    expect(end).toEqual({ kind: 'end', problem: { code: 'notProvedNew' } });
    expect(asked).toHaveLength(1);
    expect((await journal.job('job'))?.room).toBeUndefined();
    await removeRoom(run).catch(() => undefined);
    const later = asked
      .slice(1)
      .flat()
      .filter((name) => CHANGING.test(name));
    expect(later.filter((name) => name !== 'uploadToken.delete')).toEqual([]);
  });
});

test('a genuine answer is gone on with', async () => {
  const { run, asked } = await scene((action, params) => {
    if (action === 'baseEntry.list') return page(body(ORIGINAL_ID));
    if (action === 'uploadToken.list') return page();
    if (action === 'baseEntry.clone') return body(COPY_ID, copy);
    return body(params['entryId'] === ORIGINAL_ID ? ORIGINAL_ID : COPY_ID, copy);
  });
  await cloneRoom(run).catch(() => undefined);
  expect(asked.length).toBeGreaterThan(1);
});
