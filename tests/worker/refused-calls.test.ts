import { describe, expect, test } from 'vitest';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { CampusWorld, save, type SimulatedWindow } from './campus-world.ts';

/**
 * The browser refuses what the worker asks of it, for a while: its memory is full, a profile is broken, a limit is
 * reached. Each window says so or does its work, and none of them is mute when the browser is well again.
 */

const CALLS = [
  ...(['session.get', 'session.set', 'session.remove', 'local.get', 'local.set'] as const),
  ...(['alarms.get', 'alarms.create', 'alarms.clear', 'action.setBadgeText'] as const),
  ...(['notifications.create', 'runtime.getPlatformInfo'] as const),
];

/** For half a minute the browser refuses this. */
async function refusing(world: CampusWorld, refused: string, work: () => unknown) {
  world.browser.refuses = (call) => call === refused;
  await work();
  await world.pass(30_000);
  world.browser.refuses = () => false;
}

/** Copies that the server was asked for. */
const clonesOf = (world: CampusWorld): number =>
  world.kaltura.requests.flatMap(({ calls }) => calls).filter(({ action }) => action === 'clone').length;

const stateOf = async (world: CampusWorld, window: SimulatedWindow): Promise<string | undefined> =>
  (await world.job(window))?.state.kind;

describe.each(CALLS)('%s is refused', (refused) => {
  test('at the click: a form, or a sentence and Try again, which brings one', async () => {
    const world = await CampusWorld.create();
    await refusing(world, refused, () => world.click(OWNER));
    const [window] = world.windows;
    if (window?.view.state !== 'form')
      expect(window?.view).toMatchObject({ state: 'failed', problem: { code: 'unexpected' }, retry: true });
    window?.send({ type: 'retry' });
    await world.pass(5_000);
    expect(window?.view.state).toBe('form');
  });

  test('at Save: it is cloned, or that is said and Save does it later; it closes, and leads to the room', async () => {
    const world = await CampusWorld.create();
    const window = (await world.click(OWNER))!; // a window comes
    await world.pass(2_000);
    await refusing(world, refused, () => window.send(save('Copy')));
    if ((await stateOf(world, window)) === undefined) {
      expect(window.view).toMatchObject({ state: 'form', trouble: { code: 'unexpected' } });
      window.send(save('Copy'));
    }
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('ready');
    expect(window.view).toMatchObject({ state: 'job', job: { state: { kind: 'ready' } } });
    await refusing(world, refused, () => window.send({ type: 'room.open' }));
    expect([window.isOpen, world.browser.opened]).toEqual([false, [expect.stringContaining('/media/t/')]]);
  });

  test('at Undo: it is undone, or that is said and Undo does it later', async () => {
    const world = await CampusWorld.create();
    const window = (await world.click(OWNER))!; // a window comes
    await world.pass(2_000);
    window.send(save('Copy'));
    await world.pass(60_000);
    await refusing(world, refused, () => window.send({ type: 'undo', confirmed: true }));
    if ((await stateOf(world, window)) === 'ready')
      expect(window.view).toMatchObject({ trouble: { code: 'unexpected' } });
    window.send({ type: 'undo', confirmed: true });
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('undone');
  });
});

test('a window whose worker was stopped is admitted again when the browser tells its ticket; until then it says so', async () => {
  const world = await CampusWorld.create();
  const window = (await world.click(OWNER))!; // a window comes
  await world.pass(2_000);
  world.browser.stop();
  await refusing(world, 'session.get', () => undefined);
  expect(window.view).toMatchObject({ state: 'failed', problem: { code: 'unexpected' }, retry: true });
  window.send({ type: 'retry' });
  await world.pass(5_000);
  expect(window.view.state).toBe('form');
});

test('a window that the browser never tells the ticket of can be closed', async () => {
  const world = await CampusWorld.create();
  const window = (await world.click(OWNER))!; // a window comes
  await world.pass(2_000);
  world.browser.stop();
  world.browser.refuses = (call) => call === 'session.get';
  await world.pass(5_000);
  window.send({ type: 'close' });
  await world.pass(1_000);
  expect([window.view.state, window.isOpen]).toEqual(['failed', false]);
});

test('the popup says so where nobody can tell whose clones may be shown', async () => {
  const world = await CampusWorld.create();
  const window = (await world.click(OWNER))!; // a window comes
  await world.pass(2_000);
  window.send(save('Copy'));
  await world.pass(60_000);
  window.send({ type: 'close' });
  await world.pass(1_000);
  world.browser.stop();
  world.browser.refuses = (call) => call === 'local.get';
  expect(await world.popup()).toMatchObject({ jobs: [], trouble: { code: 'unexpected' } });
  world.browser.refuses = () => false;
  expect((await world.popup())?.jobs).toHaveLength(1);
});

test.each(['scripting.executeScript', 'tabs.sendMessage'] as const)(
  'a page that never answers %s when it is told of a clone holds up neither the next clone of the room nor its notice',
  async (silent) => {
    const world = await CampusWorld.create();
    const clone = async (name: string, hangs: boolean): Promise<string | undefined> => {
      const window = (await world.click(OWNER))!; // a window comes
      await world.pass(2_000);
      world.browser.hangs = (call) => hangs && call === silent;
      window.send(save(name));
      await world.pass(60_000);
      world.browser.hangs = () => false;
      window.send({ type: 'close' });
      await world.pass(1_000);
      return stateOf(world, window);
    };
    expect([await clone('First', true), await clone('Second', false)]).toEqual(['ready', 'ready']);
    expect(world.browser.notified).toHaveLength(2);
  },
);

test.each([
  ['the copy of its activity', { copyActivity: true }, 'moodle.ask'],
  ['its banner', {}, 'banner.show'],
] as const)(
  'a page that never answers for %s holds up no other clone of the room',
  async (_what, given, silent) => {
    const world = await CampusWorld.create();
    const begin = async (name: string, hangs: boolean): Promise<SimulatedWindow> => {
      const window = (await world.click(COEDITOR))!; // a window comes
      await world.pass(2_000);
      world.browser.hangs = (_call, message) => hangs && message === silent;
      window.send({ ...save(name), ...given });
      return window;
    };
    const first = await begin('First', true);
    for (let ms = 0; (await stateOf(world, first)) !== 'ready' && ms < 20_000; ms += 100)
      await world.pass(100);
    world.browser.hangs = () => false;
    first.send({ type: 'close' });
    const second = await begin('Second', false);
    await world.pass(500);
    expect(clonesOf(world)).toBe(2);
    await world.pass(20_000);
    expect(await stateOf(world, second)).toBe('ready');
  },
);

test('a page that never answers that its window is closed keeps no session', async () => {
  const world = await CampusWorld.create();
  const window = (await world.click(OWNER))!; // a window comes
  await world.pass(2_000);
  const tickets = (): readonly string[] =>
    Object.keys(world.browser.session).filter((key) => key.startsWith('ticket|'));
  expect(tickets()).toHaveLength(1);
  world.browser.hangs = (call) => call === 'tabs.sendMessage';
  window.send({ type: 'close' });
  await world.pass(2_000);
  expect(tickets()).toEqual([]);
});

test('a browser that never tells what an administrator set: rooms are offered, and cloned', async () => {
  const world = await CampusWorld.create();
  world.browser.hangs = (call) => call === 'storage.managed.get';
  world.browser.restart();
  await world.signIn(OWNER);
  await world.pass(3_000);
  expect(Object.keys(world.browser.session).some((key) => key.startsWith('session|'))).toBe(true);
  const window = (await world.click(OWNER))!; // a window comes
  await world.pass(5_000);
  window.send(save('Copy'));
  await world.pass(60_000);
  expect(await stateOf(world, window)).toBe('ready');
});
