import { reportOf } from './report.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CloneOptions, Job } from '../../lib/clone/job/record.ts';
import type { PartReport } from '../../lib/room/report/report.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER, STUDENT } from '../campus/demo/people.ts';
import type { Fault } from '../campus/kaltura/switches.ts';
import { faultAt } from './fault-at.ts';
import { pictureOf } from './picture.ts';
import { type World, world } from './world.ts';

const TEXTS = { name: 'Cloned - Algebra', description: '', tags: '' };
const ANNOTATION = 'annotationMetadata.Annotation';

/** Adds older interactions to a room of the owner's. */
interface Author {
  readonly room: string;
  readonly code: (tags: string, data: string, user?: string) => Promise<void>;
  /** @param xml of its metadata; without, it is an annotation and no more */
  readonly annotation: (text: string, xml?: string, fields?: object, user?: string) => Promise<void>;
}

async function authorIn({ admin }: World): Promise<Author> {
  const entry = { objectType: 'KalturaRoomEntry', name: 'Algebra', roomType: 1, entitledUsersEdit: COEDITOR };
  const room = String((await admin.must(OWNER, 'room_room', 'add', { entry }))['id']);
  const elements = ['metadata', 'Type', 'State', 'ThreadId'];
  const profile = await admin.must(ADMIN, 'metadata_metadataprofile', 'add', {
    metadataProfile: { objectType: 'KalturaMetadataProfile', metadataObjectType: ANNOTATION },
    xsdData: elements.map((name) => `<xsd:element name="${name}"/>`).join(''),
  });
  return {
    room,
    code: async (tags, data, user = OWNER) => {
      const point = { objectType: 'KalturaCodeCuePoint', entryId: room, startTime: 1, code: 'poll' };
      await admin.must(user, 'cuepoint_cuepoint', 'add', {
        cuePoint: { ...point, tags, ...(data !== '' && { partnerData: data }) },
      });
    },
    annotation: async (text, xml, fields = { isPublic: true }, user = OWNER) => {
      const point = { objectType: 'KalturaAnnotation', entryId: room, tags: 'qna', text };
      const cuePoint = { ...point, ...fields };
      const { id: objectId } = await admin.must(user, 'cuepoint_cuepoint', 'add', { cuePoint });
      if (xml === undefined) return;
      const given = { metadataProfileId: profile['id'], objectType: ANNOTATION, objectId };
      await admin.must(user, 'metadata_metadata', 'add', {
        ...given,
        xmlData: `<metadata>${xml}</metadata>`,
      });
    },
  };
}

const item = (type: string, state: string): string => `<Type>${type}</Type><State>${state}</State>`;

/** Six that a clone holds, and six that it does not. */
async function seed({ code, annotation }: Author): Promise<void> {
  await code('poll-data,id:1', '{"question":"מוכנים?","answers":["כן","<b>לא</b>"]}');
  await code('id:2, poll-data', '{"question":"What is {1:result:id}?"}');
  await code('poll-data', '', COEDITOR);
  await code('poll-results,id:1', '{"totalVoters":24}');
  await code('select-poll-state', '{"pollId":"1"}');
  await annotation('ברוכים <b>הבאים</b> & 🎓', item('Announcement', 'Answered'));
  await annotation('About {2:result:name}', item('Announcement', 'Pending'));
  await annotation(
    'A thread',
    `${item('Announcement', 'Pending')}<ThreadId>{1:result:id}</ThreadId>`,
    {
      isPublic: false,
    },
    COEDITOR,
  );
  await annotation('Taken back', item('Announcement', 'Deleted'));
  await annotation('Why?', item('Question', 'Pending'), { isPublic: true }, STUDENT);
  await annotation('Because', item('Answer', 'Answered'));
  await annotation('A note of a student', undefined, { isPublic: true }, STUDENT);
}
const WANTED = 6;

const line = (job: Job): PartReport | undefined =>
  reportOf(job)?.parts.find(({ part }) => part === 'cuePoints');

let campus: World;
let author: Author;
beforeEach(async () => {
  campus = world();
  author = await authorIn(campus);
});

async function clone(options: Partial<CloneOptions> = {}): Promise<Job> {
  campus.pass(5_000);
  const started = await campus.start(author.room, TEXTS, COEDITOR, undefined, options);
  return campus.finish(started);
}

/** The copies as the server has them, by what they say. */
function copies({ room }: Job) {
  const { kaltura } = campus;
  return kaltura
    .cuePoints()
    .filter(({ entryId }) => entryId === room)
    .map(({ id, kind, fields }) => ({
      ...{ kind, user: fields['userId'], isPublic: fields['isPublic'], tags: fields['tags'] },
      says: fields['text'] ?? fields['partnerData'] ?? '',
      // As of the original: what it does not have is not there.
      fields: Object.keys(fields).sort().join(),
      metadata: kaltura.metadata().flatMap(({ objectId, xml }) => (objectId === id ? [xml] : [])),
    }))
    .sort((a, b) => String(a.says).localeCompare(String(b.says)));
}

const POLL = {
  ...{ kind: 'code', user: COEDITOR, isPublic: undefined, tags: 'poll-data', metadata: [] },
  fields: 'code,endTime,partnerData,startTime,systemName,tags,userId',
};
const NEWS = {
  ...{ kind: 'annotation', user: COEDITOR, isPublic: false, tags: 'qna' },
  fields: 'isPublic,parentId,startTime,systemName,tags,text,userId',
};
const ALL = [
  { ...POLL, says: '', fields: POLL.fields.replace('partnerData,', '') },
  { ...POLL, says: '{"question":"What is {1:result:id}?"}' },
  { ...POLL, says: '{"question":"מוכנים?","answers":["כן","<b>לא</b>"]}' },
  {
    ...{ ...NEWS, says: 'A thread' },
    // A thread begins with its own first item: the copy's is another.
    metadata: [`<metadata>${item('Announcement', 'Pending')}</metadata>`],
  },
  {
    ...{ ...NEWS, says: 'About {2:result:name}' },
    metadata: [`<metadata>${item('Announcement', 'Pending')}</metadata>`],
  },
  {
    ...{ ...NEWS, says: 'ברוכים <b>הבאים</b> & 🎓' },
    metadata: [`<metadata>${item('Announcement', 'Answered')}</metadata>`],
  },
].sort((a, b) => a.says.localeCompare(b.says));

test('polls and announcements are copied once each, for the cloner, and no announcement is public', async () => {
  await seed(author);
  const before = pictureOf(campus, author.room);
  const job = await clone();
  expect(copies(job)).toEqual(ALL);
  expect(line(job)).toEqual({
    ...{ part: 'cuePoints', outcome: 'copied', count: WANTED, of: WANTED },
    notes: ['visible', 'notVisible', 'votesStay', 'annotationsUnseen'],
  });
  expect(pictureOf(campus, author.room)).toEqual(before);
});

test('what attendees can see is said as it is: polls they can, announcements they cannot', async () => {
  await author.annotation('News', item('Announcement', 'Pending'));
  expect(line(await clone())).toMatchObject({ of: 1, notes: ['notVisible', 'annotationsUnseen'] });
  author = await authorIn(campus);
  await author.code('poll-data', '{}');
  expect(line(await clone())).toMatchObject({ of: 1, notes: ['visible', 'annotationsUnseen'] });
});

test('of votes and questions alone nothing is copied, and that is said', async () => {
  await author.code('poll-results', '{}');
  await author.annotation('Why?', item('Question', 'Pending'), { isPublic: true }, STUDENT);
  const job = await clone();
  expect(copies(job)).toEqual([]);
  expect(line(job)).toMatchObject({ outcome: 'notCopied', of: 2, reason: 'neverCopied' });
});

test('what is left out is not copied', async () => {
  await seed(author);
  const job = await clone({ leaveOut: ['interactions'] });
  expect(copies(job)).toEqual([]);
  expect(line(job)).toMatchObject({ outcome: 'notCopied', of: WANTED, reason: 'leftOut' });
});

test('a room of sixty polls and announcements is cloned in one request, and read back in two at once', async () => {
  for (let i = 0; i < 40; i += 1) await author.code('poll-data', `Poll ${i}`);
  for (let i = 0; i < 20; i += 1) await author.annotation(`News ${i}`, item('Announcement', 'Pending'));
  campus.pass(60_000);
  const started = await campus.start(author.room, TEXTS);
  const before = campus.kaltura.requests.length;
  const job = await campus.finish(started);
  expect(campus.kaltura.requests.length - before).toBe(3);
  expect(line(job)).toMatchObject({ outcome: 'copied', count: 60, of: 60 });
  expect(copies(job)).toHaveLength(60);
});

describe('an answer is lost', () => {
  test.each<Fault>(['lostBefore', 'lostAfter', 'empty500Before', 'empty500After', 'html'])(
    '%s, at each request in turn: each is there once',
    async (fault) => {
      let met = true;
      for (let nth = 1; met; nth += 1) {
        campus = world();
        author = await authorIn(campus);
        await seed(author);
        campus.pass(5_000);
        const started = await campus.start(author.room, TEXTS);
        const isMet = faultAt(campus.kaltura, nth, fault);
        const job = await campus.finish(started);
        met = isMet();
        expect(copies(job), `request ${nth}`).toEqual(ALL);
        expect(line(job), `request ${nth}`).toMatchObject({ outcome: 'copied', count: WANTED });
      }
    },
  );
});

test('the browser sends a request again by itself, each in turn: second copies are removed', async () => {
  for (let nth = 1; nth <= 8; nth += 1) {
    campus = world();
    author = await authorIn(campus);
    await seed(author);
    campus.resends((request) => request === nth);
    const job = await clone();
    expect(copies(job), `request ${nth}`).toEqual(ALL);
    expect(line(job), `request ${nth}`).toMatchObject({ outcome: 'copied', count: WANTED });
  }
});

test('an announcement that the server refuses to describe is none, and the report names it', async () => {
  await seed(author);
  campus.kaltura.switches.forbidden = new Set(['metadata_metadata.add']);
  const job = await clone();
  expect(reportOf(job)?.verdict).toBe('faulty');
  const names = ['ברוכים <b>הבאים</b> & 🎓', 'About {2:result:name}', 'A thread'];
  expect(line(job)).toMatchObject({ outcome: 'incomplete', count: 3, of: WANTED, reason: 'missing', names });
});

test('where metadata of annotations cannot be read, nothing is claimed', async () => {
  await seed(author);
  campus.kaltura.switches.forbidden = new Set(['metadata_metadata.list']);
  const job = await clone();
  expect(line(job)).toMatchObject({ outcome: 'notCopied', of: undefined, reason: 'unreadable' });
  expect(copies(job)).toEqual([]);
});
