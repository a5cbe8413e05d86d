import { reportOf } from './report.ts';
import { expect } from 'vitest';
import { COEDITOR } from '../campus/demo/people.ts';
import { seedBigRoom, seedRooms } from '../campus/demo/rooms.ts';
import { madeBy, type Picture, pictureOf } from './picture.ts';
import { type DiesAt, world } from './world.ts';

const TEXTS = { name: 'Cloned - Algebra', description: '<p>copy</p>', tags: 'algebra, autumn' };

export interface Outcome {
  readonly picture: Picture;
  readonly points: number;
  readonly copies: number;
  readonly made: number;
  readonly state: string;
  readonly verdict: string | undefined;
}

/** Clones the demo's room, dying where `dies` says, with a search index that lags. */
export async function run(dies: DiesAt, seed: 'demo' | 'big' = 'demo'): Promise<Outcome> {
  const campus = world();
  const room =
    seed === 'demo' ? (await seedRooms(campus.admin)).algebra : await seedBigRoom(campus.admin, 100);
  const before = new Set(campus.kaltura.entries().map(({ id }) => id));
  campus.pass(3_000);
  const job = await campus.start(room, TEXTS);
  campus.kaltura.switches.indexLagMs = 15_000;
  const first = campus.points();
  campus.dies((point, deed) => dies(point - first, deed));
  const end = await campus.finish(job);
  return {
    picture: pictureOf(campus, end.room),
    points: campus.points() - first,
    copies: campus.kaltura.entries().filter(({ rootEntryId }) => rootEntryId === room).length,
    made: madeBy(campus, COEDITOR, before).length,
    state: end.state.kind,
    verdict: reportOf(end)?.verdict,
  };
}

/** That nothing is to be seen of a death. */
export function expectSame(outcome: Outcome, undisturbed: Outcome): void {
  expect(outcome.state).toBe('ready');
  expect(outcome.copies).toBe(1);
  expect(outcome.made).toBe(undisturbed.made);
  expect(outcome.verdict).toBe(undisturbed.verdict);
  expect(outcome.picture).toEqual(undisturbed.picture);
}
