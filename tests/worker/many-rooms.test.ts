import { expect, test } from 'vitest';
import { OWNER } from '../campus/demo/people.ts';
import { addRooms, copiesOf, read, spring, start } from './batch-steps.ts';
import { CampusWorld } from './campus-world.ts';

/** So many rooms in one queue: `npm run soak` has 500. */
const ROOMS = Number(process.env['MANY_ROOMS'] ?? 30);
/** The worker is stopped each time it has asked for so much more. */
const POINTS = 600;
const HOUR = 3_600_000;

test(
  `${ROOMS} rooms in one queue, the worker stopped again and again: each cloned once, told once`,
  { timeout: 3_600_000 },
  async () => {
    const world = await CampusWorld.create();
    const { browser } = world;
    const rooms = await addRooms(world, ROOMS);
    await world.signIn(OWNER);
    browser.latency = 400;
    const startedAt = browser.timeline.now;
    const id = await start(world, rooms);
    let overAt: number | undefined;
    for (let turn = 0; turn < 6_000 && overAt === undefined; turn += 1) {
      // At another place each time.
      browser.diesIn = POINTS + ((97 * browser.starts) % 500);
      await world.pass(30_000);
      await world.signIn(OWNER);
      if ((await read(world, id))?.isOver) overAt = browser.timeline.now;
    }
    browser.diesIn = Infinity;
    await world.pass(HOUR);
    expect(copiesOf(world, rooms)).toEqual(spring(ROOMS));
    expect((await read(world, id))?.tally).toMatchObject({ partial: ROOMS, failed: 0, left: 0 });
    expect(browser.starts).toBeGreaterThan(2);
    expect(browser.alarms.size).toBe(0);
    const titles = browser.notified.map(({ title }) => title);
    expect(titles).toEqual(['Your rooms are cloned']);
    console.log(
      `${ROOMS} rooms, ${browser.starts} starts of the worker, ${Math.round(((overAt ?? 0) - startedAt) / 60_000)} simulated minutes`,
    );
  },
);
