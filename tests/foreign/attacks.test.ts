import { expect, test } from 'vitest';
import { trustedSessions } from '../../lib/background/sessions/trusted-sessions.ts';
import { originToKeep } from '../../lib/background/jobs/started-from.ts';
import { handedInGlobals } from '../../lib/pages/sessions/page-globals.ts';
import { entryInScripts, sessionsInScripts } from '../../lib/pages/sessions/sessions.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { seedRooms } from '../campus/demo/rooms.ts';
import { reportOf } from '../clone/report.ts';
import { world } from '../clone/world.ts';
import { CampusWorld } from '../worker/campus-world.ts';
import { EXTENSION } from '../worker/simulated-browser.ts';

/** Ways in by what the language and the web do by themselves: prototypes, names of hosts, a frame that goes elsewhere. */

const KS = 'djJ8MTAyfGhvc3RpbGU';
const SERVICE = 'https://www.kaltura.com';

/** A value with keys that mean something to JavaScript in each of its objects, as its own. */
function poisoned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(poisoned);
  if (value === null || typeof value !== 'object') return value;
  const polluted = { polluted: 1, rootEntryId: '0_polluted', userId: 'evil', objects: [] };
  return Object.fromEntries([
    ...Object.entries(value).map(([key, inside]): [string, unknown] => [key, poisoned(inside)]),
    ...([
      ['__proto__', polluted],
      ['constructor', { prototype: polluted }],
      ['toString', 1],
    ] as const),
  ]);
}

test('keys that reach for prototypes in every answer change nothing: the clone is whole', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.lies(async (answer) => {
    const text = JSON.stringify(poisoned(JSON.parse(await answer.text())));
    expect(text).toContain('"__proto__":{"polluted"');
    return new Response(text, { status: answer.status, headers: answer.headers });
  });
  const texts = { name: 'Copy', description: '', tags: '' };
  const job = await campus.finish(await campus.start(algebra, texts, COEDITOR));
  expect(job.state.kind).toBe('ready');
  expect(reportOf(job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
  expect(Reflect.has({}, 'polluted')).toBe(false);
});

test('a page’s data give no session by way of a prototype', () => {
  const provider = `{"ks":"${KS}","partnerId":102,"env":{"serviceUrl":"${SERVICE}"}}`;
  const inside = `{"__proto__":{"playerConfig":{"provider":${provider}}},"constructor":{"provider":${provider}}}`;
  // As it stands, the same is one.
  const plain: unknown = JSON.parse(`{"playerConfig":{"provider":${provider}}}`);
  expect(handedInGlobals(plain)).toHaveLength(1);
  expect(handedInGlobals(JSON.parse(inside))).toEqual([]);
  const codes = [`window.__proto__ = ${inside};`, `var constructor = ${inside};`, `f(${inside})`];
  expect(sessionsInScripts({ codes, players: [] })).toEqual([]);
  expect(
    entryInScripts({ codes: ['var a = {"__proto__":{"__proto__":{"id":7}}};'], players: [] }),
  ).toBeUndefined();
  expect(Reflect.has({}, 'playerConfig')).toBe(false);
});

test.each([
  ...[
    'https://www.kaltura.com.evil.example.edu',
    'https://www.kaltura.com@evil.example.edu',
    'https://evil.example.edu',
  ],
  ...[
    'https://evil.example.edu\\.www.kaltura.com',
    'https://evil.example.edu/.www.kaltura.com',
    'https://evil.example.edu#.ovp.kaltura.com',
  ],
  ...[
    'https://wwwkaltura.com',
    'https://xovp.kaltura.com.',
    'https://ovp.kaltura.com',
    'https://www.kaltura.com%2eevil.example.edu',
  ],
  ...[
    'https://www.kаltura.com',
    'https://www.kaltura.com:443@evil.example.edu',
    'http://www.kaltura.com',
    'ftp://www.kaltura.com',
  ],
  ...[
    '//www.kaltura.com',
    'javascript://www.kaltura.com/%0aalert(1)',
    'https://[::1]',
    'https://2130706433',
    'blob:https://www.kaltura.com/x',
  ],
])('no session goes to what only reads like a service of Kaltura’s: %s', (serviceUrl) => {
  expect(trustedSessions([{ ks: KS, serviceUrl, partnerId: 102, players: [] }], [])).toEqual([]);
});

test.each([
  ['https://WWW.KALTURA.COM/api_v3/', SERVICE],
  ['https://ｗｗｗ.kaltura.com', SERVICE],
  ['https://www.kaltura.com\\@evil.example.edu', `${SERVICE}/@evil.example.edu`],
])('what is written otherwise is the host that the browser would ask: %s', (serviceUrl, url) => {
  const [session] = trustedSessions([{ ks: KS, serviceUrl, partnerId: 102, players: [] }], []);
  expect(session?.service.url).toBe(url);
});

test.each([
  ['https://noa:secret@moodle.example.edu/course?sesskey=x#y', 'https://moodle.example.edu'],
  ['https://MOODLE.example.edu:443/', 'https://moodle.example.edu'],
  ['blob:https://moodle.example.edu/5d', undefined],
])('of %s is kept: %s', (address, kept) => {
  expect(originToKeep(address)).toBe(kept);
});

test('messages that are named like what every object has are heard by nobody', async () => {
  const campus = await CampusWorld.create();
  const tab = { id: campus.tabOf(OWNER) };
  const senders = [
    { id: EXTENSION, url: 'https://102.kaf.kaltura.com/x', frameId: 0, tab },
    { id: EXTENSION, url: `chrome-extension://${EXTENSION}/popup.html` },
  ];
  for (const sender of senders)
    for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '']) {
      let answer: unknown = 'none';
      void campus.browser.send({ type, entryIds: [] }, sender).then((heard) => (answer = heard));
      await campus.pass(100);
      expect([undefined, 'none']).toContain(answer);
    }
});

test('a frame that goes to another account’s page brings her window no session of that account', async () => {
  const campus = await CampusWorld.create();
  const window = await campus.click(OWNER);
  if (!window) throw new Error('No window came.');
  // The same frame of the same tab: a page into which somebody else is signed in.
  const ks = await campus.admin.newSession(COEDITOR);
  const session = { ks, serviceUrl: SERVICE, partnerId: campus.kaltura.partnerId };
  const sender = {
    ...{ id: EXTENSION, url: 'https://102.kaf.kaltura.com/x', frameId: 0 },
    tab: { id: campus.tabOf(OWNER) },
  };
  const seen = { type: 'rooms.seen', entryIds: [campus.room], sessions: [session], language: 'en' };
  void campus.browser.send(seen, sender);
  await campus.pass(1_000);
  window.send({
    ...{ type: 'save', leaveOut: [], copyActivity: false },
    texts: { name: 'Copy', description: '', tags: '' },
  });
  await campus.pass(60_000);
  const copies = campus.kaltura
    .entries()
    .filter(({ rootEntryId, id }) => rootEntryId === campus.room && id !== rootEntryId);
  expect(copies.map(({ userId }) => userId)).toEqual([]);
});
