import { describe, expect, test } from 'vitest';
import { COEDITOR } from '../campus/demo/people.ts';
import { seedBigRoom, seedRooms } from '../campus/demo/rooms.ts';
import { madeBy, type Picture, pictureOf } from './picture.ts';
import { type DiesAt, world } from './world.ts';

const TEXTS = { name: 'Cloned - Algebra', description: '<p>copy</p>', tags: 'algebra, autumn' };

interface Outcome {
  readonly picture: Picture;
  readonly points: number;
  readonly copies: number;
  readonly made: number;
  readonly state: string;
  readonly verdict: string | undefined;
}

/** Clones the demo's room, dying where `dies` says, with a search index that lags. */
async function run(dies: DiesAt, seed: 'demo' | 'big' = 'demo'): Promise<Outcome> {
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
    verdict: end.report?.verdict,
  };
}

const undisturbed = await run(() => false);
const points = Array.from({ length: undisturbed.points }, (_, i) => i + 1);

function expectSame(outcome: Outcome): void {
  expect(outcome.state).toBe('ready');
  expect(outcome.copies).toBe(1);
  expect(outcome.made).toBe(undisturbed.made);
  expect(outcome.verdict).toBe(undisturbed.verdict);
  expect(outcome.picture).toEqual(undisturbed.picture);
}

describe('the process dies', () => {
  test('an undisturbed run passes points enough to be worth dying at', () => {
    expect(points.length).toBeGreaterThan(15);
    expect(undisturbed.copies).toBe(1);
  });

  test.each(points)('at point %i: one room, as of an undisturbed run', async (point) => {
    expectSame(await run((at) => at === point));
  });

  test('at every pair of points', { timeout: 120_000 }, async () => {
    for (const first of points) {
      // The second death is counted from the start too: it falls into the run that follows the first.
      for (const second of points) expectSame(await run((at) => at === first || at === first + second));
    }
  });
});

test('a room of many batches, dying at each point in turn', { timeout: 120_000 }, async () => {
  const whole = await run(() => false, 'big');
  for (let point = 1; point <= whole.points; point += 1) {
    const outcome = await run((at) => at === point, 'big');
    expect(outcome, `point ${point}`).toMatchObject({ state: 'ready', copies: 1, made: whole.made });
    expect(outcome.picture, `point ${point}`).toEqual(whole.picture);
  }
});
