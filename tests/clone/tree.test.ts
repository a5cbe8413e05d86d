import { beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../lib/clone/job/record.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import type { Fault } from '../campus/kaltura/switches.ts';
import { faultAt } from './fault-at.ts';
import { reportOf } from './report.ts';
import { describeTree, seedTree } from './tree.ts';
import { type World, world } from './world.ts';

const TEXTS = { name: 'Copy', description: '<p>D</p>', tags: 'tag of Room' };

let campus: World;
let tree: Awaited<ReturnType<typeof seedTree>>;

async function fresh(): Promise<void> {
  campus = world();
  tree = await seedTree(campus);
  campus.pass(60_000);
}
beforeEach(fresh);

async function clone(user: string): Promise<Job> {
  const job = await campus.finish(await campus.start(tree.room, TEXTS, user));
  expect(job.state.kind).toBe('ready');
  return job;
}

const lines = (job: Job) => Object.fromEntries((reportOf(job)?.parts ?? []).map((line) => [line.part, line]));

/** Everything that API v3 shows of a room, each with how many of it there are. */
const WHOLE = {
  files: { outcome: 'copied', of: 3 },
  breakouts: { outcome: 'copied', of: 2 },
  storyboard: { outcome: 'copied', of: 7 },
  attachments: { outcome: 'copied', of: 6 },
  thumbnails: { outcome: 'copied', of: 6 },
  metadata: { outcome: 'copied', of: 6 },
  cuePoints: { outcome: 'copied', of: 6 },
  videoCuePoints: { outcome: 'copied', of: 9 },
  settings: { outcome: 'copied' },
  people: { outcome: 'copied' },
};

test.each([OWNER, COEDITOR])('a room of four levels is cloned by %s, equal at each', async (user) => {
  const before = await describeTree(campus, tree.room);
  const job = await clone(user);
  expect(lines(job)).toMatchObject(WHOLE);
  expect(await describeTree(campus, job.room!)).toBe(before);
  expect(await describeTree(campus, tree.room)).toBe(before);
});

const ENTITLEMENT = 'enableentitlement,privacycontext:math';

describe('in a portal with entitlement', () => {
  test('its owner clones it whole', async () => {
    campus.kaltura.switches.privileges = () => ENTITLEMENT;
    const before = await describeTree(campus, tree.room);
    const job = await clone(OWNER);
    expect(lines(job)).toMatchObject(WHOLE);
    expect(await describeTree(campus, job.room!)).toBe(before);
  });

  test('a co-editor clones what is seen, and nothing that is not is ticked', async () => {
    campus.kaltura.switches.privileges = () => ENTITLEMENT;
    const job = await clone(COEDITOR);
    const unseen = { outcome: 'incomplete', reason: 'unseen' };
    expect(lines(job)).toMatchObject({
      // The quizzes, whose questions are not seen, and what is below one of them.
      files: { outcome: 'incomplete', count: 0, of: 3, reason: 'quizUnseen' },
      ...{ breakouts: { outcome: 'copied', of: 2 }, storyboard: { outcome: 'copied' } },
      ...{ attachments: unseen, thumbnails: unseen, metadata: unseen, cuePoints: unseen },
      videoCuePoints: { outcome: 'notCopied', reason: 'unseen' },
    });
    expect(reportOf(job)?.verdict).toBe('partial');
    const copies = campus.kaltura.entries().filter(({ rootEntryId }) => rootEntryId === tree.video);
    expect(copies).toEqual([]);
  });

  test('a co-editor with list:* is told that all of it may be more', async () => {
    campus.kaltura.switches.privileges = () => `${ENTITLEMENT},list:*`;
    const job = await clone(COEDITOR);
    const unseen = { reason: 'unseen' };
    expect(lines(job)).toMatchObject({ files: unseen, storyboard: unseen, breakouts: unseen });
  });

  test('list:* without entitlement sees everything, and is told so', async () => {
    campus.kaltura.switches.privileges = () => 'list:*';
    expect(lines(await clone(COEDITOR))).toMatchObject(WHOLE);
  });
});

/** A fault at each request of the clone in turn, until one is not met any more. */
async function atEachRequest(
  persona: Persona,
  fault: Fault,
  check: (job: Job, nth: number) => Promise<void>,
): Promise<number> {
  let nth = 0;
  for (let met = true; met;) {
    nth += 1;
    await fresh();
    campus.kaltura.switches.privileges = () => persona.privileges;
    const started = await campus.start(tree.room, TEXTS, persona.user);
    const isMet = faultAt(campus.kaltura, nth, fault);
    const job = await campus.finish(started);
    met = isMet();
    campus.kaltura.switches.fault = () => undefined;
    await check(job, nth);
  }
  return nth;
}

/** What a room holds, without the ids that a campus gives to what it was seeded with. */
async function picture(job: Job): Promise<string> {
  let text = await describeTree(campus, job.room!);
  for (const [name, id] of Object.entries(tree)) text = text.replaceAll(id, `<${name} of the campus>`);
  return text;
}

interface Persona {
  readonly user: string;
  readonly privileges: string;
}
const ANYBODY = { user: COEDITOR, privileges: '' };

test.each<[Fault, Persona]>([
  ['lostBefore', ANYBODY],
  ['lostAfter', ANYBODY],
  [{ diesAfter: 5 }, ANYBODY],
  ['lostAfter', { user: OWNER, privileges: ENTITLEMENT }],
  ['lostAfter', { user: COEDITOR, privileges: ENTITLEMENT }],
  ['lostAfter', { user: COEDITOR, privileges: `${ENTITLEMENT},list:*` }],
])(
  '%j for %j, at each request in turn: as without it, and once',
  { timeout: 120_000 },
  async (fault, persona) => {
    campus.kaltura.switches.privileges = () => persona.privileges;
    const smooth = await clone(persona.user);
    const whole = await picture(smooth);
    const requests = await atEachRequest(persona, fault, async (job, nth) => {
      expect(job.state.kind, `request ${nth}`).toBe('ready');
      expect(await picture(job), `request ${nth}`).toBe(whole);
      const roots = campus.kaltura.entries().flatMap(({ rootEntryId }) => rootEntryId ?? []);
      expect(new Set(roots).size, `request ${nth}`).toBe(roots.length);
      expect(lines(job), `request ${nth}`).toEqual(lines(smooth));
    });
    expect(requests).toBeGreaterThan(4);
  },
);

test(
  'a server that dies between a clone and its move leaves a copy outside, and the report says so',
  { timeout: 60_000 },
  async () => {
    let outside = 0;
    for (let calls = 6; calls <= 24; calls += 1) {
      await fresh();
      const started = await campus.start(tree.room, TEXTS, COEDITOR);
      const first = campus.kaltura.requests.length;
      campus.kaltura.switches.fault = (_calls, number) =>
        number === first + 1 ? { diesAfter: calls } : undefined;
      const job = await campus.finish(started);
      expect(job.state.kind, `call ${calls}`).toBe('ready');
      const loose = campus.kaltura
        .entries()
        .filter(({ id, rootEntryId, parentEntryId }) => rootEntryId && !parentEntryId && id !== job.room);
      const notes = (reportOf(job)?.parts ?? []).flatMap((line) => ('notes' in line ? line.notes : []));
      expect(
        notes.filter((note) => note === 'looseCopies'),
        `call ${calls}`,
      ).toHaveLength(loose.length);
      expect(lines(job), `call ${calls}`).toMatchObject(WHOLE);
      outside += loose.length;
    }
    expect(outside).toBeGreaterThan(3);
  },
);

test('a file that is deleted while the teacher types is neither missed nor named by its id', async () => {
  const remove = () => campus.admin.call(OWNER, 'baseEntry', 'delete', { entryId: tree.video });
  const job = await campus.finish(await campus.start(tree.room, TEXTS, COEDITOR, remove));
  expect(lines(job)).toMatchObject({
    files: { outcome: 'copied', of: 2 },
    storyboard: { outcome: 'copied', of: 5, notes: ['itemsGone'] },
  });
});

test(
  'of ten thousand cue points of which forty are polls, forty are copied',
  { timeout: 60_000 },
  async () => {
    const add = (tags: string, i: number) =>
      campus.admin.must(OWNER, 'cuepoint_cuepoint', 'add', {
        cuePoint: { objectType: 'KalturaCodeCuePoint', entryId: tree.outside, code: `${i}`, tags },
      });
    await campus.admin.must(OWNER, 'baseEntry', 'update', {
      entryId: tree.outside,
      baseEntry: { objectType: 'KalturaRoomEntry', entitledUsersEdit: COEDITOR },
    });
    for (let i = 0; i < 9_960; i += 1) await add('poll-results', i);
    for (let i = 0; i < 40; i += 1) await add('poll-data', i);
    campus.pass(60_000);
    const before = campus.kaltura.requests.length;
    const started = await campus.start(tree.outside, TEXTS, COEDITOR);
    // The session, the room with its lists, how many there are of what, and no page of results.
    expect(campus.kaltura.requests.length - before).toBeLessThanOrEqual(4);
    const job = await campus.finish(started);
    expect(lines(job)).toMatchObject({ cuePoints: { outcome: 'copied', count: 40, of: 40 } });
  },
);

test('a room of three hundred parts is read in three steps, whatever they are', async () => {
  const room = await campus.admin.must(OWNER, 'room_room', 'add', {
    entry: { objectType: 'KalturaRoomEntry', roomType: 1, name: 'Big', entitledUsersEdit: COEDITOR },
  });
  const add = async (parentEntryId: unknown, name: string): Promise<unknown> => {
    const dataEntry = { objectType: 'KalturaDataEntry', name, dataContent: name, parentEntryId };
    return (await campus.admin.must(OWNER, 'data', 'add', { dataEntry }))['id'];
  };
  for (let i = 0; i < 150; i += 1) await add(await add(room['id'], `File ${i}`), `Inside ${i}`);
  const waves = countWaves();
  const started = await campus.start(String(room['id']), TEXTS, COEDITOR);
  expect(started.original.children).toHaveLength(300);
  // And the session, which is opened before.
  expect(waves()).toBeLessThanOrEqual(3 + 1);
});

/** How many requests followed upon another's answer: those that are on their way at the same time count once. */
function countWaves(): () => number {
  let waves = 0;
  let open = 0;
  campus.kaltura.switches.delayMs = () => {
    if (open === 0) waves += 1;
    open += 1;
    setTimeout(() => (open -= 1), 280);
    return 300;
  };
  return () => waves;
}
