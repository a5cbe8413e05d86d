import { describe, expect, test } from 'vitest';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { seedRooms } from '../campus/demo/rooms.ts';
import { reportOf } from './report.ts';
import { world, type World } from './world.ts';

/** The same teacher on another computer, who clones the same room; and what lies between her and Kaltura. */

const texts = (name: string) => ({ name, description: '', tags: '' });

const copiesOf = (campus: World, room: string) =>
  campus.kaltura.entries().filter(({ rootEntryId }) => rootEntryId === room);

/** A job on this computer whose first answer never came, and a whole clone that was made on another one since. */
async function twoComputers(fault: 'lostBefore' | 'lostAfter') {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.pass(5_000);
  const here = await campus.start(algebra, texts('From the laptop'));
  let isLost = false;
  campus.kaltura.switches.fault = (calls) => {
    if (isLost || !calls.some(({ action }) => action === 'clone')) return undefined;
    isLost = true;
    return fault;
  };
  let isOver = false;
  campus.answered(() => {
    if (isLost && !isOver) campus.kaltura.expireSessions(COEDITOR);
    isOver = isLost;
  });
  const parked = await campus.finish(here);
  expect(parked.state.kind).toBe('waiting');
  await campus.signInAgain();
  campus.pass(3_600_000);
  const there = await campus.finish(await campus.start(algebra, texts('From the other computer')));
  expect(there.state.kind).toBe('ready');
  const roomOf = () => campus.kaltura.entries().find(({ id }) => id === there.room);
  return { campus, room: algebra, here: parked, there, elsewhere: roomOf(), roomOf };
}

describe('J1: a room that was made on another computer is never touched', () => {
  test('cancelled at the laptop, the room from the other computer stays as it is', async () => {
    const { campus, room, here, elsewhere, roomOf } = await twoComputers('lostBefore');
    expect(await campus.undo(here, true)).toBe(true);
    expect((await campus.finish(here)).state).toEqual({ kind: 'undone' });
    expect(roomOf()).toEqual(elsewhere);
    expect(copiesOf(campus, room)).toHaveLength(1);
  });

  test('gone on with at the laptop, it makes a room of its own', async () => {
    const { campus, room, here, there, elsewhere, roomOf } = await twoComputers('lostBefore');
    const ready = await campus.finish(here);
    expect(ready.state.kind).toBe('ready');
    expect(ready.room).not.toBe(there.room);
    expect(roomOf()).toEqual(elsewhere);
    expect(copiesOf(campus, room).map(({ name }) => name)).toEqual([
      'From the other computer',
      'From the laptop',
    ]);
  });

  test('what the lost request of the laptop has made is its own, and that alone', async () => {
    const { campus, room, here, there, elsewhere, roomOf } = await twoComputers('lostAfter');
    expect(copiesOf(campus, room)).toHaveLength(2);
    expect(await campus.undo(here, true)).toBe(true);
    expect((await campus.finish(here)).state).toEqual({ kind: 'undone' });
    expect(copiesOf(campus, room).map(({ id }) => id)).toEqual([there.room]);
    expect(roomOf()).toEqual(elsewhere);
  });
});

test('J2: that none of the rooms is hers counts for the request that was asked about, and no other', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.pass(5_000);
  const job = await campus.start(algebra, texts('Hers'));
  const bare = ['1', '2'].map((itemType) => ({
    objectType: 'KalturaBaseEntryCloneOptionComponent',
    itemType,
    rule: 1,
  }));
  await campus.admin.must(COEDITOR, 'baseEntry', 'clone', { entryId: algebra, cloneOptions: bare });
  campus.kaltura.switches.fault = (calls) =>
    calls.some(({ action }) => action === 'clone') ? 'lostBefore' : undefined;
  const asked = await campus.finish(job);
  expect(asked.state.kind).toBe('decision');
  // From now on three answers get lost although the server has done what it was asked for.
  let lost = 0;
  campus.kaltura.switches.fault = (calls) =>
    calls.some(({ action }) => action === 'clone') && (lost += 1) <= 3 ? 'lostAfter' : undefined;
  const ready = await campus.finish(await campus.decide(asked, { kind: 'cloneAgain' }));
  expect(lost).toBe(1);
  expect(ready.state.kind).toBe('ready');
  expect(copiesOf(campus, algebra)).toHaveLength(2);
});

test('P1: three at once on one room are three rooms, each with its own name and all of the files', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.kaltura.switches.indexLagMs = 30_000;
  campus.pass(40_000);
  const names = ['First', 'Second', 'Third'];
  const jobs = [];
  for (const name of names) jobs.push(await campus.start(algebra, texts(name)));
  // Each first answer is lost, when all three have been asked for.
  let lost = 0;
  campus.kaltura.switches.fault = (calls) =>
    calls.some(({ action }) => action === 'clone') && (lost += 1) <= 3 ? 'lostAfter' : undefined;
  const ended = await Promise.all(jobs.map((job) => campus.finish(job)));
  expect(lost).toBe(3);
  expect(ended.map(({ state }) => state.kind)).toEqual(['ready', 'ready', 'ready']);
  const rooms = ended.map(({ room }) => campus.kaltura.entries().find(({ id }) => id === room)?.name);
  expect(rooms).toEqual(names);
  expect(copiesOf(campus, algebra)).toHaveLength(3);
  for (const job of ended)
    expect(reportOf(job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
});

test('P5: a firewall that refuses one text: the clone ends, and names the text', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.pass(5_000);
  const forbidden = 'union select';
  const job = await campus.start(algebra, { name: 'Mine', description: `<p>${forbidden}</p>`, tags: 'one' });
  let refused = 0;
  campus.between((text) => {
    if (!text.includes(forbidden)) return undefined;
    refused += 1;
    return new Response('<html>Forbidden</html>', { status: 403 });
  });
  const ended = await campus.finish(job);
  expect(ended.state.kind).toBe('ready');
  expect(refused).toBeLessThan(10);
  const line = reportOf(ended)?.parts.find(({ part }) => part === 'texts');
  expect(line).toMatchObject({ outcome: 'incomplete', names: ['description'] });
  const entry = campus.kaltura.entries().find(({ id }) => id === ended.room);
  expect(entry).toMatchObject({ name: 'Mine', tags: 'one' });
});

test("P7: the computer's clock is set forward between opening and Save, and the answer lost: one room", async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.pass(5_000);
  const job = await campus.start(algebra, texts('Mine'), COEDITOR, async () => {
    campus.skew(2 * 3_600_000);
    return Promise.resolve();
  });
  let lost = 0;
  campus.kaltura.switches.fault = (calls) =>
    calls.some(({ action }) => action === 'clone') && (lost += 1) === 1 ? 'lostAfter' : undefined;
  const ready = await campus.finish(job);
  expect([lost, ready.state.kind]).toEqual([1, 'ready']);
  expect(copiesOf(campus, algebra)).toHaveLength(1);
});

test('a PHP notice before the answer: the room is read and cloned all the same', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.pass(5_000);
  campus.kaltura.switches.fault = () => 'notice';
  const ready = await campus.finish(await campus.start(algebra, texts('Mine')));
  expect(ready.state.kind).toBe('ready');
  expect(copiesOf(campus, algebra)).toHaveLength(1);
});

test(
  'more than five hundred cue points: all polls are copied, page by page',
  { timeout: 60_000 },
  async () => {
    const campus = world();
    const { algebra } = await seedRooms(campus.admin);
    const POLLS = 520;
    for (let nth = 0; nth < POLLS; nth += 1) {
      const point = { objectType: 'KalturaCodeCuePoint', entryId: algebra, startTime: 1, code: 'poll' };
      const cuePoint = { ...point, tags: 'poll-data', partnerData: `Poll ${nth}` };
      await campus.admin.must(OWNER, 'cuepoint_cuepoint', 'add', { cuePoint });
    }
    campus.pass(5_000);
    const ready = await campus.finish(await campus.start(algebra, texts('Mine')));
    expect(ready.state.kind).toBe('ready');
    const polls = campus.kaltura
      .cuePoints()
      .flatMap(({ entryId, fields }) => (entryId === ready.room ? [String(fields['partnerData'])] : []))
      .filter((data) => data.startsWith('Poll '));
    expect(new Set(polls).size).toBe(POLLS);
    expect(polls).toHaveLength(POLLS);
  },
);

describe('G7: what lies in the recycle bin is not cloned into it', () => {
  /** The owner recycles the room while a co-editor's window stands open. */
  async function recycled(lost: boolean) {
    const campus = world();
    const { algebra } = await seedRooms(campus.admin);
    campus.pass(5_000);
    const job = await campus.start(algebra, texts('Mine'), COEDITOR, async () => {
      campus.pass(5_000);
      if (!lost) await campus.admin.must(OWNER, 'baseEntry', 'recycle', { entryId: algebra });
    });
    campus.kaltura.switches.fault = (calls) =>
      lost && calls.some(({ action }) => action === 'clone') ? 'lostBefore' : undefined;
    if (lost) {
      await campus.admin.must(OWNER, 'baseEntry', 'update', { entryId: algebra, baseEntry: { name: 'New' } });
      campus.answered(() => {
        campus.kaltura.switches.fault = () => undefined;
        void campus.admin.must(OWNER, 'baseEntry', 'recycle', { entryId: algebra });
        campus.answered(() => undefined);
      });
    }
    return { ended: await campus.finish(job), copies: copiesOf(campus, algebra) };
  }

  test.each([
    ['before Save', false],
    ['while an answer is lost', true],
  ])('recycled %s', async (_, lost) => {
    const { ended, copies } = await recycled(lost);
    expect(ended.state).toMatchObject({ kind: 'failed', problem: { code: 'recycled' }, leftovers: [] });
    expect(copies).toEqual([]);
  });
});

test('an edit in the window of a finished room leaves what was written in Kaltura since', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.pass(5_000);
  const ready = await campus.finish(
    await campus.start(algebra, { ...texts('Mine'), description: 'As cloned' }),
  );
  campus.pass(5_000);
  const elsewhere = { entryId: ready.room, baseEntry: { description: 'Written in Kaltura', tags: 'theirs' } };
  await campus.admin.must(COEDITOR, 'baseEntry', 'update', elsewhere);
  const edited = await campus.finish(
    await campus.save(ready, { ...texts('Renamed'), description: 'As cloned' }),
  );
  const roomNow = () => campus.kaltura.entries().find(({ id }) => id === ready.room);
  expect(roomNow()).toMatchObject({ name: 'Renamed', description: 'Written in Kaltura', tags: 'theirs' });
  expect(reportOf(edited)?.parts.find(({ part }) => part === 'texts')).toMatchObject({ outcome: 'copied' });
  // What is edited here is what counts.
  await campus.finish(await campus.save(edited, { ...texts('Renamed'), description: 'Edited here' }));
  expect(roomNow()).toMatchObject({ description: 'Edited here', tags: 'theirs' });
});
