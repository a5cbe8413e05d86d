import { describe, expect, test, vi } from 'vitest';
import type { PageMessage } from '../../lib/messages/messages.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { CampusWorld } from './campus-world.ts';
import { EXTENSION, type Frame, type Sender } from './simulated-browser.ts';

/**
 * A content script that somebody else has taken over: it may say whatever a content script may, with whatever is in it,
 * from a page where we may be. Every type of message is here, so that a new one has to be thought of.
 */

const EVIL = 'https://evil.example.edu';

/** What it knows: more than it can. */
interface Loot {
  readonly room: string;
  /** A job of the teacher's, started in another tab, and its window's ticket. */
  readonly job: string;
  readonly ks: string;
}

const hostile: {
  readonly [Type in PageMessage['type']]: (loot: Loot) => readonly Extract<PageMessage, { type: Type }>[];
} = {
  'rooms.seen': ({ room }) =>
    [true, false].map((remembered) => ({
      type: 'rooms.seen',
      entryIds: [room, '__proto__', '../../x', ''],
      sessions: [
        { ks: 'djJ8MTAyfGV2aWw', serviceUrl: EVIL, partnerId: 102 },
        {
          ks: 'djJ8MTAyfGV2aWw',
          serviceUrl: `https://www.kaltura.com@${new URL(EVIL).host}`,
          partnerId: 102,
        },
      ],
      language: '../../evil',
      remembered,
    })),
  'scripts.seen': () => [
    {
      type: 'scripts.seen',
      scripts: { codes: ['var flashvars = {"ks":"djJ8MTAyfGV2aWw"}'], players: [EVIL] },
    },
    { type: 'scripts.seen', scripts: { codes: ['{'.repeat(100_000)], players: [] } },
  ],
  'items.wanted': () => [{ type: 'items.wanted' }],
  'moodle.seen': () => [{ type: 'moodle.seen' }],
  'moodle.hello': () => [
    { type: 'moodle.hello', base: 'https://moodle.example.edu' },
    { type: 'moodle.hello', base: EVIL },
  ],
  'dialog.likely': () => [{ type: 'dialog.likely' }],
  'clone.clicked': ({ room }) => [
    { type: 'clone.clicked', entryId: room, sessions: [], parentOrigin: 'javascript:alert(1)' },
    {
      type: 'clone.clicked',
      entryId: room,
      sessions: [{ ks: 'djJ8MTAyfGV2aWw', serviceUrl: EVIL, partnerId: 102 }],
      activity: { base: 'https://moodle.example.edu', courseId: 2, cmid: 4, module: 'lti', name: 'x' },
    },
  ],
  'dialog.closed': ({ job }) => [{ type: 'dialog.closed', ticket: job }],
  'banner.openRoom': ({ job }) => [
    { type: 'banner.openRoom', jobId: job },
    { type: 'banner.openRoom', jobId: 'no-such-job' },
  ],
  'banner.details': ({ job }) => [
    { type: 'banner.details', jobId: job },
    { type: 'banner.details', jobId: 'no-such-job' },
  ],
  'site.signedOut': () => [{ type: 'site.signedOut' }],
  'site.mayWork': () => [{ type: 'site.mayWork' }],
};

/** What only our own windows may say. */
const OTHERS = (job: string): readonly object[] => [
  { type: 'jobs.list', most: 20, mostBatches: 3 },
  { type: 'job.undo', jobId: job, confirmed: true },
  { type: 'job.open', jobId: job },
  { type: 'job.show', jobId: job },
  { type: 'settings.write', changes: { chatService: EVIL } },
  { type: 'site.name', services: [EVIL] },
  { type: 'diagnostics.read' },
  { type: 'undo', confirmed: true },
  { type: 'save', texts: { name: 'x', description: '', tags: '' }, leaveOut: [], copyActivity: false },
];

/** The teacher has cloned a room; its window is open, and a page with a script that was taken over is, too. */
async function scene() {
  const world = await CampusWorld.create();
  const window = await world.click(OWNER);
  window?.send({
    ...{
      type: 'save',
      texts: { name: 'Secret', description: '', tags: '' },
      leaveOut: [],
      copyActivity: false,
    },
  });
  await world.pass(60_000);
  if (!window || (await world.job(window))?.state.kind !== 'ready') throw new Error('No room was cloned.');
  const received: object[] = [];
  const frame: Frame = {
    hasScript: true,
    receive: (message) => {
      received.push(message);
    },
  };
  const tab = world.browser.addTab(`${EVIL}/`, new Map([0, 3].map((place) => [place, frame])));
  const from = (frameId: number): Sender => ({ id: EXTENSION, url: `${EVIL}/x`, frameId, tab: { id: tab } });
  const ks = /djJ8[\w-]+/.exec(JSON.stringify(world.browser.session))?.[0] ?? '';
  return { world, window, received, from, loot: { room: world.room, job: window.ticket, ks } };
}

/** The answers to messages, and to whatever they set going. */
async function say(world: CampusWorld, messages: readonly object[], sender: Sender): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const message of messages) {
    void world.browser.send(message, sender).then((answer) => answers.push(answer));
    await world.pass(3_000);
  }
  return answers;
}

const WRITES = /^(?:add|update|delete|clone|move|set|reject|approve|export|import)/i;

describe.each(Object.entries(hostile))('%s, said by a script that was taken over', (_type, messagesOf) => {
  test.each([0, 3])('in frame %i: starts, changes, opens and tells nothing', async (frameId) => {
    const { world, window, received, from, loot } = await scene();
    const before = { jobs: await world.jobs(), opened: [...world.browser.opened], view: window.view };
    const notified = world.browser.notified.length;
    const requests = world.kaltura.requests.length;
    const windows = world.windows.length;
    world.origins.clear();
    const answers = await say(world, messagesOf(loot), from(frameId));
    await world.pass(60_000);

    expect(await world.jobs()).toEqual(before.jobs);
    const calls = world.kaltura.requests.slice(requests).flatMap((request) => request.calls);
    expect(calls.filter(({ action }) => WRITES.test(action))).toEqual([]);
    expect([...world.origins].filter((origin) => origin !== 'https://www.kaltura.com')).toEqual([]);
    expect([world.browser.opened, world.browser.notified.length, window.isOpen]).toEqual([
      before.opened,
      notified,
      true,
    ]);
    expect(window.view).toEqual(before.view);
    // Her window's ticket is there still; and none is for a Moodle that the page is no part of.
    expect(Object.keys(world.browser.session)).toContain(`ticket|${loot.job}`);
    expect(JSON.stringify(world.browser.session)).not.toContain('moodle.example.edu');
    // No window but one in which a person has to press Save.
    for (const { ticket } of world.windows.slice(windows)) expect(ticket).not.toBe(loot.job);
    const told = JSON.stringify([answers, received]);
    for (const secret of [loot.ks, loot.job, 'Secret']) expect(told).not.toContain(secret);
  });
});

test('what only our own windows may say is not heard from a page, nor anything from another extension', async () => {
  const { world, from, loot } = await scene();
  const before = [await world.jobs(), world.browser.local, world.browser.opened.length];
  const others: readonly Sender[] = [
    from(0),
    { ...from(0), url: `chrome-extension://${EXTENSION}.evil.example/popup.html` },
    { ...from(0), id: 'another', url: `chrome-extension://another/popup.html` },
    { id: 'another', url: `chrome-extension://${EXTENSION}/popup.html` },
    { ...from(0), url: `chrome-extension://${EXTENSION}/dialog.html` },
  ];
  for (const sender of others) {
    const answers = await say(world, OTHERS(loot.job), sender);
    expect(answers.filter((answer) => answer !== undefined)).toEqual([]);
  }
  expect([await world.jobs(), world.browser.local, world.browser.opened.length]).toEqual(before);
});

test('a script that clicks without end gets so many windows, and takes no more of the worker', async () => {
  const { world, from, loot } = await scene();
  const message = { type: 'clone.clicked', entryId: loot.room, sessions: [] };
  for (let clicks = 0; clicks < 200; clicks += 1) void world.browser.send(message, from(0));
  await world.pass(5_000);
  const tickets = Object.keys(world.browser.session).filter((key) => key.startsWith('ticket|'));
  expect(tickets.length).toBeLessThan(30);
});

test('what a page says of a session goes to no server that nobody has named', async () => {
  const { world, from, loot } = await scene();
  world.origins.clear();
  await say(world, hostile['rooms.seen'](loot), from(0));
  expect([...world.origins].filter((origin) => origin.includes('evil'))).toEqual([]);
});

test('a page speaks for its own Moodle alone: what waits for another one does not go on', async () => {
  const { world, window, from } = await scene();
  const base = 'https://moodle.example.edu';
  const activity = { base, courseId: 2, cmid: 4, module: 'lti', name: 'Live room' };
  const problem = { code: 'moodleAway' } as const;
  await world.browser.journal.changeJob(window.ticket, (job) => {
    if (job?.state.kind !== 'ready') throw new Error('No room was cloned.');
    const pause = { until: 'moodle', problem, giveUpAt: world.browser.timeline.now + 86_400_000 } as const;
    return { ...job, activity, state: { ...job.state, pause } };
  });
  // What is noted behind its back a worker that runs does not learn.
  world.browser.stop();
  const runs = vi.spyOn(world.browser.journal, 'changeJob');
  await say(world, [{ type: 'moodle.hello', base }], from(0));
  expect(runs).not.toHaveBeenCalled();
  // Its own page does bring it on.
  await say(world, [{ type: 'moodle.hello', base }], { ...from(0), url: `${base}/course/view.php?id=2` });
  expect(runs).toHaveBeenCalled();
});

test('a frame in her page does not sign her out: an advertisement, or somebody else’s embedded page', async () => {
  const { world } = await scene();
  const sessions = (): number =>
    Object.keys(world.browser.session).filter((key) => key.startsWith('session|')).length;
  await world.signIn(COEDITOR);
  const before = sessions();
  await world.pressInPage(COEDITOR, { type: 'site.signedOut' });
  expect(sessions()).toBe(before);
  await world.signOut(COEDITOR);
  expect(sessions()).toBe(before - 1);
});

test('a page closes no window of another tab, nor shows anything of what was started there', async () => {
  const { world, window, from, loot } = await scene();
  await say(world, [{ type: 'dialog.closed', ticket: loot.job }], from(0));
  expect(window.isOpen).toBe(true);
  await say(world, [{ type: 'dialog.closed', ticket: loot.job }], {
    ...from(0),
    tab: { id: window.tabId },
  });
  expect(Object.keys(world.browser.session)).not.toContain(`ticket|${loot.job}`);
});

test('scripts of ours are put into the frame that asks, of the tab that asks, and into no other', async () => {
  const { world, from } = await scene();
  world.browser.entered.length = 0;
  const asked = ['items.wanted', 'moodle.seen'].map((type) => ({ type }));
  await say(world, asked, from(3));
  const tabId = from(3).tab?.id;
  expect(world.browser.entered).toEqual([{ tabId, frameIds: [3] }]);
});

test('a window has the sessions of the page that was clicked, and none that another page gave', async () => {
  const { world, from, loot } = await scene();
  const tab = from(0).tab?.id;
  // A window that has read its room needs them no longer.
  world.isAway = true;
  const service = { serviceUrl: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId };
  /** Those in the tickets of this page's windows, the newest last. */
  const ticketsAfter = async (sessions: readonly object[]): Promise<readonly string[]> => {
    void world.browser.send({ type: 'clone.clicked', entryId: loot.room, sessions }, from(0));
    await world.pass(100);
    return Object.entries(world.browser.session).flatMap(([key, value]) => {
      const text = JSON.stringify(value);
      return key.startsWith('ticket|') && text.includes(`"tabId":${tab}`) ? [text] : [];
    });
  };
  const none = await ticketsAfter([]);
  expect([none.length, none.join(' ').includes('djJ8')]).toEqual([1, false]);
  const ks = await world.admin.newSession(COEDITOR);
  const both = (await ticketsAfter([{ ks, ...service }])).join(' ');
  expect([both.includes(ks), both.includes(loot.ks)]).toEqual([true, false]);
});

/** What a page says that it shows, as the popup hears it: of a frame in a page that says nothing else of use. */
const described = (room: string, receive: Frame['receive'] = () => undefined) => {
  const page = { hasEntries: true, hasSession: true, isGallery: true, own: room, frameId: 7, more: 'x' };
  const rooms = [{ entryId: room, name: 'Algebra', right: true, cmid: -1 }, { entryId: 7 }, null];
  const silent = { hasScript: true, receive, found: { rooms: 'all' } };
  return new Map<number, Frame>([
    [0, silent],
    [3, { ...silent, receive: () => undefined, found: { ...page, rooms } }],
  ]);
};

test('what a page tells of its rooms is offered of the frame that the browser names, if it is what it should be', async () => {
  const { world, loot } = await scene();
  const ask = (tabId: number): Promise<unknown> => world.panel({ type: 'page.describe', tabId });
  const tab = world.browser.addTab(`${EVIL}/`, described(loot.room));
  expect(await ask(tab)).toEqual({
    kind: 'rooms',
    own: { may: true, room: { entryId: loot.room, name: 'Algebra', frameId: 3, cmid: -1 } },
    others: [],
    native: false,
  });
  // Of no other tab; and where no frame says anything of use, there is nothing to say.
  expect(await ask(world.tabOf(OWNER))).toBeUndefined();
});

test.each(['tabs.sendMessage', 'scripting.executeScript'] as const)(
  'a page that never answers %s holds the popup up for a while, and what the other frames say is offered',
  async (silent) => {
    const { world, loot } = await scene();
    const course = {
      ...{ hasEntries: true, hasSession: true, isGallery: false },
      rooms: [{ entryId: loot.room, name: 'Lesson', right: true, cmid: 4 }],
    };
    const tabId = world.browser.addTab(
      `${EVIL}/`,
      described(loot.room, () => course),
    );
    world.browser.hangs = (call) => call === silent;
    let offer: unknown;
    const popup = { id: EXTENSION, url: `chrome-extension://${EXTENSION}/popup.html` };
    void world.browser.send({ type: 'page.describe', tabId }, popup).then((answer) => (offer = answer));
    await world.pass(14_000);
    expect(offer).toBeUndefined();
    await world.pass(2_000);
    const [name, frameId] = silent === 'tabs.sendMessage' ? ['Algebra', 3] : ['Lesson', 0];
    const room = expect.objectContaining({ entryId: loot.room, name, frameId }) as unknown;
    expect(offer).toMatchObject(
      frameId === 0 ? { kind: 'rooms', others: [room] } : { kind: 'rooms', own: { may: true, room } },
    );
  },
);

test('a script learns whether it may stay where it is, and of no other place', async () => {
  const { world, from } = await scene();
  world.browser.notGranted.add(`${EVIL}/*`);
  const kaf = { ...from(3), url: 'https://102.kaf.kaltura.com/x' };
  const named = { type: 'site.mayWork', url: kaf.url };
  expect(await say(world, [{ type: 'site.mayWork' }, named], from(0))).toEqual([false, false]);
  expect(await say(world, [{ type: 'site.mayWork' }], kaf)).toEqual([true]);
});

test('that a frame has rooms is told to the Moodle around it, and that a page of its own has, to nobody', async () => {
  const { world, from, received } = await scene();
  const ks = await world.admin.newSession(OWNER);
  const session = { ks, serviceUrl: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId };
  const seen = { type: 'rooms.seen', entryIds: [world.room], language: 'en' };
  const known = { type: 'rooms.known' };
  await say(world, [{ ...seen, sessions: [session] }], from(0));
  // Without a session that is good it is no page of Kaltura's that she works in.
  await say(world, [{ ...seen, sessions: [{ ...session, ks: 'djJ8MTAyfGV2aWw' }] }], from(3));
  expect(received).not.toContainEqual(known);
  await say(world, [{ ...seen, sessions: [session] }], from(3));
  expect(received.filter((message) => JSON.stringify(message) === JSON.stringify(known))).toHaveLength(1);
});

test('a page that asks for itself, and has no session, is told of no room', async () => {
  const { world, from } = await scene();
  const seen = { type: 'rooms.seen', entryIds: [world.room], sessions: [], language: 'en' };
  expect(await say(world, [seen], from(3))).toMatchObject([{ session: false, rooms: [] }]);
});
