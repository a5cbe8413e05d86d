import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCampus } from '../campus/campus.ts';
import { type Admin, adminOf } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER, STUDENT } from '../campus/demo/people.ts';
import { type DemoRooms, seedRooms } from '../campus/demo/rooms.ts';
import { createKaltura, type Kaltura, type Running, startKaltura } from '../campus/kaltura/server.ts';
import { commandWith, type Ended, ended, ROOT, start } from './command.ts';

let kaltura: Kaltura;
let running: Running;
let admin: Admin;
let rooms: DemoRooms;
const folder = mkdtempSync(join(tmpdir(), 'clone-room-cli-'));

beforeAll(async () => {
  kaltura = createKaltura();
  running = await startKaltura(kaltura);
  const { partnerId, adminSecret, userSecret } = kaltura;
  admin = adminOf({ url: running.url, partnerId, adminSecret, userSecret });
  rooms = await seedRooms(admin);
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});

/** Runs the command line to its end. */
const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  ended(start(commandWith(args), env));

const at = (room: string): string[] => ['--service-url', running.url, '--room', room];

test('clones a room, names what is not copied, and ends with 2', { timeout: 30_000 }, async () => {
  const ks = await admin.newSession(COEDITOR);
  const journal = join(folder, 'journal.json');
  const args = [...at(rooms.algebra), '--name', 'By hand', '--tags', 'cli, copy', '--journal', journal];
  const first = await run(args, { KALTURA_KS: ks });
  expect(first.code).toBe(2);
  expect(first.out).toContain('Files: 5 of 5');
  expect(first.out).toContain('Chat & Collaboration: not copied');
  const [id = ''] = first.out.split('\n');
  const copy = await admin.must('admin', 'baseEntry', 'get', { entryId: id });
  expect(copy).toMatchObject({
    name: 'By hand',
    tags: 'cli, copy',
    userId: COEDITOR,
    rootEntryId: rooms.algebra,
  });
  expect(first.all + readFileSync(journal, 'utf8')).not.toContain(ks);

  const entries = kaltura.entries().length;
  const again = await run([...args, '--json'], { KALTURA_KS: ks });
  expect(again.code).toBe(2);
  expect(JSON.parse(again.out)).toMatchObject({ state: 'ready', room: id });
  expect(kaltura.entries()).toHaveLength(entries);
});

test('three at once on one room, with three names: three rooms', { timeout: 90_000 }, async () => {
  const ks = await admin.newSession(COEDITOR);
  const names = ['First', 'Second', 'Third'];
  const before = new Set(kaltura.entries().map(({ id }) => id));
  const ends = await Promise.all(
    names.map((name) => run([...at(rooms.algebra), '--name', name, '--json'], { KALTURA_KS: ks })),
  );
  expect(ends.map(({ code }) => code)).toEqual([2, 2, 2]);
  const ids = ends.map(({ out }) => (JSON.parse(out) as { room: string }).room);
  expect(new Set(ids).size).toBe(3);
  const copies = kaltura
    .entries()
    .filter(({ id, rootEntryId }) => !before.has(id) && rootEntryId === rooms.algebra);
  expect(copies.map(({ id }) => id).sort()).toEqual(ids.toSorted());
  expect(copies.map(({ name }) => name).sort()).toEqual(names.toSorted());
});

test("nobody goes on with somebody else's journal", { timeout: 60_000 }, async () => {
  const journal = join(folder, 'shared.json');
  const args = [...at(rooms.algebra), '--journal', journal, '--json'];
  const hers = await run(args, { KALTURA_KS: await admin.newSession(COEDITOR) });
  const his = await run(args, { KALTURA_KS: await admin.newSession(OWNER) });
  const [first, second] = [hers, his].map(({ out }) => (JSON.parse(out) as { room: string }).room);
  expect(second).not.toBe(first);
  const owners = new Map(kaltura.entries().map(({ id, userId }) => [id, userId]));
  expect([owners.get(String(first)), owners.get(String(second))]).toEqual([COEDITOR, OWNER]);
});

test('a journal that cannot be read: 1, a sentence, and nothing is made', { timeout: 30_000 }, async () => {
  const journal = join(folder, 'damaged.json');
  writeFileSync(journal, '{"version":4,"jobs":[');
  const before = kaltura.entries().length;
  const ks = await admin.newSession(COEDITOR);
  const answer = await run([...at(rooms.algebra), '--journal', journal], { KALTURA_KS: ks });
  expect([answer.code, answer.all]).toEqual([1, expect.stringMatching(/^The journal cannot be read/)]);
  expect(kaltura.entries()).toHaveLength(before);
});

test('the KS may stand in a file', { timeout: 30_000 }, async () => {
  const file = join(folder, 'ks');
  writeFileSync(file, `${await admin.newSession(COEDITOR)}\n`);
  const answer = await run([...at(rooms.video), '--ks-file', file]);
  expect(answer).toMatchObject({ code: 1, out: 'This is not a meeting room. Open the page of a room.\n' });
});

test.each([
  [
    'who may not clone',
    STUDENT,
    (): string => rooms.algebra,
    "You don't have permission to clone this room.",
  ],
  ['a room that is not there', COEDITOR, (): string => '0_notthere', 'Kaltura does not find this room.'],
])('%s: 1, a sentence, and nothing is made', { timeout: 30_000 }, async (_what, user, room, sentence) => {
  const entries = kaltura.entries().length;
  const answer = await run(at(room()), { KALTURA_KS: await admin.newSession(user) });
  expect(answer.code).toBe(1);
  expect(answer.out).toContain(sentence);
  expect(kaltura.entries()).toHaveLength(entries);
});

test('a session that is over: 3', { timeout: 30_000 }, async () => {
  const ks = await admin.newSession('somebody');
  kaltura.expireSessions('somebody');
  expect(await run(at(rooms.algebra), { KALTURA_KS: ks })).toMatchObject({ code: 3 });
});

test(
  'a session that ends in the middle: 3, and with another one the same journal goes on',
  { timeout: 60_000 },
  async () => {
    const journal = join(folder, 'resumed.json');
    const args = [...at(rooms.algebra), '--journal', journal, '--name', 'Resumed'];
    const ks = await admin.newSession(COEDITOR);
    kaltura.switches.fault = (calls) => {
      if (calls.some(({ action }) => action === 'getByIds')) kaltura.expireSessions(COEDITOR);
      return undefined;
    };
    expect(await run(args, { KALTURA_KS: ks })).toMatchObject({ code: 3 });
    kaltura.switches.fault = () => undefined;
    expect(await run(args, { KALTURA_KS: await admin.newSession(COEDITOR) })).toMatchObject({ code: 2 });
    expect(kaltura.entries().filter(({ name }) => name === 'Resumed')).toHaveLength(1);
  },
);

test.each([
  ['no room', ['--service-url', 'http://127.0.0.1:1']],
  ['no KS', ['--service-url', 'http://127.0.0.1:1', '--room', '0_abcd1234']],
])('%s: 64 and how to use it', async (_what, args) => {
  const answer = await run(args, { KALTURA_KS: '' });
  expect(answer.code).toBe(64);
  expect(answer.out).toContain('Usage:');
});

test('`npm run clone` starts the same from its sources; an option that is not there: 64 and how to use it', async () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly clone: string };
  };
  const [node, ...args] = scripts.clone.split(' ');
  expect(node).toBe('node');
  const [answer, same] = await Promise.all([
    ended(start([process.execPath, ...args, '--nope'], {})),
    run(['--nope']),
  ]);
  expect(answer.code).toBe(64);
  expect(answer.out).toContain('Usage:');
  expect(answer).toEqual(same);
});

test('with room services nothing is left out: it ends with 0', { timeout: 30_000 }, async () => {
  const campus = await startCampus();
  const ks = await campus.admin.newSession(COEDITOR);
  const base = campus.services?.chat.replace(/\/chat$/, '') ?? '';
  const args = [
    '--service-url',
    campus.kaltura,
    '--room',
    campus.rooms.algebra,
    '--services',
    base,
    '--json',
  ];
  const ended = await run(args, { KALTURA_KS: ks });
  await campus.close();
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.out)).toMatchObject({ state: 'ready', report: { verdict: 'complete' } });
  expect(ended.all).not.toContain(ks);
});

test('an address for room services that is not safe is refused before anything is asked', async () => {
  const requests = kaltura.requests.length;
  const args = [...at(rooms.algebra), '--services', 'http://services.example.org'];
  expect(await run(args, { KALTURA_KS: 'x' })).toMatchObject({ code: 64 });
  expect(kaltura.requests).toHaveLength(requests);
});
