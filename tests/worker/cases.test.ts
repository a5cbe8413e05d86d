import { describe, expect, test } from 'vitest';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { CampusWorld, save, workIn, type SimulatedWindow, type User } from './campus-world.ts';

/**
 * What people and their browsers did to the worker, a test a finding: the whole of `lib/background` in a simulated
 * browser. The lives beside this file mix the same at random.
 */

/** A window with the room's form in it. */
async function openForm(world: CampusWorld, user: User = OWNER): Promise<SimulatedWindow> {
  const window = await world.click(user);
  if (window?.view.state !== 'form') throw new Error(`No form but ${window?.view.state ?? 'no window'}.`);
  return window;
}

/** A window with a room that is ready. */
async function cloned(world: CampusWorld, user: User = OWNER): Promise<SimulatedWindow> {
  const window = await openForm(world, user);
  window.send(save('Copy'));
  await world.pass(60_000);
  expect((await world.job(window))?.state.kind).toBe('ready');
  return window;
}

/** The sessions that pages gave are gone; windows and their tickets stay. */
function forgetSessions({ browser }: CampusWorld): void {
  browser.session = Object.fromEntries(
    Object.entries(browser.session).filter(([key]) => !key.startsWith('session|')),
  );
}

const stateOf = async (world: CampusWorld, window: SimulatedWindow): Promise<string | undefined> =>
  (await world.job(window))?.state.kind;

test('a teacher clones a room: the window shows it, a notification, a banner and the badge tell it', async () => {
  const world = await CampusWorld.create();
  const window = await cloned(world);
  expect(window.view).toMatchObject({ state: 'job', job: { state: { kind: 'ready' } } });
  expect([world.browser.notified.length, world.banners.size, world.browser.badge]).toEqual([1, 1, '✓']);
  expect(world.browser.alarms.size).toBe(0);
});

test('the check of an account counts the rooms that its session sees', async () => {
  const world = await CampusWorld.create();
  await openForm(world);
  const rooms = world.kaltura
    .entries()
    .filter(({ type, userId }) => type === 'room.room' && userId === OWNER);
  expect(rooms.length).toBeGreaterThan(0);
  expect(await world.panel({ type: 'account.check' })).toMatchObject([{ rooms: rooms.length }]);
});

test('a page that is slow to be idle takes nothing of the time in which its window has to say hello', async () => {
  const world = await CampusWorld.create();
  world.browser.idleAfterMs = 4_000;
  await world.click(OWNER);
  await world.pass(10_000);
  expect(world.windows.map(({ tabId, view }) => [tabId, view.state])).toEqual([[world.tabOf(OWNER), 'form']]);
});

describe('what is asked before the new room is deleted', () => {
  test('J4: it can be kept, and everything works as before', async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    await workIn(world, window);
    window.send({ type: 'undo', confirmed: false });
    await world.pass(5_000);
    expect(window.view).toMatchObject({ state: 'job', asksBeforeUndo: true });
    window.send({ type: 'keep' });
    await world.pass(1_000);
    expect(window.view).toMatchObject({ state: 'job', asksBeforeUndo: false });
    window.send(save('Renamed'));
    await world.pass(60_000);
    const job = await world.job(window);
    expect(job?.state.kind).toBe('ready');
    expect(world.kaltura.entries().find(({ id }) => id === job?.room)?.name).toBe('Renamed');
  });

  test('J3: it is asked, too, of a room whose deletion was refused once', async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    world.kaltura.switches.forbidden = new Set(['baseentry.delete']);
    window.send({ type: 'undo', confirmed: false });
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('failed');
    world.kaltura.switches.forbidden = new Set();
    await workIn(world, window);
    window.send({ type: 'undo', confirmed: false });
    await world.pass(5_000);
    expect(window.view).toMatchObject({ state: 'job', asksBeforeUndo: true });
    expect(await stateOf(world, window)).toBe('failed');
    window.send({ type: 'undo', confirmed: true });
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('undone');
    expect(window.view).toMatchObject({ state: 'job', asksBeforeUndo: false });
  });

  test('J3: it is asked, too, of a finished room that waits for an edit', async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    await workIn(world, window);
    world.isAway = true;
    window.send(save('Renamed'));
    await world.pass(2_000);
    world.isAway = false;
    window.send({ type: 'undo', confirmed: false });
    await world.pass(60_000);
    expect(window.view).toMatchObject({ state: 'job', asksBeforeUndo: true });
    expect(world.kaltura.entries().some(({ rootEntryId }) => rootEntryId === world.room)).toBe(true);
  });
});

describe('how a clone ended is told once, and taken back when it is not true any more', () => {
  test('J5, P8: undone by herself, nothing is told, and nothing stays', async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    window.send({ type: 'undo', confirmed: true });
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('undone');
    const { notified, notifications, badge } = world.browser;
    expect(notified.map(({ title }) => title)).toEqual(['Clone room is ready']);
    expect([notifications.size, world.banners.size, badge]).toEqual([0, 0, '']);
  });

  test('P19: gone to the new room, the notification, the banner and the badge go', async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    window.send({ type: 'room.open' });
    await world.pass(2_000);
    const room = (await world.job(window))?.room ?? '';
    expect(world.browser.opened).toHaveLength(1);
    expect(world.browser.opened[0]).toContain(room);
    expect([world.browser.notifications.size, world.banners.size, world.browser.badge]).toEqual([0, 0, '']);
  });

  test('J7: a click on the notification of a clone that is paused leads to where she signs in', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    world.kaltura.expireSessions(OWNER);
    forgetSessions(world);
    window.send(save('Copy'));
    await world.pass(10_000);
    expect(await stateOf(world, window)).toBe('waiting');
    expect([...world.browser.notifications.keys()]).toEqual([window.ticket]);
    expect(world.browser.badge).toBe('II');
    world.browser.closeTab(world.tabOf(OWNER));
    await world.pass(1_000);
    world.browser.clickNotification(window.ticket);
    await world.pass(1_000);
    expect(world.browser.opened).toEqual(['https://102.kaf.kaltura.com']);
    await world.signIn(OWNER);
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('ready');
  });
});

test('J7: while Moodle does not let her activity be copied, she is told that the room is ready', async () => {
  const world = await CampusWorld.create();
  const window = await openForm(world, COEDITOR);
  world.course.trouble = 'signedOut';
  window.send({ ...save('Copy'), copyActivity: true });
  await world.pass(60_000);
  const job = await world.job(window);
  expect(job?.state).toMatchObject({ kind: 'ready', pause: { until: 'moodle' } });
  expect([...world.browser.notifications.keys()]).toEqual([window.ticket]);
  expect(world.browser.badge).toBe('✓');
  world.browser.clickNotification(window.ticket);
  await world.pass(1_000);
  expect(world.browser.opened).toEqual([expect.stringContaining(String(job?.room))]);
});

describe('the worker is stopped', () => {
  test('J8, P9: what is pressed before the window is connected again is not lost', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    world.browser.stop();
    window.send(save('Copy'));
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('ready');
  });

  test('P2: with no window open, in the middle of a clone: it goes on, and tells it', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    window.send(save('Copy'));
    let requests = 0;
    world.browser.onRequest = () => {
      requests += 1;
      if (requests === 1) world.browser.stop();
    };
    window.send({ type: 'close' });
    await world.pass(300);
    world.browser.onRequest = () => undefined;
    expect([requests, window.isOpen]).toEqual([1, false]);
    expect(await stateOf(world, window)).toBe('running');
    await world.pass(300_000);
    expect(await stateOf(world, window)).toBe('ready');
    expect(world.browser.notified.map(({ title }) => title)).toEqual(['Clone room is ready']);
  });

  test('J9: an update waits for a window, although the worker was stopped for idleness', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    world.browser.updateAvailable();
    await world.pass(1_000);
    world.browser.stop();
    await world.pass(30_000);
    expect([world.browser.starts > 1, world.browser.reloads, window.isOpen]).toEqual([true, 0, true]);
    window.send({ type: 'close' });
    await world.pass(1_000);
    expect(world.browser.reloads).toBe(1);
  });
});

describe('the computer’s clock is set while a clone waits', () => {
  const HOUR_MS = 3_600_000;
  const CLOCKS = [-400 * 24 * HOUR_MS, -2 * HOUR_MS, 2 * HOUR_MS];

  test.each(CLOCKS)('for Kaltura (by %i ms): the worker goes on with it as it starts', async (ms) => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    world.isAway = true;
    window.send(save('Copy'));
    await world.pass(20_000);
    expect(await stateOf(world, window)).toBe('waiting');
    world.browser.setClock(ms);
    world.browser.stop();
    world.isAway = false;
    await world.popup();
    // What became of the first request is looked for first.
    await world.pass(300_000);
    expect(await stateOf(world, window)).toBe('ready');
  });

  test.each(CLOCKS)('to be removed (by %i ms): the worker that lives goes on with it', async (ms) => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    world.isAway = true;
    window.send({ type: 'undo', confirmed: true });
    await world.pass(20_000);
    expect(await stateOf(world, window)).toBe('removing');
    world.browser.setClock(ms);
    world.isAway = false;
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('undone');
  });
});

describe('two people at one computer', () => {
  test("J12, P3: her colleague's clone that waits does not keep her from the room", async () => {
    const world = await CampusWorld.create();
    const first = await openForm(world, OWNER);
    world.isAway = true;
    first.send(save('Hers'));
    await world.pass(5_000);
    first.send({ type: 'close' });
    await world.pass(1_000);
    world.isAway = false;
    world.kaltura.expireSessions(OWNER);
    world.browser.session = {};
    await world.signIn(COEDITOR);
    const second = await openForm(world, COEDITOR);
    expect(second.view).toMatchObject({ state: 'form', busy: false });
    second.send(save('His'));
    await world.pass(60_000);
    expect(await stateOf(world, second)).toBe('ready');
    expect(await stateOf(world, first)).toBe('waiting');
  });
});

test('two people at one computer: his clone of a room does not wait for an answer to hers', async () => {
  const world = await CampusWorld.create();
  const hers = await openForm(world, OWNER);
  world.browser.latency = 20_000;
  hers.send(save('Hers'));
  await world.pass(1_000);
  world.browser.latency = 0;
  await world.signIn(COEDITOR);
  const his = await openForm(world, COEDITOR);
  his.send(save('His'));
  await world.pass(5_000);
  expect([await stateOf(world, hers), await stateOf(world, his)]).toEqual(['running', 'ready']);
});

describe('the next person at the same computer', () => {
  test("T3: sees nothing of her clones, and can't undo them; when she is back, they are there", async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    window.send({ type: 'close' });
    await world.signIn(COEDITOR);
    await world.pass(1_000);
    expect((await world.popup())?.jobs).toEqual([]);
    const { notifications, badge } = world.browser;
    expect([notifications.size, world.banners.size, badge]).toEqual([0, 0, '']);
    const undo = { type: 'job.undo', jobId: window.ticket, confirmed: true } as const;
    expect(await world.panel(undo)).toBe(false);
    await world.panel({ type: 'job.show', jobId: window.ticket });
    await world.pass(60_000);
    expect([await stateOf(world, window), world.windows.length]).toEqual(['ready', 1]);
    expect(JSON.stringify(world.browser.session)).not.toContain(OWNER);
    await world.signIn(OWNER);
    expect((await world.popup())?.jobs.map(({ jobId }) => jobId)).toEqual([window.ticket]);
  });

  test('T3: does not go on with her clone, nor is told of it; it waits for her', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    world.isAway = true;
    window.send(save('Hers'));
    await world.pass(1_000);
    window.send({ type: 'close' });
    world.isAway = false;
    await world.signIn(COEDITOR);
    await world.pass(600_000);
    expect(await stateOf(world, window)).toBe('waiting');
    expect([world.browser.notifications.size, world.browser.badge]).toEqual([0, '']);
    await world.signIn(OWNER);
    await world.pass(600_000);
    expect(await stateOf(world, window)).toBe('ready');
    expect(world.browser.notified.map(({ title }) => title)).toEqual(['Clone room is ready']);
  });

  test('T3: signed out of the site, nothing of hers is shown, and no session is kept', async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    window.send({ type: 'close' });
    await world.signOut(OWNER);
    expect((await world.popup())?.jobs).toEqual([]);
    expect(JSON.stringify(world.browser.session)).not.toContain('"ks"');
    expect([world.browser.notifications.size, world.browser.badge]).toEqual([0, '']);
    await world.signIn(OWNER);
    expect((await world.popup())?.jobs).toHaveLength(1);
  });

  test('T3: a window that she left open shows nothing of hers, and does nothing to it', async () => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    const before = await world.job(window);
    const room = world.kaltura.entries().find(({ id }) => id === before?.room);
    await world.signIn(COEDITOR);
    await world.pass(1_000);
    expect(window.view).toEqual({ state: 'failed', problem: { code: 'windowOfOther' }, retry: false });
    for (const message of [
      save('Mine now'),
      { type: 'undo', confirmed: false },
      { type: 'undo', confirmed: true },
      { type: 'retry' },
      { type: 'decide', about: 0, decision: { kind: 'leave' } },
      { type: 'earlier.show', jobId: window.ticket },
      { type: 'keep' },
      { type: 'draft.discard' },
    ] as const) {
      window.send(message);
      await world.pass(30_000);
      expect(window.view).toMatchObject({ state: 'failed', problem: { code: 'windowOfOther' } });
    }
    // Going to its room neither opens it nor closes the window.
    window.send({ type: 'room.open' });
    await world.pass(1_000);
    expect([window.isOpen, world.browser.opened]).toEqual([true, ['popup.html']]);
    expect((await world.job(window))?.wanted).toEqual(before?.wanted);
    expect(world.kaltura.entries().find(({ id }) => id === before?.room)).toEqual(room);
    await world.signIn(OWNER);
    await world.pass(1_000);
    expect(window.view).toMatchObject({ state: 'job', job: { state: { kind: 'ready' } } });
  });

  test('T3: the form that she left open keeps what she typed for her, and becomes that of who is there', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    window.type('Grades of Noa');
    await world.pass(1_000);
    await world.signIn(COEDITOR);
    await world.pass(1_000);
    expect(window.view).toEqual({ state: 'failed', problem: { code: 'windowOfOther' }, retry: true });
    // What she had typed last is on its way when he comes; Save is his, and starts nothing.
    window.type('Grades of Noa, final');
    window.send(save('Mine now'));
    await world.pass(10_000);
    expect(await world.jobs()).toEqual([]);
    window.send({ type: 'retry' });
    await world.pass(5_000);
    expect(window.view).toMatchObject({ state: 'form', user: COEDITOR, draft: undefined });
    expect(JSON.stringify(window.view)).not.toContain('Grades');
    await world.signIn(OWNER);
    window.send({ type: 'retry' });
    await world.pass(5_000);
    expect(window.view).toMatchObject({
      state: 'form',
      user: OWNER,
      draft: { texts: { name: 'Grades of Noa, final' } },
    });
  });

  test('T3: his window does not become that of her clone', async () => {
    const world = await CampusWorld.create();
    const hers = await cloned(world);
    hers.send({ type: 'close' });
    const his = await openForm(world, COEDITOR);
    his.send({ type: 'earlier.show', jobId: hers.ticket });
    await world.pass(5_000);
    expect(his.view).toMatchObject({ state: 'form', user: COEDITOR, earlier: undefined });
    his.send(save('His'));
    await world.pass(60_000);
    expect([(await world.job(hers))?.wanted.texts.name, await stateOf(world, his)]).toEqual([
      'Copy',
      'ready',
    ]);
  });

  test('T3: Try again in her window, whose session is in its ticket still, does not make her the one who is there', async () => {
    const world = await CampusWorld.create();
    const first = await cloned(world, COEDITOR);
    first.send({ type: 'close' });
    await world.signIn(OWNER);
    // The server is away at her click: her ticket keeps the sessions of her page.
    world.isAway = true;
    const window = await world.click(OWNER);
    await world.pass(30_000);
    expect(window?.view).toMatchObject({ state: 'failed', retry: true });
    world.isAway = false;
    await world.signIn(COEDITOR);
    // His own has gone with his page: her ticket's is the only one that there is.
    forgetSessions(world);
    expect(JSON.stringify(world.browser.session)).toContain('"ks"');
    window?.send({ type: 'retry' });
    await world.pass(10_000);
    expect(window?.view).toMatchObject({ state: 'failed', problem: { code: 'noSession' } });
    expect((await world.popup())?.jobs.map(({ jobId }) => jobId)).toEqual([first.ticket]);
  });

  test('T3: a click in a course, whose page has no session, makes none its own: the one that was used stays when that Moodle is left', async () => {
    const world = await CampusWorld.create();
    await world.signIn(OWNER);
    const window = await world.clickInCourse(COEDITOR);
    await world.pass(5_000);
    expect(window?.view).toMatchObject({ state: 'form', user: OWNER });
    await world.signOut(COEDITOR);
    expect(JSON.stringify(world.browser.session)).toContain('"ks"');
  });

  test('T3: the window says as whom one clones', async () => {
    const world = await CampusWorld.create();
    expect((await openForm(world, COEDITOR)).view).toMatchObject({ user: COEDITOR });
  });
});

test.each(Array.from({ length: 14 }, (_, points) => points + 1))(
  'Go to new room, and the worker is stopped %i points later: what is saved in a window that stays is not lost',
  async (points) => {
    const world = await CampusWorld.create();
    world.letsFramesIn = false;
    await world.click(OWNER);
    await world.pass(2_000);
    const window = world.windows.at(-1)!; // one of its own has come
    window.send(save('Copy'));
    await world.pass(60_000);
    world.browser.diesIn = points;
    window.send({ type: 'room.open' });
    await world.pass(0);
    if (window.isOpen) window.send(save('Renamed'));
    const wanted = window.isOpen ? 'Renamed' : 'Copy';
    await world.pass(60_000);
    expect((await world.job(window))?.wanted.texts.name).toBe(wanted);
  },
);

test('a click whose worker is stopped at any point: its window has a form, or says that it lost its room, and closes', async () => {
  const states = new Set<string>();
  for (let points = 1; points <= 24; points += 1) {
    const world = await CampusWorld.create();
    world.browser.diesIn = points;
    const window = await world.click(OWNER);
    await world.pass(5_000);
    states.add(window?.view.state ?? 'none');
    window?.send({ type: 'close' });
    await world.pass(2_000);
    expect(window?.isOpen ?? false, `after ${points} points`).toBe(false);
  }
  expect(states).toEqual(new Set(['none', 'refused', 'form']));
});

test('a window of its own whose ticket has gone says so, and closes', async () => {
  const world = await CampusWorld.create();
  world.letsFramesIn = false;
  await world.click(OWNER);
  await world.pass(2_000);
  const window = world.windows.at(-1)!; // one of its own has come
  world.browser.stop();
  world.browser.session = {};
  await world.pass(1_000);
  expect(window.view.state).toBe('refused');
  window.send({ type: 'close' });
  await world.pass(1_000);
  expect(window.isOpen).toBe(false);
});

describe('the session is over', () => {
  test('J13, P6: signed in elsewhere, Try again reads the room', async () => {
    const world = await CampusWorld.create();
    world.kaltura.expireSessions(OWNER);
    world.browser.session = {};
    const window = await world.click(OWNER);
    expect(window?.view).toMatchObject({ state: 'failed', problem: { code: 'sessionOver' } });
    await world.signIn(OWNER);
    window?.send({ type: 'retry' });
    await world.pass(5_000);
    expect(window?.view.state).toBe('form');
  });

  test('for good, although she signs in again and again: the clone ends, says what may be there, and can be undone', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    // Whatever may create something ends her session first.
    world.kaltura.switches.actor = ({ calls }) => {
      if (calls.some(({ action }) => ['clone', 'add'].includes(action.toLowerCase())))
        world.kaltura.expireSessions(OWNER);
    };
    window.send(save('Copy'));
    for (let days = 1; days <= 5; days += 1) {
      await world.pass(86_400_000);
      expect(window.view).toMatchObject({ job: { state: { kind: 'waiting', until: 'session' } } });
      await world.signIn(OWNER);
    }
    await world.pass(60_000);
    expect(window.view).toMatchObject({
      job: { state: { kind: 'failed', problem: { code: 'sessionsRefused' } } },
    });
    world.kaltura.switches.actor = () => undefined;
    await world.signIn(OWNER);
    window.send({ type: 'undo', confirmed: false });
    await world.pass(600_000);
    expect(await stateOf(world, window)).toBe('undone');
  });
});

describe('the journal can not be used', () => {
  test('J15, P4: that is said, nothing is started, and it works again when the journal does', async () => {
    const world = await CampusWorld.create();
    world.browser.journalTrouble = { trouble: 'unavailable', writesOnly: false };
    world.browser.stop();
    const popup = await world.popup();
    expect(popup?.trouble).toBeDefined();
    const window = await openForm(world);
    window.send(save('Copy'));
    await world.pass(5_000);
    expect(window.view).toMatchObject({ state: 'form', trouble: { code: 'storageUnavailable' } });
    world.browser.journalTrouble = undefined;
    window.send(save('Copy'));
    await world.pass(60_000);
    expect(await stateOf(world, window)).toBe('ready');
    expect((await world.popup())?.trouble).toBeUndefined();
  });

  test('P4: the disk is full at Save: that is said, and nothing is sent to Kaltura', async () => {
    const world = await CampusWorld.create();
    const window = await openForm(world);
    world.browser.journalTrouble = { trouble: 'full', writesOnly: true };
    window.send(save('Copy'));
    await world.pass(10_000);
    expect(window.view).toMatchObject({ state: 'form', trouble: { code: 'storageFull' } });
    expect(world.kaltura.entries().filter(({ rootEntryId }) => rootEntryId === world.room)).toEqual([]);
  });
});

describe('a window that is closed leaves no session behind', () => {
  test.each(['close', 'room.open', 'page', 'tab'] as const)('by %s', async (way) => {
    const world = await CampusWorld.create();
    const window = await cloned(world);
    if (way === 'page') await window.closeByPage();
    else if (way === 'tab') world.browser.closeTab(window.tabId);
    else window.send({ type: way });
    await world.pass(60_000);
    expect(window.isOpen).toBe(false);
    expect(Object.keys(world.browser.session).filter((key) => /^(?:ticket|reading)\|/.test(key))).toEqual([]);
  });
});
