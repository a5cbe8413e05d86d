import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Admin, ADMIN, adminOf } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER, STUDENT } from '../campus/demo/people.ts';
import { createKaltura, type Kaltura, type Running, startKaltura } from '../campus/kaltura/server.ts';
import { secretsIn } from '../e2e/support/profile-search.ts';
import { commandWith, type Ended as Run, ended as runOf, start as startCommand } from './command.ts';

/** A plan of a dozen rooms on the command line, to the end, whatever comes between. */

let kaltura: Kaltura;
let running: Running;
let admin: Admin;
let folder: string;

beforeEach(async () => {
  kaltura = createKaltura();
  running = await startKaltura(kaltura);
  const { partnerId, adminSecret, userSecret } = kaltura;
  admin = adminOf({ url: running.url, partnerId, adminSecret, userSecret });
  folder = mkdtempSync(join(tmpdir(), 'clone-room-plan-'));
});
afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});

async function addRoom(owner: string, name: string): Promise<string> {
  const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name };
  return String((await admin.must(owner, 'room_room', 'add', { entry }))['id']);
}

const addRooms = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => addRoom(OWNER, `Room ${n} Fall 2026`)));

const journal = (): string => join(folder, 'run');

function start(
  rooms: readonly unknown[],
  ks: string,
  names: object = NAMES,
  publishTo: readonly number[] = [],
  onTerminal = false,
): ChildProcess {
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, JSON.stringify({ version: 1, names, publishTo, rooms }));
  const args = ['--service-url', running.url, '--plan', plan, '--journal', journal()];
  const command = commandWith(args);
  return startCommand(onTerminal ? withTerminal(command) : command, { KALTURA_KS: ks });
}

/** The same on a terminal: `script` makes one, and each system has its own. */
const withTerminal = (command: readonly string[]): readonly [string, ...string[]] =>
  process.platform === 'linux'
    ? ['script', '-qec', command.map((word) => `'${word}'`).join(' '), '/dev/null']
    : ['script', '-q', '/dev/null', ...command];

const NAMES = { pattern: '{name}', replace: [{ find: 'Fall 2026', with: 'Spring 2027' }] };

interface Ended extends Run {
  readonly lines: readonly Record<string, unknown>[];
}

async function ended(child: ChildProcess): Promise<Ended> {
  const run = await runOf(child);
  const lines = run.out.split('\n').filter((line) => line.startsWith('{'));
  return { ...run, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const copiesOf = (room: string): string[] =>
  kaltura
    .entries()
    .filter(({ rootEntryId, id }) => rootEntryId === room && id !== room)
    .map(({ name }) => name);

test(
  'a dozen rooms, one deleted, one without right, one busy, killed once: ten clones, no doubles, two named',
  { timeout: 120_000 },
  async () => {
    const rooms = await addRooms(11);
    const foreign = await addRoom(STUDENT, 'Foreign');
    const [deleted = '', ...good] = rooms;
    const ks = await admin.newSession(OWNER);
    await admin.must(OWNER, 'baseEntry', 'delete', { entryId: deleted });
    const plan = [...good.slice(0, 5), deleted, foreign, 'Algebra', good[0], ...good.slice(5)];

    // The process is killed in the middle: after its third clone.
    let clones = 0;
    let blocked = 0;
    const first = start(plan, ks);
    kaltura.switches.fault = (calls) => {
      if (!calls.some(({ action }) => action === 'clone')) return undefined;
      clones += 1;
      if (clones === 4) first.kill('SIGKILL');
      return undefined;
    };
    expect((await ended(first)).code).toBe(null);
    const before = good.flatMap(copiesOf).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(10);

    kaltura.switches.fault = (calls) =>
      calls.some(({ action }) => action === 'clone') && blocked++ === 0 ? 'blocked' : undefined;
    const second = await ended(start(plan, ks));
    expect(second.code).toBe(1);
    expect(blocked).toBeGreaterThan(1);
    expect(good.map(copiesOf)).toEqual(Array.from({ length: 10 }, (_, n) => [`Room ${n + 1} Spring 2027`]));
    expect(second.lines.at(-1)).toEqual({
      summary: { complete: 0, partial: 10, failed: 2, decision: 0, waiting: 0, left: 0, refused: 2 },
    });
    const record = JSON.parse(readFileSync(join(journal(), 'record.json'), 'utf8')) as Record<
      string,
      unknown
    >[];
    expect(record).toHaveLength(14);
    expect(record.slice(5, 9)).toMatchObject([
      {
        line: 6,
        outcome: 'failed',
        what: 'Kaltura does not find this room. It may have been deleted. Reload the page.',
      },
      { line: 7, outcome: 'failed', room: foreign },
      { line: 8, outcome: 'refused', what: 'This is no entry ID and no link to a room.' },
      { line: 9, outcome: 'refused', what: 'Line 1 names this room already.' },
    ]);
    expect(copiesOf(foreign)).toEqual([]);

    // Nothing that was kept or said holds the session.
    expect(await secretsIn(journal(), [ks])).toEqual([]);
    expect(second.all).not.toContain(ks);
    // What is looked through is the run: each clone's own file names its room.
    expect((await secretsIn(journal(), good.slice(0, 1))).length).toBeGreaterThan(1);
    expect(readdirSync(join(journal(), 'jobs'))).toHaveLength(good.length);
  },
);

test(
  'copies of a room get their numbers, and names that two share are told',
  { timeout: 60_000 },
  async () => {
    const [room = '', other = ''] = await addRooms(2);
    const ks = await admin.newSession(OWNER);
    const [own, foreign] = await Promise.all(
      [OWNER, STUDENT].map(async (owner) => {
        const category = { name: 'Gallery', owner, contributionPolicy: 2 };
        return Number((await admin.must(ADMIN, 'category', 'add', { category }))['id']);
      }),
    );
    const where = [Number(own), Number(foreign)];
    const run = await ended(start([{ room, copies: 2 }, other], ks, { pattern: 'Group {n}' }, where));
    // Where she may not publish is said before anything starts, and each record names it.
    expect(run.lines.find(({ gallery }) => gallery === foreign)).toHaveProperty('warning');
    expect(run.lines.some(({ gallery }) => gallery === own)).toBe(false);
    const made = run.lines.filter(({ newRoom }) => newRoom);
    expect(made).toHaveLength(3);
    for (const { newRoom, toDo } of made) {
      expect(String(toDo)).toContain(`Affected: ${foreign}`);
      const filter = { entryIdEqual: String(newRoom) };
      expect(await admin.must(ADMIN, 'categoryEntry', 'list', { filter })).toMatchObject({
        objects: [{ categoryId: own }],
      });
    }
    expect(copiesOf(room).sort()).toEqual(['Group 1', 'Group 2']);
    expect(run.lines.filter(({ line, warning }) => line !== undefined && warning !== undefined)).toEqual([
      { line: 1, name: 'Group 1', warning: 'Another clone gets the same name.' },
      { line: 2, name: 'Group 1', warning: 'Another clone gets the same name.' },
    ]);
  },
);

test(
  'a session that ends: 3, nothing new is started, and another session goes on',
  { timeout: 90_000 },
  async () => {
    const rooms = await addRooms(6);
    let clones = 0;
    kaltura.switches.fault = (calls) => {
      if (calls.some(({ action }) => action === 'clone') && ++clones === 2) kaltura.expireSessions(OWNER);
      return undefined;
    };
    const first = await ended(start(rooms, await admin.newSession(OWNER)));
    expect(first.code).toBe(3);
    expect(first.lines.at(-1)).not.toMatchObject({ summary: { left: 0 } });
    expect(rooms.flatMap(copiesOf).length).toBeLessThan(6);
    kaltura.switches.fault = () => undefined;
    expect((await ended(start(rooms, await admin.newSession(OWNER)))).code).toBe(2);
    expect(rooms.map((room) => copiesOf(room).length)).toEqual([1, 1, 1, 1, 1, 1]);
  },
);

test(
  'Ctrl-C: what runs comes to its end, nothing new is begun, and the same command goes on',
  { timeout: 90_000 },
  async () => {
    const rooms = await addRooms(8);
    const ks = await admin.newSession(OWNER);
    let clones = 0;
    const first = start(rooms, ks);
    kaltura.switches.fault = (calls) => {
      if (calls.some(({ action }) => action === 'clone') && ++clones === 2) first.kill('SIGINT');
      return undefined;
    };
    const { code, lines } = await ended(first);
    expect(code).toBe(3);
    expect(lines.at(-1)).toMatchObject({ summary: { waiting: 0, failed: 0 } });
    expect(lines.at(-1)).not.toMatchObject({ summary: { left: 0 } });
    kaltura.switches.fault = () => undefined;
    expect((await ended(start(rooms, ks))).code).toBe(2);
    expect(rooms.map((room) => copiesOf(room).length)).toEqual(rooms.map(() => 1));
  },
);

test(
  'a folder in which another process works is refused: 64, and that process goes on',
  { timeout: 60_000 },
  async () => {
    const [room = ''] = await addRooms(1);
    const ks = await admin.newSession(OWNER);
    // The first is at work for as long as the second takes to begin and end.
    let isHeld = true;
    kaltura.switches.fault = (calls) =>
      isHeld && calls.some(({ action }) => action === 'clone') ? 'blocked' : undefined;
    const first = ended(start([room], ks));
    await expect.poll(() => existsSync(join(journal(), 'lock')), { timeout: 20_000 }).toBe(true);
    const second = await ended(start([room], ks));
    isHeld = false;
    expect(second.code).toBe(64);
    expect(second.all).toContain('Another process works in this folder');
    expect((await first).code).toBe(2);
    expect(copiesOf(room)).toHaveLength(1);
  },
);

test("a folder of another plan's run is left alone: 64", { timeout: 60_000 }, async () => {
  const [room = ''] = await addRooms(1);
  const ks = await admin.newSession(COEDITOR);
  await ended(start([room], ks));
  const run = await ended(start([room], ks, { pattern: 'Other {name}' }));
  expect(run.code).toBe(64);
  expect(run.all).toContain('the run of a plan with other names');
});

test.each([
  ['another version', '{"version":2}', 'The plan is of version 2'],
  ['no JSON', 'rooms: all', 'The plan is no JSON'],
  ['a field too many', '{"version":1,"names":{"pattern":"x"},"rooms":[],"publish":1}', 'publish'],
])('a plan that is none (%s): 64 and why', { timeout: 30_000 }, async (_what, text, why) => {
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, text);
  const args = ['--service-url', running.url, '--plan', plan, '--journal', journal()];
  const run = await ended(startCommand(commandWith(args), { KALTURA_KS: 'x' }));
  expect(run.code).toBe(64);
  expect(run.all).toContain(why);
});

test(
  'on a terminal it tells how far it is, and says in words what became of what is not whole',
  { timeout: 60_000 },
  async () => {
    const rooms = await addRooms(2);
    const ks = await admin.newSession(OWNER);
    const run = await ended(start([...rooms, 'Algebra'], ks, NAMES, [], true));
    expect(run.code).toBe(1);
    const said = run.all.split(/[\r\n]+/).map((line) => line.trim());
    expect(said).toContain('Line 3 · This is no entry ID and no link to a room.');
    // No room service is set up, so every clone leaves something to do by hand: it is said.
    expect(said.find((line) => line.startsWith('Line 1'))).toMatch(/^Line 1 · Room 0 Spring 2027 · \S/);
    expect(said.filter((line) => line.endsWith('clones are made'))).toEqual([
      ...['1 of 2 clones are made', '2 of 2 clones are made', '2 of 2 clones are made'],
    ]);
    expect(run.all).not.toContain('\\u');
    // JSON is for programs.
    expect(run.lines).toEqual([]);
    expect(run.all).not.toContain(ks);
  },
);
