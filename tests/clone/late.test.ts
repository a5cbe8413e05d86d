import { reportOf } from './report.ts';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pauseOf } from '../../lib/clone/job/due.ts';
import type { Job } from '../../lib/clone/job/record.ts';
import type { Choice } from '../../lib/room/choice.ts';
import type { PartReport } from '../../lib/room/report/report.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { seedRooms } from '../campus/demo/rooms.ts';
import { faultAt } from './fault-at.ts';
import { pictureOf } from './picture.ts';
import { describeTree, seedTree } from './tree.ts';
import { type World, world } from './world.ts';

/** What changes between the reading of a room and the end of its clone. */

const TEXTS = { name: 'Cloned - Algebra', description: '', tags: '' };

const files = (job: Job): PartReport | undefined => reportOf(job)?.parts.find(({ part }) => part === 'files');

async function addFile(campus: World, parent: string, name: string): Promise<string> {
  const entry = { objectType: 'KalturaDataEntry', name, dataContent: name, parentEntryId: parent };
  return String((await campus.admin.must(OWNER, 'baseEntry', 'add', { entry }))['id']);
}

test('files that came after the room was read are copied too, with what is below them', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  const added = async (): Promise<void> => {
    await addFile(campus, await addFile(campus, algebra, 'Late file'), 'Below the late file');
  };
  const job = await campus.finish(await campus.start(algebra, TEXTS, COEDITOR, added));
  expect(job.state.kind).toBe('ready');
  expect(files(job)).toMatchObject({ outcome: 'copied', count: 7, of: 7 });
  const late = pictureOf(campus, job.room).children.find((child) => child.includes('"Late file"'));
  expect(late).toContain('Below the late file');
});

const MADE_OF: Readonly<Record<string, object>> = {
  KalturaDataEntry: { dataContent: 'Above' },
  KalturaMediaEntry: { mediaType: 1 },
};

test.each([
  ['a file, by its owner', 'KalturaDataEntry', OWNER],
  [
    'a video, by a co-editor whose session does not list what is somebody else’s',
    'KalturaMediaEntry',
    COEDITOR,
  ],
])('what came below %s, which had nothing below it, is copied too', async (_what, objectType, cloner) => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  const entry = { objectType, name: 'Above', parentEntryId: algebra, ...MADE_OF[objectType] };
  const service = objectType === 'KalturaMediaEntry' ? 'media' : 'baseEntry';
  const { id } = await campus.admin.must(OWNER, service, 'add', { entry });
  campus.pass(60_000);
  const added = async (): Promise<void> => {
    campus.pass(20_000);
    await addFile(campus, await addFile(campus, String(id), 'Below'), 'Below that');
  };
  const job = await campus.finish(await campus.start(algebra, TEXTS, cloner, added));
  expect(reportOf(job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
  const above = pictureOf(campus, job.room).children.find((child) => child.includes('"Above"'));
  expect(above).toContain('Below that');
});

test('what was changed after the room was read is in the copy, and no difference', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  campus.pass(60_000);
  const changed = async (): Promise<void> => {
    campus.pass(60_000);
    const baseEntry = { objectType: 'KalturaRoomEntry', partnerData: 'changed' };
    await campus.admin.must(OWNER, 'baseEntry', 'update', { entryId: algebra, baseEntry });
  };
  const job = await campus.finish(await campus.start(algebra, TEXTS, OWNER, changed));
  const copy = campus.kaltura.entries().find(({ id }) => id === job.room);
  expect(copy?.partnerData).toBe('changed');
  expect(reportOf(job)?.parts.find(({ part }) => part === 'settings')).toMatchObject({ outcome: 'copied' });
});

test('files that came late are left out as the others are', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  const added = () => addFile(campus, algebra, 'Late file');
  const chosen = { leaveOut: ['files'] } as const;
  const job = await campus.finish(await campus.start(algebra, TEXTS, COEDITOR, added, chosen));
  expect(job.state.kind).toBe('ready');
  expect(pictureOf(campus, job.room).children.join()).not.toContain('Late file');
});

describe('what came into the room while its window stood open is copied, and what was changed in it', () => {
  const addPoint = (campus: World, entryId: string, objectType: string, fields: object) =>
    campus.admin.must(OWNER, 'cuepoint_cuepoint', 'add', {
      cuePoint: { objectType, entryId, startTime: 3, ...fields },
    });
  const POLL = { code: 'poll', tags: 'poll-data', partnerData: 'Late?' };
  type Tree = Awaited<ReturnType<typeof seedTree>>;
  /** The first of a kind that belongs to an entry. */
  const pointOf = ({ kaltura }: World, entry: string, kind: string): string | undefined =>
    kaltura.cuePoints().find((one) => one.entryId === entry && one.kind === kind)?.id;
  const remove = ({ admin }: World, id: string | undefined) =>
    admin.must(OWNER, 'cuepoint_cuepoint', 'delete', { id });
  const edit = ({ admin }: World, id: string | undefined, cuePoint: object) =>
    admin.must(OWNER, 'cuepoint_cuepoint', 'update', { id, cuePoint });

  /** A clone of a tree that is changed before Save; with the names of its steps. */
  async function changed(change: (campus: World, tree: Tree) => Promise<unknown>, leaveOut: Choice[] = []) {
    const campus = world();
    const tree = await seedTree(campus);
    campus.pass(60_000);
    const texts = { name: 'Copy', description: '<p>D</p>', tags: 'tag of Room' };
    const later = async (): Promise<void> => {
      campus.pass(30_000);
      await change(campus, tree);
      campus.pass(30_000);
    };
    const job = await campus.finish(await campus.start(tree.room, texts, OWNER, later, { leaveOut }));
    expect(job.state.kind).toBe('ready');
    const steps = (await campus.journal.steps(job.id)).map(({ name }) => name);
    return { campus, tree, job, steps };
  }

  test.each<[string, (campus: World, tree: Tree) => Promise<unknown>]>([
    ['a poll', (campus, { room }) => addPoint(campus, room, 'KalturaCodeCuePoint', POLL)],
    [
      'a poll of a breakout room',
      (campus, { inner }) => addPoint(campus, inner, 'KalturaCodeCuePoint', POLL),
    ],
    [
      'a question of a quiz',
      (campus, { video }) => addPoint(campus, video, 'KalturaQuestionCuePoint', { question: 'Late?' }),
    ],
    [
      'a poll, and a file',
      async (campus, { room }) => {
        await addPoint(campus, room, 'KalturaCodeCuePoint', POLL);
        await addFile(campus, room, 'Late file');
      },
    ],
    [
      'the order of a storyboard',
      (campus, { video, outside, lecture }) => {
        const entryId = campus.kaltura.entries().find(({ name }) => name === 'Storyboard')?.id;
        const playlistContent = [lecture, outside, video].join(',');
        const baseEntry = { objectType: 'KalturaPlaylist', playlistContent };
        return campus.admin.must(OWNER, 'baseEntry', 'update', { entryId, baseEntry });
      },
    ],
    ['a poll that was deleted', (campus, { room }) => remove(campus, pointOf(campus, room, 'code'))],
    [
      'a poll that was deleted, and another that came',
      async (campus, { room }) => {
        await remove(campus, pointOf(campus, room, 'code'));
        await addPoint(campus, room, 'KalturaCodeCuePoint', POLL);
      },
    ],
    [
      'a poll that was changed',
      (campus, { room }) => edit(campus, pointOf(campus, room, 'code'), { partnerData: 'Changed?' }),
    ],
    [
      'a question that was changed, and a poll of a breakout room that was deleted',
      async (campus, { video, breakout }) => {
        await edit(campus, pointOf(campus, video, 'question'), { question: 'Changed?' });
        await remove(campus, pointOf(campus, breakout, 'code'));
      },
    ],
    [
      'a chapter that was changed',
      (campus, { video }) => edit(campus, pointOf(campus, video, 'thumb'), { title: 'Changed' }),
    ],
    [
      'an announcement whose state is another now',
      (campus, { room }) => {
        const id = pointOf(campus, room, 'annotation');
        const row = campus.kaltura.metadata().find(({ objectId }) => objectId === id);
        const xmlData = '<metadata><State>Pending</State><Type>Announcement</Type></metadata>';
        return campus.admin.must(OWNER, 'metadata_metadata', 'update', { id: row?.id, xmlData });
      },
    ],
  ])('%s', async (_what, change) => {
    const { campus, tree, job } = await changed(change);
    expect(reportOf(job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
    expect(await describeTree(campus, job.room!)).toBe(await describeTree(campus, tree.room));
  });

  test('an answer that names a poll of the original as a copy does not get it deleted', async () => {
    const added = z.array(z.looseObject({}));
    const isPoll = z.strictObject({ id: z.string(), objectType: z.literal('KalturaCodeCuePoint') });
    let foreign: string | undefined;
    const { campus } = await changed(async (campus, { room }) => {
      const due = pointOf(campus, room, 'code');
      foreign = String((await addPoint(campus, room, 'KalturaCodeCuePoint', POLL))['id']);
      await edit(campus, due, { partnerData: 'Changed?' });
      campus.lies(async (answer) => {
        const calls = added.safeParse(await answer.clone().json());
        if (!calls.success) return answer;
        const told = calls.data.map((call) =>
          isPoll.safeParse(call).success ? { ...call, id: foreign } : call,
        );
        return Response.json(told);
      });
    });
    expect(campus.kaltura.cuePoints().map(({ id }) => id)).toContain(foreign);
  });

  test.each<[string, (campus: World, tree: Tree) => Promise<unknown>]>([
    [
      'moved out of it while its window stood open',
      async (campus, { video, outside }) => {
        const baseEntry = { objectType: 'KalturaMediaEntry', parentEntryId: outside };
        await campus.admin.must(OWNER, 'baseEntry', 'update', { entryId: video, baseEntry });
      },
    ],
    [
      'deleted right after it was copied',
      (campus, { video }) => {
        let isCopied = false;
        campus.answered(() => {
          if (!isCopied) void campus.admin.must(OWNER, 'baseEntry', 'delete', { entryId: video });
          isCopied = true;
        });
        return Promise.resolve();
      },
    ],
  ])('a file on the storyboard that was %s makes no line a fault', async (_what, change) => {
    const { job } = await changed(change);
    expect(reportOf(job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
    expect(files(job)).toMatchObject({ outcome: 'copied', count: 2, of: 2 });
  });

  describe('and that is caught up with', () => {
    const change = async (campus: World, { room, breakout, video }: Tree): Promise<void> => {
      await remove(campus, pointOf(campus, breakout, 'code'));
      await edit(campus, pointOf(campus, room, 'code'), { partnerData: 'Changed?' });
      await edit(campus, pointOf(campus, video, 'question'), { question: 'Changed?' });
    };
    const isAsItIs = async ({ campus, tree, job }: Awaited<ReturnType<typeof changed>>): Promise<void> => {
      expect(reportOf(job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
      expect(await describeTree(campus, job.room!)).toBe(await describeTree(campus, tree.room));
    };

    test('whichever answer is lost', async () => {
      let isMet = true;
      for (let nth = 1; isMet; nth += 1) {
        let met = (): boolean => false;
        const ended = await changed(async (campus, tree) => {
          await change(campus, tree);
          met = faultAt(campus.kaltura, nth, 'lostBefore');
        });
        isMet = met();
        ended.campus.kaltura.switches.fault = () => undefined;
        await isAsItIs(ended);
      }
    });

    // The points of the first requests are those of every clone.
    test('wherever the process dies', async () => {
      let isMet = true;
      for (let nth = 20; isMet; nth += 3) {
        isMet = false;
        const ended = await changed(async (campus, tree) => {
          await change(campus, tree);
          const from = campus.points();
          campus.dies((point) => {
            const isHere = point - from === nth;
            isMet ||= isHere;
            return isHere;
          });
        });
        await isAsItIs(ended);
      }
    });
  });

  test('a poll is left out as the others are', async () => {
    const add = (campus: World, { room }: Tree) => addPoint(campus, room, 'KalturaCodeCuePoint', POLL);
    const { campus, job } = await changed(add, ['interactions']);
    expect(campus.kaltura.cuePoints().filter(({ entryId }) => entryId === job.room)).toEqual([]);
  });

  test('votes alone are looked at once, and nothing is read back again', async () => {
    const vote = { code: 'vote', tags: 'poll-results', partnerData: '2' };
    const { steps } = await changed((campus, { room }) =>
      addPoint(campus, room, 'KalturaCodeCuePoint', vote),
    );
    expect(steps.filter((name) => /^(?:late|finish)\//.test(name))).toEqual(['finish/1', 'late/1/current']);
  });
});

test('an edit of a room that is gone ends, and says that nothing of it was stored', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  const ready = await campus.finish(await campus.start(algebra, TEXTS));
  await campus.admin.must(COEDITOR, 'baseEntry', 'delete', { entryId: ready.room });
  const edited = await campus.finish(await campus.save(ready, { ...TEXTS, name: 'Too late' }));
  expect(edited.state.kind).toBe('ready');
  expect(edited.stored).toMatchObject({ revision: 2, refused: ['name', 'description', 'tags'] });
});

/** The server dies over the first request that clones a room: that is made, and its receipt is not. */
function dieOnce({ kaltura: { switches } }: World): void {
  switches.fault = (calls) => {
    if (!calls.some(({ action }) => action === 'clone')) return undefined;
    switches.fault = () => undefined;
    return { diesAfter: 3 };
  };
}

test('while what became of a request is looked for in an index that is behind, that is said, and not that nobody answers', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  const job = await campus.start(algebra, TEXTS);
  const said = new Set<string | undefined>();
  campus.shows((shown) => said.add(pauseOf(shown)?.problem.code));
  campus.kaltura.switches.indexLagMs = 60_000;
  dieOnce(campus);
  await campus.finish(job);
  expect([...said]).toContain('lookingForRoom');
});

// Every list hides such an entry unless it is asked for (docs/facts/kaltura-api.md#2-fields).
test('the copy of a room that no search shows is found all the same, and asked about', async () => {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  const baseEntry = { objectType: 'KalturaRoomEntry', displayInSearch: -1 };
  await campus.admin.must(ADMIN, 'baseEntry', 'update', { entryId: algebra, baseEntry });
  campus.pass(130_000);
  const job = await campus.start(algebra, TEXTS);
  dieOnce(campus);
  const copies = () => campus.kaltura.entries().filter(({ rootEntryId }) => rootEntryId === algebra);
  const { state } = await campus.finish(job);
  expect(copies()).toMatchObject([{ displayInSearch: -1 }]);
  expect(state).toMatchObject({ kind: 'decision', question: { candidates: [{ entryId: copies()[0]?.id }] } });
});
