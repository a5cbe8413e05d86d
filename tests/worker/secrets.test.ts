import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { CampusWorld, type SimulatedWindow } from './campus-world.ts';
import { EXTENSION, type Frame, type Sender } from './simulated-browser.ts';

/**
 * A whole run of each kind, and then a search of all that is left of it, and of all that was said on the way, for what
 * lets somebody in: sessions, Moodle's `sesskey`, the fields of a launch.
 */

const MOODLE = 'https://moodle.example.edu';
/** What stands in the addresses and answers of pages, and is nobody's business there. */
const SECRETS = ['sesskeyQ7x', 'oauthSignature9z', 'launchToken4k'] as const;
const [SESSKEY, SIGNATURE, TOKEN] = SECRETS;

const said: unknown[] = [];
const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

beforeEach(() => {
  said.length = 0;
  for (const method of METHODS)
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void said.push(words.map(String)));
});
afterEach(() => void vi.restoreAllMocks());

/** A browser with a page of Moodle, whose address and answers are full of secrets, and one of Kaltura's in it. */
async function scene(isPrivate = false) {
  const world = await CampusWorld.create(isPrivate);
  const heard: unknown[] = [];
  const frame: Frame = {
    hasScript: true,
    receive: (message) => {
      heard.push(message);
      return message.type === 'moodle.ask' ? answerOf(message['question']) : message.type !== 'dialog.show';
    },
  };
  const address = `${MOODLE}/course/view.php?id=2&sesskey=${SESSKEY}`;
  const tab = world.browser.addTab(address, new Map([0, 5].map((place) => [place, frame])));
  const ks = await world.admin.newSession(OWNER);
  const from = (frameId: number, url: string): Sender => ({ id: EXTENSION, url, frameId, tab: { id: tab } });
  const moodle = from(0, address);
  const kaf = from(
    5,
    `https://102.kaf.kaltura.com/hosted/index/oauth_signature/${SIGNATURE}/ks/${ks}?ks=${ks}&id_token=${TOKEN}`,
  );
  return { world, heard, ks, moodle, kaf };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** A Moodle that says more than it was asked for. */
function answerOf(question: unknown): unknown {
  const more = { sesskey: SESSKEY, oauth_signature: SIGNATURE };
  const { ask } = question as { readonly ask: string }; // as the worker asks
  if (ask === 'hello') return { ok: true, value: { signedIn: true, ...more } };
  if (ask === 'launch')
    return { ok: true, value: { toolUrl: `https://102.kaf.kaltura.com/x?id_token=${TOKEN}`, ...more } };
  return { ok: false, failure: { kind: 'lost', ...more } };
}

async function click({ world, ks }: Scene, sender: Sender, more: object = {}): Promise<SimulatedWindow> {
  const before = world.windows.length;
  const session = { ks, serviceUrl: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId };
  const message = { type: 'clone.clicked', entryId: world.room, sessions: [session], ...more };
  void world.browser.send(message, sender);
  await world.pass(4_000);
  const window = world.windows[before];
  if (!window) throw new Error('No window came.');
  return window;
}

const save = {
  type: 'save',
  texts: { name: 'Copy', description: 'x', tags: 'y' },
  leaveOut: [],
  copyActivity: true,
} as const;

async function cloned(at: Scene, sender = at.kaf, more: object = {}): Promise<SimulatedWindow> {
  const window = await click(at, sender, more);
  window.send(save);
  await at.world.pass(60_000);
  return window;
}

/** Kind → the run, and how its job ends. */
const RUNS: Readonly<
  Record<string, { readonly run: (at: Scene) => Promise<SimulatedWindow>; readonly ends: string }>
> = {
  whole: { run: (at) => cloned(at), ends: 'ready' },
  'in Moodle': {
    run: async (at) => {
      await at.world.browser.send({ type: 'moodle.hello', base: MOODLE }, at.moodle);
      const activity = { base: MOODLE, courseId: 2, cmid: 4, module: 'lti', name: 'Algebra' };
      const window = await cloned(at, at.moodle, { activity, parentOrigin: `${MOODLE}/?sesskey=${SESSKEY}` });
      await at.world.pass(4 * 86_400_000);
      return window;
    },
    ends: 'ready',
  },
  'with room services that refuse': {
    run: async (at) => {
      const address = 'https://services.example.edu';
      const changes = { chatService: address, storyboardService: address };
      await at.world.panel({ type: 'settings.write', changes });
      return cloned(at);
    },
    ends: 'ready',
  },
  failed: {
    run: async (at) => {
      const window = await click(at, at.kaf);
      at.world.kaltura.switches.fault = (calls) =>
        calls.some(({ action }) => action === 'clone') ? 'html' : undefined;
      window.send(save);
      await at.world.pass(2 * 86_400_000);
      return window;
    },
    ends: 'failed',
  },
  'whose session is over': {
    run: async (at) => {
      const window = await click(at, at.kaf);
      at.world.kaltura.expireSessions();
      window.send(save);
      await at.world.pass(60_000);
      return window;
    },
    ends: 'waiting',
  },
  'at which somebody else comes': {
    run: async (at) => {
      const window = await cloned(at);
      await at.world.signIn(COEDITOR);
      await at.world.pass(60_000);
      return window;
    },
    ends: 'ready',
  },
  undone: {
    run: async (at) => {
      const window = await cloned(at);
      window.send({ type: 'undo', confirmed: true });
      await at.world.pass(60_000);
      return window;
    },
    ends: 'undone',
  },
  'that the browser’s end stops': {
    run: async (at) => {
      const window = await click(at, at.kaf);
      at.world.isAway = true;
      window.send(save);
      await at.world.pass(3_000);
      at.world.restart();
      at.world.isAway = false;
      await at.world.pass(60_000);
      return window;
    },
    ends: 'waiting',
  },
};

describe.each(Object.entries(RUNS))('a clone %s', (_kind, { run, ends }) => {
  test.each([false, true])(
    'leaves no secret, and tells none (in a private window: %s)',
    async (isPrivate) => {
      const at = await scene(isPrivate);
      const { world, heard } = at;
      const window = await run(at);
      expect((await world.job(window))?.state.kind).toBe(ends);
      const left = {
        journal: world.browser.journal.dump(),
        batches: world.browser.batches.dump(),
        local: world.browser.local,
        tabs: world.browser.opened,
        notified: world.browser.notified,
        shown: [...world.browser.notifications],
        views: world.windows.map(({ view }) => view),
        popup: await world.popup(),
        diagnostics: await world.panel({ type: 'diagnostics.read' }),
        check: await world.panel({ type: 'page.check', tabId: world.tabOf(OWNER) }),
        // Where they belong: the sessions, and those of a window until one of them has read its room.
        memory: Object.entries(world.browser.session).filter(([key]) => !key.startsWith('session|')),
        heard,
        said,
      };
      const text = JSON.stringify(left);
      for (const secret of [...SECRETS, 'djJ8', encodeURIComponent(at.ks)])
        expect(text).not.toContain(secret);
      if (isPrivate) expect(JSON.stringify(world.browser.local)).not.toContain('person|');
    },
  );
});

test('the search finds what is there', async () => {
  const at = await scene();
  await cloned(at);
  expect(JSON.stringify(at.world.browser.session)).toContain('djJ8');
});
