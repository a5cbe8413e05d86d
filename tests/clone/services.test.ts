import { reportOf } from './report.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../lib/clone/job/record.ts';
import { countServices } from '../../lib/clone/reading/count-services.ts';
import { roomServices } from '../../lib/clone/reading/room-services.ts';
import { Session } from '../../lib/kaltura/session.ts';
import type { PartName, PartReport } from '../../lib/room/report/report.ts';
import { COEDITOR } from '../campus/demo/people.ts';
import { type DemoRooms, seedRooms } from '../campus/demo/rooms.ts';
import { seedServices } from '../campus/demo/services.ts';
import { WITH_SERVICES, type World, world } from './world.ts';

const TEXTS = { name: 'Cloned - Algebra', description: '', tags: '' };
/** Of the demo's interactions all but the deleted. */
const INTERACTIONS = 9;

let campus: World;
let rooms: DemoRooms;

beforeEach(async () => {
  campus = world();
  rooms = await seedRooms(campus.admin);
  await seedServices(campus.services, campus.admin, rooms);
});

const start = (chosen: Parameters<World['start']>[4] = {}): Promise<Job> =>
  campus.start(rooms.algebra, TEXTS, COEDITOR, undefined, { services: WITH_SERVICES, ...chosen });
const line = (job: Job, part: PartName): PartReport | undefined =>
  reportOf(job)?.parts.find((candidate) => candidate.part === part);

/** As the contract has them. */
type Interactions = readonly { readonly type: string; readonly content: Record<string, unknown> }[];

test('every interaction becomes a draft, once, without what attendees left', async () => {
  const job = await campus.finish(await start());
  expect(line(job, 'interactions')).toEqual({
    part: 'interactions',
    outcome: 'copied',
    count: INTERACTIONS,
    of: INTERACTIONS,
    notes: ['drafts'],
  });
  const copies = campus.services.interactions(String(job.room));
  expect(copies).toHaveLength(INTERACTIONS);
  expect(new Set(copies.map(({ status }) => status))).toEqual(new Set(['draft']));
  expect(JSON.stringify(copies)).not.toMatch(/"votes"|"results"|scheduledAt|dan\.student/);
  expect(copies.map(({ createdBy }) => createdBy)).toEqual(Array(INTERACTIONS).fill(COEDITOR));
  expect(JSON.stringify(copies)).toContain('מוכנים לשיעור? 🎓');
});

test("the announcement's picture is the copy's", async () => {
  const job = await campus.finish(await start());
  const pictured = (room: string | undefined): unknown =>
    (campus.services.interactions(String(room)) as unknown as Interactions).find(
      ({ type }) => type === 'announcement',
    )?.content['attachmentId'];
  const filter = { objectType: 'KalturaAssetFilter', entryIdEqual: job.room };
  const { objects } = await campus.admin.must(COEDITOR, 'attachment_attachmentasset', 'list', { filter });
  expect((objects as { id: string }[]).map(({ id }) => id)).toContain(pictured(job.room));
  expect(pictured(job.room)).not.toBe(pictured(rooms.algebra));
});

test('the storyboard points to the copies, in the same order', async () => {
  const job = await campus.finish(await start());
  expect(line(job, 'liveStoryboard')).toMatchObject({ outcome: 'copied', count: 5, of: 5 });
  const items = campus.services.storyboard(String(job.room));
  expect(items.map(({ title }) => title)).toEqual([
    'Welcome',
    'Parabolas',
    'Syllabus',
    'Welcome to the course',
    'Parabolas again',
  ]);
  const film = campus.kaltura.entries().find(({ id }) => id === items[1]?.entryId);
  expect(film).toMatchObject({ parentEntryId: job.room, name: 'Parabolas in two minutes' });
  expect(items[4]?.entryId).toBe(film?.id);
  expect(items[3]?.entryId).toBe(rooms.video);
  expect(reportOf(job)?.verdict).toBe('complete');
});

test('nothing is asked of services that are not named, and the report says why', async () => {
  const none = { chat: undefined, storyboard: undefined };
  const job = await campus.finish(await start({ services: none }));
  expect(campus.services.requests).toEqual([]);
  expect(line(job, 'interactions')).toMatchObject({ outcome: 'notCopied', reason: 'noInterface' });
  expect(line(job, 'liveStoryboard')).toMatchObject({ outcome: 'notCopied', reason: 'noInterface' });
});

test('what is left out is not asked for', async () => {
  const job = await campus.finish(await start({ leaveOut: ['interactions', 'storyboard'] }));
  expect(campus.services.requests).toEqual([]);
  expect(line(job, 'interactions')).toMatchObject({ outcome: 'notCopied', reason: 'leftOut' });
});

test('an item whose file was left out is left out of the storyboard, and named', async () => {
  const job = await campus.finish(await start({ leaveOut: ['files'] }));
  expect(campus.services.storyboard(String(job.room)).map(({ title }) => title)).toEqual([
    'Welcome',
    'Syllabus',
    'Welcome to the course',
  ]);
  expect(line(job, 'liveStoryboard')).toMatchObject({
    outcome: 'copied',
    of: 3,
    notes: ['itemsLeftOut'],
  });
});

test('an interaction that the service refuses is named, and the others are copied', async () => {
  campus.services.switches.refuses = ({ type }) => (type === 'quiz' ? 'TOO_MANY' : undefined);
  const job = await campus.finish(await start());
  expect(campus.services.interactions(String(job.room))).toHaveLength(INTERACTIONS - 1);
  expect(line(job, 'interactions')).toMatchObject({
    outcome: 'incomplete',
    count: INTERACTIONS - 1,
    names: ['x² − 5x + 6 = 0: x = ?'],
  });
});

test('a service that is off for the account: the room is whole, and the report says so', async () => {
  campus.services.switches.off = new Set(['chat', 'storyboard']);
  const job = await campus.finish(await start());
  expect(job.state.kind).toBe('ready');
  expect(line(job, 'interactions')).toMatchObject({ outcome: 'notCopied', reason: 'serviceFailed' });
  expect(line(job, 'files')).toMatchObject({ outcome: 'copied', count: 5 });
});

describe.each(['lostBefore', 'lostAfter', 'html', 'empty500Before', 'empty500After', 'tooMany'] as const)(
  'an answer of a service is %s',
  (fault) => {
    test('once, at any request: nothing is lost or doubled', async () => {
      for (let nth = 1; nth <= 6; nth += 1) {
        const fresh = world();
        const seeded = await seedRooms(fresh.admin);
        await seedServices(fresh.services, fresh.admin, seeded);
        fresh.services.switches.fault = (_action, request) => (request === nth ? fault : undefined);
        const chosen = { services: WITH_SERVICES };
        const job = await fresh.finish(await fresh.start(seeded.algebra, TEXTS, COEDITOR, undefined, chosen));
        expect(fresh.services.requests.length, `request ${nth}`).toBeGreaterThan(6);
        expect(fresh.services.interactions(String(job.room)), `request ${nth}`).toHaveLength(INTERACTIONS);
        expect(fresh.services.storyboard(String(job.room)), `request ${nth}`).toHaveLength(5);
        expect(reportOf(job)?.verdict, `request ${nth}`).toBe('complete');
      }
    });

    test('for ever: the teacher gets the room all the same', async () => {
      campus.services.switches.fault = () => fault;
      const job = await campus.finish(await start());
      expect(job.state.kind).toBe('ready');
      expect(line(job, 'interactions')).toMatchObject({ outcome: 'notCopied', reason: 'serviceFailed' });
      expect(line(job, 'liveStoryboard')).toMatchObject({ outcome: 'notCopied', reason: 'serviceFailed' });
    });
  },
);

test('before Save it is counted what the services hold', async () => {
  const job = await start();
  const session = new Session(job.service, await campus.admin.session(COEDITOR));
  const options = {
    fetch: (input: RequestInfo | URL, init?: RequestInit) => campus.services.fetch(new Request(input, init)),
  };
  const services = roomServices(WITH_SERVICES, session, options);
  const { id } = job.original.entry;
  expect(await countServices(services, id)).toEqual({ interactions: INTERACTIONS, liveStoryboard: 5 });
  campus.services.switches.off = new Set(['chat']);
  expect(await countServices(services, id)).toEqual({ interactions: 'unreadable', liveStoryboard: 5 });
  const none = { chat: undefined, storyboard: undefined };
  expect(await countServices(none, id)).toEqual({ interactions: 'noService', liveStoryboard: 'noService' });
});
