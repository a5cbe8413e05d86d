import { expect, test } from 'vitest';
import { OWNER } from '../campus/demo/people.ts';
import { CampusWorld, save, type SimulatedWindow } from './campus-world.ts';

/** What of the worker's goes on beside what: a job once at a time, and the making and deleting of one source's clones. */

/** So long a request is on its way to Kaltura, where it is said, in milliseconds. */
const SLOW_MS = 10_000;

const asked = ({ kaltura }: CampusWorld, action: string): number =>
  kaltura.requests.flatMap(({ calls }) => calls).filter((call) => call.action === action).length;

async function openWindow(world: CampusWorld): Promise<SimulatedWindow> {
  const window = (await world.click(OWNER))!; // a window comes
  await world.pass(2_000);
  return window;
}

test('a job is run once at a time: what is tried again beside it waits for its request', async () => {
  const world = await CampusWorld.create();
  const window = await openWindow(world);
  for (const name of ['First', 'First, edited']) {
    const before = world.kaltura.requests.length;
    world.browser.latency = SLOW_MS;
    window.send(save(name));
    await world.pass(1_000);
    await world.panel({ type: 'job.retry', jobId: window.ticket });
    // A request of its own would have come; the next of the run before it would not.
    await world.pass(SLOW_MS + 2_000);
    expect(world.kaltura.requests.slice(before), name).toHaveLength(1);
    world.browser.latency = 0;
    await world.pass(60_000);
    expect((await world.job(window))?.state.kind).toBe('ready');
  }
  expect(asked(world, 'clone')).toBe(1);
});

test.each([
  ['is made when that is gone', false, 'ready', 2],
  ['and is undone in that time, is never made', true, 'undone', 1],
])(
  'a clone that is saved while another of its room is being deleted %s',
  async (_what, isUndone, end, clones) => {
    const world = await CampusWorld.create();
    const first = await openWindow(world);
    first.send(save('First'));
    await world.pass(60_000);
    first.send({ type: 'close' });
    const second = await openWindow(world);
    world.browser.latency = SLOW_MS;
    const undo = (jobId: string): Promise<unknown> =>
      world.panel({ type: 'job.undo', jobId, confirmed: true });
    expect(await undo(first.ticket)).toBe(true);
    second.send(save('Second'));
    await world.pass(1_000);
    if (isUndone) expect(await undo(second.ticket)).toBe(true);
    await world.pass(SLOW_MS);
    expect(asked(world, 'clone')).toBe(1);
    world.browser.latency = 0;
    await world.pass(60_000);
    expect((await world.job(first))?.state.kind).toBe('undone');
    expect((await world.job(second))?.state.kind).toBe(end);
    expect(asked(world, 'clone')).toBe(clones);
  },
);
