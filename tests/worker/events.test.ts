import { describe, expect, test, vi } from 'vitest';
import type { DialogView } from '../../lib/messages/messages.ts';
import type { Activity } from '../../lib/room/activity.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { CampusWorld, save, workIn, type SimulatedWindow, type User } from './campus-world.ts';

/** What the worker does at each message and event that can come to it, where no finding of `cases.test.ts` tells it already. */

const HOUR = 3_600_000;

interface Opened {
  readonly world: CampusWorld;
  readonly window: SimulatedWindow;
}

async function open(user: User = OWNER): Promise<Opened> {
  const world = await CampusWorld.create();
  return { world, window: await openAt(world, user) };
}

async function openAt(world: CampusWorld, user: User): Promise<SimulatedWindow> {
  const window = await world.click(user);
  if (!window) throw new Error('No window came.');
  return window;
}

/** A clone that is ready, with its window still open. */
async function cloned(user: User = OWNER): Promise<Opened> {
  const opened = await open(user);
  opened.window.send(save('Copy'));
  await opened.world.pass(60_000);
  return opened;
}

const stateOf = async ({ world, window }: Opened) => (await world.job(window))?.state.kind;

function formOf({ view }: SimulatedWindow): Extract<DialogView, { state: 'form' }> {
  if (view.state !== 'form') throw new Error(`It shows ${view.state}.`);
  return view;
}

function jobOf({ view }: SimulatedWindow): Extract<DialogView, { state: 'job' }> {
  if (view.state !== 'job') throw new Error(`It shows ${view.state}.`);
  return view;
}

const ticketsIn = ({ browser }: CampusWorld): string =>
  JSON.stringify(Object.entries(browser.session).filter(([key]) => key.startsWith('ticket|')));

describe('open', () => {
  test('the window shows the form, and its ticket holds no session any more', async () => {
    const { world, window } = await open();
    expect(formOf(window)).toMatchObject({ busy: false, trouble: undefined });
    expect(ticketsIn(world)).toContain(window.ticket);
    expect(ticketsIn(world)).not.toContain('djJ8');
  });

  test('a click is likely: one page of ours is prepared, and nothing is asked, read or kept for it', async () => {
    const world = await CampusWorld.create();
    const before = [world.kaltura.requests.length, structuredClone(world.browser.session)];
    await world.pressInPage(COEDITOR, { type: 'dialog.likely' });
    await world.pass(5_000);
    // At the top of her LMS, not in Kaltura's frame.
    expect(world.prepared).toEqual([{ frameId: 0, language: 'en' }]);
    expect([world.kaltura.requests.length, world.browser.session]).toEqual(before);
    expect(world.windows).toEqual([]);
  });

  test('the name can be typed before the room was read, and is that of the page until then', async () => {
    const world = await CampusWorld.create();
    world.browser.latency = 300;
    // Longer ones than Kaltura's own are cut, wherever they go.
    const window = await world.click(OWNER, `${'Algebra, as her page has it'.padEnd(256, '.')} and more`);
    const known = { name: 'Algebra, as her page has it'.padEnd(256, '.'), namePattern: '' };
    expect(window?.views[0]).toEqual({ state: 'reading', known });
    expect(world.handed).toEqual([known]);
    await world.pass(1_000);
    expect(formOf(window!)).toMatchObject({ original: { name: 'Algebra' } });
    world.browser.latency = 0;
    // Read again, it may be for somebody else: what her page has said is not said to them.
    window!.views.length = 0;
    world.kaltura.expireSessions(OWNER);
    window!.send({ type: 'retry' });
    await world.pass(1_000);
    expect(JSON.stringify(window!.views)).not.toContain('as her page has it');
  });

  test('the activity around is noted while the room is read: it is copied by a later worker, too, which finds no Moodle any more', async () => {
    const { world, window } = await open(COEDITOR);
    expect(formOf(window).activity).toMatchObject({ kind: 'offered', name: 'Live room' });
    world.browser.stop();
    vi.spyOn(world.course, 'activity', 'get').mockReturnValue({} as Activity); // no activity at all
    await world.pass(1_000);
    window.send({ ...save('Copy'), copyActivity: true });
    await world.pass(1_000);
    expect((await world.job(window))?.activity).toMatchObject({ name: 'Live room' });
  });

  test.each([
    ['a page of Moodle', (url: string) => url, 'Live room'],
    ['another page that speaks for that Moodle', () => 'https://elsewhere.example.edu/course', undefined],
    ['nobody', undefined, undefined],
  ])('a room in a tab that was opened by %s', async (_, url, name) => {
    const world = await CampusWorld.create();
    const [room, moodle] = [world.browser.tabs.get(world.tabOf(OWNER)), world.tabOf(COEDITOR)];
    if (room && url) room.openerTabId = moodle;
    const opener = world.browser.tabs.get(moodle);
    if (opener && url) opener.url = url(opener.url);
    const window = await openAt(world, OWNER);
    expect(formOf(window).activity).toMatchObject(name ? { kind: 'offered', name } : { kind: 'none' });
    window.send({ ...save('Copy'), copyActivity: true });
    await world.pass(1_000);
    expect((await world.job(window))?.activity?.name).toBe(name);
  });

  /** She works in a tab that a page of Moodle has opened. */
  async function inTabOfMoodle(): Promise<CampusWorld> {
    const world = await CampusWorld.create();
    const room = world.browser.tabs.get(world.tabOf(OWNER));
    if (room) room.openerTabId = world.tabOf(COEDITOR);
    return world;
  }

  test('a room in such a tab whose session is over is launched nowhere else', async () => {
    const world = await inTabOfMoodle();
    world.kaltura.expireSessions(OWNER);
    const window = await openAt(world, OWNER);
    await world.pass(60_000);
    expect(window.view).toMatchObject({ state: 'failed', problem: { code: 'sessionOver' } });
    expect(world.browser.opened).toEqual([]);
  });

  test('a room in such a tab is read again by a later worker with the session of its own page', async () => {
    const world = await inTabOfMoodle();
    world.isAway = true;
    const window = await openAt(world, OWNER);
    await world.pass(60_000);
    world.browser.stop();
    world.isAway = false;
    window.send({ type: 'retry' });
    await world.pass(5_000);
    expect(formOf(window).activity).toMatchObject({ kind: 'offered' });
    window.send(save('Copy'));
    await world.pass(60_000);
    expect(await stateOf({ world, window })).toBe('ready');
  });

  test('a room in such a tab is read by a later worker with what its own page gave at the click, as anywhere', async () => {
    const world = await inTabOfMoodle();
    world.isAway = true;
    const window = await openAt(world, OWNER);
    world.browser.stop();
    world.isAway = false;
    // Nothing was kept of the reading, nor of her session, but what the ticket holds.
    world.browser.session = Object.fromEntries(
      Object.entries(world.browser.session).filter(([key]) => !/^(?:session|reading)\|/.test(key)),
    );
    window.type('Copy');
    await world.pass(5_000);
    window.send(save('Copy'));
    await world.pass(60_000);
    expect(await stateOf({ world, window })).toBe('ready');
  });

  test('a window too many is taken back, and holds nothing', async () => {
    const world = await CampusWorld.create();
    for (let clicks = 0; clicks < 21; clicks += 1) await world.click(OWNER);
    await world.pass(5_000);
    expect(world.windows.map(({ isOpen }) => isOpen)).toEqual([...Array<boolean>(20).fill(true), false]);
    expect(world.windows.at(-1)?.view.state).toBe('refused');
  });

  test('where the page lets no frame of ours in, it comes as a window of its own', async () => {
    const world = await CampusWorld.create();
    world.letsFramesIn = false;
    await world.click(OWNER);
    await world.pass(2_000);
    expect(world.windows.map(({ view }) => view.state)).toEqual(['form']);
    expect(world.windows[0]?.tabId).not.toBe(world.tabOf(OWNER));
  });

  test('again, after a clone: the form says so, and leads to the window of that clone', async () => {
    const { world, window } = await cloned();
    window.send({ type: 'close' });
    await world.pass(1_000);
    const again = await openAt(world, OWNER);
    expect(formOf(again).earlier).toMatchObject({ jobId: window.ticket, name: 'Copy' });
    again.send({ type: 'earlier.show', jobId: window.ticket });
    await world.pass(0);
    expect(jobOf(again).job.jobId).toBe(window.ticket);
  });

  test('a session that is over: the window reads the room by itself when she has signed in elsewhere (J13, P6)', async () => {
    const world = await CampusWorld.create();
    world.kaltura.expireSessions(OWNER);
    const window = await openAt(world, OWNER);
    expect(window.view).toMatchObject({ state: 'failed', problem: { code: 'sessionOver' } });
    const before = world.kaltura.requests.length;
    await world.pass(10 * 60_000);
    expect(world.kaltura.requests, 'nothing is sent with a session that is over').toHaveLength(before);
    await world.signIn(OWNER);
    await world.pass(1_000);
    expect(window.view.state).toBe('form');
  });

  test('Kaltura is away: the window says so, and Try again reads the room', async () => {
    const world = await CampusWorld.create();
    world.isAway = true;
    const window = await openAt(world, OWNER);
    await world.pass(60_000);
    expect(window.view).toMatchObject({ state: 'failed', retry: true });
    world.isAway = false;
    window.send({ type: 'retry' });
    await world.pass(1_000);
    expect(window.view.state).toBe('form');
  });
});

describe('type', () => {
  test('what is typed outlives the window, and is shown to nobody else', async () => {
    const { world, window } = await open();
    window.type('Half a name');
    await world.pass(0);
    await window.closeByPage();
    expect(formOf(await openAt(world, OWNER)).draft?.texts.name).toBe('Half a name');
    expect(formOf(await openAt(world, COEDITOR)).draft).toBeUndefined();
  });

  test('what is typed while the worker is stopped is kept', async () => {
    const { world, window } = await open();
    world.browser.stop();
    window.type('Typed');
    await world.pass(2_000);
    await window.closeByPage();
    expect(formOf(await openAt(world, OWNER)).draft?.texts.name).toBe('Typed');
  });

  test('what is thrown away is gone', async () => {
    const { world, window } = await open();
    window.type('Typed');
    window.send({ type: 'draft.discard' });
    await world.pass(0);
    await window.closeByPage();
    expect(formOf(await openAt(world, OWNER)).draft).toBeUndefined();
  });
});

describe('save', () => {
  test('twice is one clone, of the name that was saved last', async () => {
    const opened = await open();
    opened.window.send(save('First'));
    opened.window.send(save('Second'));
    await opened.world.pass(60_000);
    expect((await opened.world.jobs()).map(({ wanted }) => wanted.texts.name)).toEqual(['Second']);
    expect(await stateOf(opened)).toBe('ready');
  });

  test('in two windows of one teacher is one clone: the other window may not start', async () => {
    const { world, window } = await open();
    const other = await openAt(world, OWNER);
    world.isAway = true;
    window.send(save('One'));
    other.send(save('Two'));
    await world.pass(1_000);
    expect((await world.jobs()).map(({ wanted }) => wanted.texts.name)).toEqual(['One']);
    expect(formOf(other).busy).toBe(true);
  });

  test.each(['full', 'newer', 'unavailable'] as const)(
    'the journal is %s: the window says so, nothing is started; then it can be saved (P4)',
    async (trouble) => {
      const { world, window } = await open();
      world.browser.journalTrouble = { trouble, writesOnly: trouble === 'full' };
      window.type('Copy');
      window.send(save('Copy'));
      await world.pass(5_000);
      expect(formOf(window).trouble).toBeDefined();
      expect(formOf(window).draft?.texts.name).toBe('Copy');
      expect(world.kaltura.entries()).toHaveLength(1);
      expect((await world.popup())?.trouble).toBeDefined();
      world.browser.journalTrouble = undefined;
      window.send(save('Copy'));
      await world.pass(60_000);
      expect((await world.job(window))?.state.kind).toBe('ready');
      expect((await world.popup())?.trouble).toBeUndefined();
    },
  );

  test('her session is over: she is told what to do once, and the badge says that it waits', async () => {
    const opened = await open();
    const { world, window } = opened;
    window.send(save('Copy'));
    world.kaltura.expireSessions(OWNER);
    await world.pass(HOUR);
    expect(await stateOf(opened)).toBe('waiting');
    expect([world.browser.notified.length, world.browser.badge]).toEqual([1, 'II']);
    await world.signIn(OWNER);
    await world.pass(60_000);
    expect(await stateOf(opened)).toBe('ready');
    expect(world.browser.badge).toBe('✓');
  });
});

describe('undo', () => {
  test('while it is made: it is undone, and nothing is said of it (J5, P8)', async () => {
    const opened = await open();
    opened.window.send(save('Copy'));
    opened.window.send({ type: 'undo', confirmed: false });
    await opened.world.pass(60_000);
    expect(await stateOf(opened)).toBe('undone');
    expect([opened.world.browser.notified.length, opened.world.browser.badge]).toEqual([0, '']);
    expect(opened.world.kaltura.entries()).toHaveLength(1);
  });

  test('where somebody has worked in the room she is asked; Keep takes the question back, and nothing is deleted (J4)', async () => {
    const opened = await cloned();
    const { world, window } = opened;
    await workIn(world, window);
    window.send({ type: 'undo', confirmed: false });
    await world.pass(1_000);
    expect(jobOf(window).asksBeforeUndo).toBe(true);
    window.send({ type: 'keep' });
    await world.pass(1_000);
    expect(jobOf(window).asksBeforeUndo).toBe(false);
    expect(await stateOf(opened)).toBe('ready');
    window.send({ type: 'undo', confirmed: true });
    await world.pass(60_000);
    expect(await stateOf(opened)).toBe('undone');
  });

  test('from the popup', async () => {
    const opened = await open();
    opened.window.send(save('Copy'));
    await opened.world.pass(0);
    const { ticket: jobId } = opened.window;
    expect(await opened.world.panel({ type: 'job.undo', jobId, confirmed: false })).toBe(true);
    await opened.world.pass(60_000);
    expect(await stateOf(opened)).toBe('undone');
  });
});

describe('close', () => {
  test('pressed in the moment after the worker was stopped closes the window (J8)', async () => {
    const { world, window } = await open();
    world.browser.stop();
    window.send({ type: 'close' });
    await world.pass(2_000);
    expect(window.isOpen).toBe(false);
  });
});

/** A clone that asks its teacher which of two rooms is hers. */
async function asked(): Promise<Opened> {
  const opened = await open(COEDITOR);
  const { world, window } = opened;
  // A script makes bare clones meanwhile: one of ours that ended right behind its first call would look the same.
  const cloneOptions = ['1', '2'].map((itemType) => ({
    objectType: 'KalturaBaseEntryCloneOptionComponent',
    itemType,
    rule: 1,
  }));
  await world.admin.must(COEDITOR, 'baseEntry', 'clone', { entryId: world.room, cloneOptions });
  world.kaltura.switches.fault = (calls) =>
    calls.some(({ action }) => action === 'clone') ? 'lostBefore' : undefined;
  window.send(save('Copy'));
  await world.pass(HOUR);
  world.kaltura.switches.fault = () => undefined;
  return opened;
}

describe('decide', () => {
  test('she is told that she is asked; her answer counts once, and for this question alone', async () => {
    const opened = await asked();
    const { world, window } = opened;
    const { state } = jobOf(window).job;
    if (state.kind !== 'decision') throw new Error(state.kind);
    expect([world.browser.notified.length, world.browser.badge]).toEqual([1, '!']);
    window.send({ type: 'decide', about: state.about + 1, decision: { kind: 'leave' } });
    await world.pass(1_000);
    expect(await stateOf(opened)).toBe('decision');
    window.send({ type: 'decide', about: state.about, decision: { kind: 'cloneAgain' } });
    window.send({ type: 'decide', about: state.about, decision: { kind: 'leave' } });
    await world.pass(60_000);
    expect(await stateOf(opened)).toBe('ready');
  });
});

test('J7: a click on the notification of a question leads to the list of her clones, since there is no room to go to', async () => {
  const { world, window } = await asked();
  world.browser.clickNotification(window.ticket);
  await world.pass(1_000);
  expect(world.browser.opened).toEqual([expect.stringContaining('popup.html')]);
});

describe('update', () => {
  test('waits while a window is open, and is taken when it closes', async () => {
    const { world, window } = await open();
    world.browser.updateAvailable();
    await world.pass(HOUR);
    expect(world.browser.reloads).toBe(0);
    window.send({ type: 'close' });
    await world.pass(1_000);
    expect(world.browser.reloads).toBe(1);
  });

  test('waits while a clone is at work', async () => {
    const opened = await open();
    const { world, window } = opened;
    world.isAway = true;
    window.send(save('Copy'));
    await world.pass(1_000);
    await window.closeByPage();
    world.browser.updateAvailable();
    await world.pass(HOUR);
    expect([await stateOf(opened), world.browser.reloads]).toEqual(['waiting', 0]);
    world.isAway = false;
    await world.pass(HOUR);
    expect([await stateOf(opened), world.browser.reloads]).toEqual(['ready', 1]);
  });
});

describe('restart', () => {
  test('of the browser in the middle: it goes on when she has signed in again', async () => {
    const opened = await open();
    const { world, window } = opened;
    world.browser.diesIn = 40;
    window.send(save('Copy'));
    await world.pass(0);
    world.restart();
    await world.pass(5 * 60_000);
    expect(await stateOf(opened)).toBe('waiting');
    await world.signIn(OWNER);
    await world.pass(60_000);
    expect(await stateOf(opened)).toBe('ready');
  });

  test('the journal can’t be opened as the worker starts: it is tried again, and what was open goes on (J15)', async () => {
    const opened = await open();
    const { world, window } = opened;
    world.browser.diesIn = 40;
    window.send(save('Copy'));
    await window.closeByPage();
    await world.pass(0);
    world.browser.stop();
    for (const name of world.browser.alarms.keys()) world.browser.forgetAlarm(name);
    world.browser.journalTrouble = { trouble: 'unavailable', writesOnly: false };
    world.browser.start();
    await world.pass(500);
    world.browser.journalTrouble = undefined;
    await world.pass(60_000);
    expect(await stateOf(opened)).toBe('ready');
  });
});

describe('a click on the notification', () => {
  test('leads to the room; what told of it goes (P19)', async () => {
    const { world, window } = await cloned();
    world.browser.clickNotification(window.ticket);
    await world.pass(1_000);
    expect(world.browser.opened).toEqual([
      expect.stringContaining(`/media/t/${(await world.job(window))?.room}`),
    ]);
    expect([world.browser.notifications.size, world.banners.size, world.browser.badge]).toEqual([0, 0, '']);
  });

  test.each([
    ['the worker lives', false],
    ['it was stopped', true],
  ])('closes the window that stands over the room, where %s', async (_what, stops) => {
    const { world, window } = await cloned(COEDITOR);
    if (stops) world.browser.stop();
    world.browser.clickNotification(window.ticket);
    await world.pass(1_000);
    expect(world.browser.opened).toHaveLength(1);
    expect(window.isOpen).toBe(false);
    expect(ticketsIn(world)).toBe('[]');
  });
});

describe('the window of a clone comes again, with its report', () => {
  test.each([
    ['the popup', (world: CampusWorld, jobId: string) => world.panel({ type: 'job.show', jobId })],
    [
      'the banner',
      (world: CampusWorld, jobId: string) => world.pressInPage(OWNER, { type: 'banner.details', jobId }),
    ],
    [
      'the button of the notification',
      (world: CampusWorld, jobId: string) => Promise.resolve(world.browser.clickNotificationButton(jobId)),
    ],
  ])('from %s', async (_, show) => {
    const { world, window } = await cloned();
    await window.closeByPage();
    await show(world, window.ticket);
    await world.pass(1_000);
    const { job } = jobOf(world.windows[1] ?? window);
    expect(job).toMatchObject({ jobId: window.ticket, state: { kind: 'ready' } });
    expect(job.state.kind === 'ready' && job.state.report.parts.length).toBeGreaterThan(5);
    expect(world.windows).toHaveLength(2);
  });

  test('with what was typed into it and not saved', async () => {
    const { world, window } = await cloned();
    window.type('Typed after');
    await world.pass(200);
    await window.closeByPage();
    await world.panel({ type: 'job.show', jobId: window.ticket });
    await world.pass(1_000);
    expect(jobOf(world.windows[1] ?? window).draft?.texts.name).toBe('Typed after');
  });
});
