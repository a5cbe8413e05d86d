import { type Admin, ADMIN } from './admin.ts';
import { seedOlderInteractions } from './older-interactions.ts';
import { COEDITOR, GROUP, GROUP_COEDITOR, OWNER, STUDENT } from './people.ts';
import { profileOf } from './profile.ts';

/** The ids of what the demo holds. */
export interface DemoRooms {
  /** A room with everything in it. */
  readonly algebra: string;
  /** A room with nothing in it. */
  readonly empty: string;
  /** A media entry of the owner's: no room. */
  readonly video: string;
  /** A room of the student's: the teacher has no right on it. */
  readonly foreign: string;
}

const ALGEBRA_DESCRIPTION =
  '<p>Live classes of <b>Algebra I</b>, spring term.</p><ul><li>Bring your notes</li><li>2 &lt; 3</li></ul>';

/** Makes the demo's rooms through the API alone, so that any Kaltura server will do. */
export async function seedRooms(admin: Admin): Promise<DemoRooms> {
  await joinGroup(admin);
  const foreign = await addRoom(admin, STUDENT, { name: "Dan's study group" });
  const empty = await addRoom(admin, OWNER, { name: 'Office hours' });
  const video = await addMedia(admin, { name: 'Welcome to the course', file: 'welcome.mp4' });
  const algebra = await seedAlgebra(admin, video);
  return { algebra, empty, video, foreign };
}

/** Where the server refuses groups, nobody is co-editor by a group: the other people still are. */
async function joinGroup(admin: Admin): Promise<void> {
  await admin.call(ADMIN, 'user', 'add', { user: { objectType: 'KalturaUser', id: GROUP_COEDITOR } });
  await admin.call(ADMIN, 'group_group', 'add', {
    group: { objectType: 'KalturaGroup', id: GROUP, screenName: GROUP },
  });
  const groupUser = { objectType: 'KalturaGroupUser', groupId: GROUP, userId: GROUP_COEDITOR };
  await admin.call(ADMIN, 'groupuser', 'add', { groupUser });
}

async function addRoom(admin: Admin, user: string, fields: object): Promise<string> {
  const entry = { objectType: 'KalturaRoomEntry', roomType: 1, ...fields };
  return String((await admin.must(user, 'room_room', 'add', { entry }))['id']);
}

async function addMedia(
  admin: Admin,
  { name, file, parent }: { name: string; file: string; parent?: string },
): Promise<string> {
  const entry = {
    objectType: 'KalturaMediaEntry',
    mediaType: 1,
    name,
    ...(parent && { parentEntryId: parent }),
  };
  const { id } = await admin.must(OWNER, 'media', 'add', { entry });
  const token = await admin.upload(OWNER, file, Buffer.from(`a small film: ${name}`));
  const resource = { objectType: 'KalturaUploadedFileTokenResource', token };
  await admin.call(OWNER, 'media', 'addContent', { entryId: id, resource });
  return String(id);
}

async function addData(
  admin: Admin,
  name: string,
  content: string,
  parent: string,
  extra: object = {},
): Promise<string> {
  const dataEntry = {
    objectType: 'KalturaDataEntry',
    name,
    dataContent: content,
    parentEntryId: parent,
    ...extra,
  };
  return String((await admin.must(OWNER, 'data', 'add', { dataEntry }))['id']);
}

async function addStoryboard(
  admin: Admin,
  name: string,
  items: readonly string[],
  parent: string,
): Promise<void> {
  const fields = { playlistType: 3, playlistContent: items.join(','), parentEntryId: parent };
  await admin.must(OWNER, 'playlist', 'add', {
    playlist: { objectType: 'KalturaPlaylist', name, ...fields },
  });
}

async function addAttachment(admin: Admin, room: string, filename: string, content: string): Promise<void> {
  const asset = {
    objectType: 'KalturaAttachmentAsset',
    filename,
    title: filename.split('.')[0],
    format: '1',
  };
  const { id } = await admin.must(OWNER, 'attachment_attachmentasset', 'add', {
    entryId: room,
    attachmentAsset: asset,
  });
  const contentResource = { objectType: 'KalturaStringResource', content };
  await admin.must(OWNER, 'attachment_attachmentasset', 'setContent', { id, contentResource });
}

async function addMetadata(admin: Admin, room: string): Promise<void> {
  const profile = await profileOf(admin, { systemName: 'CloneRoomDemo', of: '1', elements: ['Course'] });
  const xmlData = '<metadata><Course>ALG-1</Course></metadata>';
  const params = { metadataProfileId: profile, objectType: '1', objectId: room, xmlData };
  await admin.must(OWNER, 'metadata_metadata', 'add', params);
}

/** A room that holds one of everything that API v3 shows. */
async function seedAlgebra(admin: Admin, outside: string): Promise<string> {
  const recording = await addMedia(admin, { name: 'Recording of 3 May', file: 'recording.mp4' });
  const room = await addRoom(admin, OWNER, {
    name: 'Algebra I – live room',
    description: ALGEBRA_DESCRIPTION,
    tags: 'algebra, spring, אלגברה',
    entitledUsersEdit: [COEDITOR, GROUP].join(','),
    entitledUsersView: STUDENT,
    recordedEntryId: recording,
    broadcastEntryId: recording,
  });
  const film = await addMedia(admin, {
    name: 'Parabolas in two minutes',
    file: 'parabolas.mp4',
    parent: room,
  });
  const board = await addData(admin, 'Whiteboard: completing the square', '{"strokes":[1,2,3]}', room, {
    entitledUsersEdit: COEDITOR,
  });
  const sheet = await addData(admin, 'Exercises, week 3', 'x² − 5x + 6 = 0', room);
  const slides = await admin.must(OWNER, 'baseEntry', 'add', {
    entry: {
      objectType: 'KalturaDocumentEntry',
      documentType: 13,
      name: 'Slides, week 3',
      parentEntryId: room,
    },
  });
  await addStoryboard(admin, 'Storyboard', [sheet, film, outside, board, String(slides['id'])], room);
  const breakout = await admin.must(OWNER, 'room_room', 'add', {
    entry: { objectType: 'KalturaRoomEntry', roomType: 2, name: 'Breakout 1', parentEntryId: room },
  });
  await addData(admin, 'Task for breakout 1', 'Solve 1 to 4', String(breakout['id']));
  await addAttachment(admin, room, 'syllabus.txt', 'Week 1: numbers. Week 2: sets.');
  await addAttachment(admin, room, 'formulas.txt', 'a² − b² = (a − b)(a + b)');
  const thumbAsset = { objectType: 'KalturaThumbAsset', tags: 'cover' };
  await admin.must(OWNER, 'thumbAsset', 'add', { entryId: room, thumbAsset });
  await seedOlderInteractions(admin, room);
  await addMetadata(admin, room);
  return room;
}

/** A room with so many files, for tests of size. */
export async function seedBigRoom(admin: Admin, files: number): Promise<string> {
  const room = await addRoom(admin, OWNER, { name: `Room with ${files} files`, entitledUsersEdit: COEDITOR });
  const items: string[] = [];
  for (let i = 1; i <= files; i += 1) items.push(await addData(admin, `File ${i}`, `content ${i}`, room));
  await addStoryboard(admin, 'Storyboard', items.slice(0, 10).reverse(), room);
  return room;
}
