import { expect, test } from 'vitest';
import { createKaltura } from '../kaltura/server.ts';
import { type Admin, ADMIN, adminOf } from './admin.ts';
import { COEDITOR, OWNER, STUDENT } from './people.ts';
import { profileOf } from './profile.ts';
import { seedRooms } from './rooms.ts';

/** The demo's main room on a Kaltura that refuses these calls, whoever asks. */
async function cuePointsWhere(refuses: (path: string, body: string) => boolean) {
  const { partnerId, adminSecret, userSecret, fetch: answer, metadata, cuePoints } = createKaltura();
  const send = async (request: Request): Promise<Response> =>
    refuses(request.url, await request.clone().text())
      ? Response.json({ objectType: 'KalturaAPIException', code: 'FEATURE_FORBIDDEN', message: '', args: [] })
      : answer(request);
  const admin: Admin = adminOf({ url: 'http://other.test', partnerId, adminSecret, userSecret, fetch: send });
  const { algebra } = await seedRooms(admin);
  await admin.must(ADMIN, 'baseEntry', 'get', { entryId: algebra });
  return cuePoints().map(({ id, entryId, fields }) => ({
    ...{ there: entryId === algebra, user: fields['userId'], tags: fields['tags'], text: fields['text'] },
    type: /<State>(.*?)<\/Type>/.exec(metadata().find(({ objectId }) => objectId === id)?.xml ?? '')?.[1],
  }));
}

const POLLS = [
  { there: true, user: OWNER, tags: 'poll-data, id:demo-1' },
  { there: true, user: COEDITOR, tags: 'poll-data, id:demo-2' },
  { there: true, user: OWNER, tags: 'select-poll-state' },
  { there: true, user: OWNER, tags: 'poll-results, id:demo-1' },
];
const qna = (user: string, type: string) => ({ there: true, user, tags: 'qna', type });

test('the room holds polls with what belongs to them, announcements and a question', async () => {
  expect(await cuePointsWhere(() => false)).toMatchObject([
    ...POLLS,
    qna(OWNER, 'Answered</State><Type>Announcement'),
    qna(COEDITOR, 'Deleted</State><Type>Announcement'),
    qna(STUDENT, 'Pending</State><Type>Question'),
  ]);
});

test('a Kaltura that refuses the metadata of annotations has polls alone', async () => {
  const refuses = (path: string, body: string): boolean =>
    path.includes('metadata_metadataprofile') && body.includes('annotationMetadata.Annotation');
  expect(await cuePointsWhere(refuses)).toMatchObject(POLLS);
});

test('a Kaltura that refuses cue points has the room all the same', async () => {
  expect(await cuePointsWhere((path) => path.includes('cuepoint_cuepoint'))).toEqual([]);
});

test('a Kaltura with a schema of its own gets announcements in the order of that', async () => {
  const kaltura = createKaltura();
  const { partnerId, adminSecret, userSecret, fetch } = kaltura;
  const admin = adminOf({ url: 'http://other.test', partnerId, adminSecret, userSecret, fetch });
  const of = 'annotationMetadata.Annotation';
  await profileOf(admin, { systemName: 'Kaltura-QnA', of, elements: ['Type', 'ThreadId', 'State'] });
  await seedRooms(admin);
  const rows = kaltura.metadata().filter((row) => row.of === of);
  expect(rows.map(({ xml }) => xml)).toEqual([
    '<metadata><Type>Announcement</Type><State>Answered</State></metadata>',
    '<metadata><Type>Announcement</Type><State>Deleted</State></metadata>',
    '<metadata><Type>Question</Type><State>Pending</State></metadata>',
  ]);
});
