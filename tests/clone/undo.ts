import { expect } from 'vitest';
import type { Entry } from '../campus/kaltura/entry.ts';
import { COEDITOR } from '../campus/demo/people.ts';
import { seedBigRoom, seedRooms } from '../campus/demo/rooms.ts';
import { madeBy } from './picture.ts';
import { type World, world } from './world.ts';

export const TEXTS = { name: 'Cloned - Algebra', description: '<p>copy</p>', tags: 'algebra' };

export interface Scene {
  readonly campus: World;
  readonly room: string;
  /** The entries of the teacher's that were made since. */
  readonly made: () => readonly Entry[];
}

export async function scene(big = false): Promise<Scene> {
  const campus = world();
  const room = big ? await seedBigRoom(campus.admin, 100) : (await seedRooms(campus.admin)).algebra;
  campus.pass(130_000);
  const before = new Set(campus.kaltura.entries().map(({ id }) => id));
  return { campus, room, made: () => madeBy(campus, COEDITOR, before) };
}

/** Cancels at every request in turn, however the process dies: nothing is left. */
export async function cancelAtEveryRequest(big: boolean): Promise<void> {
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
        void campus.undo(job, false);
        return fault;
      };
      campus.dies((point) => point % 7 === nth % 7 && point < 60);
      const end = await campus.finish(job);
      expect(end.state, `request ${nth}, ${String(fault)}`).toEqual({ kind: 'undone' });
      expect(made(), `request ${nth}, ${String(fault)}`).toEqual([]);
    }
  }
}
