import { ADMIN } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { profileOf } from '../campus/demo/profile.ts';
import type { World } from './world.ts';

/** A room of four levels with everything on each, and what is equal in a copy of it. */

const ANNOTATION = 'annotationMetadata.Annotation';

/** Makes the room. Everything in it is its owner's. @returns the ids of what tests ask for */
export async function seedTree({ admin }: World) {
  const course = await profileOf(admin, { systemName: 'Course', of: '1', elements: ['Course'] });
  const qna = await profileOf(admin, {
    ...{ systemName: 'Kaltura-QnA', of: ANNOTATION },
    elements: ['State', 'Type', 'ThreadId'],
  });

  const addRoom = async (name: string, fields: object = {}): Promise<string> => {
    const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name, tags: `tag of ${name}`, ...fields };
    return String((await admin.must(OWNER, 'room_room', 'add', { entry }))['id']);
  };
  const addVideo = async (name: string, parentEntryId: string): Promise<string> => {
    const entry = { objectType: 'KalturaMediaEntry', mediaType: 1, name, parentEntryId };
    return String((await admin.must(OWNER, 'media', 'add', { entry }))['id']);
  };
  const addBoard = async (name: string, parentEntryId: string, content: readonly string[]): Promise<void> => {
    const fields = { name, parentEntryId, playlistType: 3, playlistContent: content.join(',') };
    await admin.must(OWNER, 'playlist', 'add', { playlist: { objectType: 'KalturaPlaylist', ...fields } });
  };
  const addPoint = async (entryId: string, objectType: string, fields: object): Promise<string> => {
    const cuePoint = { objectType, entryId, startTime: 7, ...fields };
    return String((await admin.must(OWNER, 'cuepoint_cuepoint', 'add', { cuePoint }))['id']);
  };

  /** An attachment, a thumbnail and metadata. */
  const furnish = async (entryId: string, name: string): Promise<void> => {
    const attachmentAsset = { objectType: 'KalturaAttachmentAsset', filename: `${name}.txt`, title: name };
    const { id } = await admin.must(OWNER, 'attachment_attachmentasset', 'add', { entryId, attachmentAsset });
    const contentResource = { objectType: 'KalturaStringResource', content: `Sheet of ${name}` };
    await admin.must(OWNER, 'attachment_attachmentasset', 'setContent', { id, contentResource });
    const thumbAsset = { objectType: 'KalturaThumbAsset', tags: `thumb of ${name}` };
    const thumb = await admin.must(OWNER, 'thumbAsset', 'add', { entryId, thumbAsset });
    await admin.must(OWNER, 'thumbAsset', 'setContent', { id: thumb['id'], contentResource });
    const xmlData = `<metadata><Course>${name}</Course></metadata>`;
    const row = { metadataProfileId: course, objectType: '1', objectId: entryId, xmlData };
    await admin.must(OWNER, 'metadata_metadata', 'add', row);
  };
  /** What a room's audience is asked and told, with votes. */
  const interact = async (entryId: string, name: string): Promise<void> => {
    const more = { partnerSortValue: 3, triggeredAt: 900, thumbOffset: 4, forceStop: true };
    const poll = { code: 'poll', tags: 'poll-data,id:1', partnerData: `{"question":"${name}?"}`, ...more };
    await addPoint(entryId, 'KalturaCodeCuePoint', poll);
    await addPoint(entryId, 'KalturaCodeCuePoint', { code: 'vote', tags: 'poll-results', partnerData: '1' });
    const news = await addPoint(entryId, 'KalturaAnnotation', { text: `News of ${name}`, isPublic: true });
    const xmlData = `<metadata><State>Answered</State><Type>Announcement</Type><ThreadId>${news}</ThreadId></metadata>`;
    const row = { metadataProfileId: qna, objectType: ANNOTATION, objectId: news, xmlData };
    await admin.must(OWNER, 'metadata_metadata', 'add', row);
  };
  /** Chapters, code, and a quiz with somebody's answer. */
  const fill = async (entryId: string, name: string): Promise<void> => {
    await addPoint(entryId, 'KalturaThumbCuePoint', { title: `Chapter of ${name}`, description: 'D' });
    await addPoint(entryId, 'KalturaCodeCuePoint', { code: `code of ${name}`, tags: 'player' });
    await admin.must(OWNER, 'quiz_quiz', 'add', { entryId, quiz: { allowDownload: 1 } });
    const optionalAnswers = [{ objectType: 'KalturaOptionalAnswer', key: '1', text: '4', isCorrect: 1 }];
    const question = {
      question: `2 + 2 in ${name}?`,
      questionType: 1,
      presentationOrder: 2,
      optionalAnswers,
    };
    const parentId = await addPoint(entryId, 'KalturaQuestionCuePoint', question);
    await addPoint(entryId, 'KalturaAnswerCuePoint', { parentId, answerKey: '1' });
  };

  const template = await addRoom('Template');
  const outside = await addRoom('Outside');
  const room = await addRoom('Room', { entitledUsersEdit: COEDITOR, description: '<p>D</p>' });
  const breakout = await addRoom('Breakout', {
    ...{ roomType: 2, parentEntryId: room, templateRoomEntryId: template, entitledUsersEdit: COEDITOR },
  });
  const inner = await addRoom('Inner breakout', { roomType: 2, parentEntryId: breakout });
  const video = await addVideo('Video', room);
  const lecture = await addVideo('Lecture', inner);
  const scene = await addVideo('Second camera', lecture);
  await addBoard('Storyboard', room, [video, room, outside, breakout]);
  await addBoard('Inner storyboard', inner, [lecture, room, video]);
  const all = { room, breakout, inner, video, lecture, scene };
  for (const [name, id] of Object.entries(all)) await furnish(id, name);
  for (const [name, id] of Object.entries({ room, breakout, inner })) await interact(id, name);
  for (const [name, id] of Object.entries({ video, lecture, scene })) await fill(id, name);
  return { ...all, template, outside };
}

/** What is below an entry and belongs to it, by names: so that a copy has the same text as its original. */
export async function describeTree(campus: World, id: string): Promise<string> {
  const { kaltura, admin } = campus;
  const entries = kaltura.entries();
  const lines: string[] = [];
  const own = new Map<string, string>();
  const walk = async (entryId: string, path: string): Promise<void> => {
    const entry = entries.find((one) => one.id === entryId);
    if (!entry) throw new Error('There is no such entry.');
    own.set(entryId, path);
    const { playlistContent, templateRoomEntryId, ...fields } = entry.own;
    const root = path === 'room';
    lines.push(
      `${path} ${JSON.stringify({
        ...{ type: entry.type, status: entry.status, show: entry.displayInSearch, fields, quiz: entry.quiz },
        ...(!root && { name: entry.name, tags: entry.tags, template: templateRoomEntryId }),
        items: playlistContent,
      })}`,
    );
    const filter = { entryIdEqual: entryId };
    for (const service of ['attachment_attachmentasset', 'thumbAsset']) {
      const { objects } = await admin.must(ADMIN, service, 'list', { filter, pager: { pageSize: 500 } });
      for (const { filename, title, tags, size } of objects as Record<string, unknown>[])
        lines.push(`${path} asset ${JSON.stringify({ filename, title, tags, size })}`);
    }
    for (const row of kaltura.metadata().filter(({ objectId }) => objectId === entryId))
      lines.push(`${path} metadata ${row.xml}`);
    for (const { kind, fields: of, id: point } of kaltura
      .cuePoints()
      .filter((one) => one.entryId === entryId)) {
      if (kind === 'answer' || of['tags'] === 'poll-results') continue;
      const { systemName: _s, copiedFrom: _c, userId: _u, isPublic: _p, parentId: _i, ...content } = of;
      const xml = kaltura.metadata().flatMap((row) => (row.objectId === point ? [row.xml] : []));
      const described = xml.map((text) => text.replace(/<ThreadId>.*<\/ThreadId>/, ''));
      const tags = String(content['tags'] ?? '')
        .split(', ')
        .filter((tag) => !tag.startsWith('id:'));
      const said = Object.entries({ ...content, tags, described }).sort(([a], [b]) => (a < b ? -1 : 1));
      lines.push(`${path} ${kind} ${JSON.stringify(said)}`);
    }
    for (const child of entries.filter(({ parentEntryId }) => parentEntryId === entryId))
      await walk(child.id, `${path}/${child.name}`);
  };
  await walk(id, 'room');
  const text = lines.sort().join('\n');
  // Ids of what is in the room by its place there.
  return [...own].reduce((all, [entryId, path]) => all.replaceAll(entryId, `<${path}>`), text);
}
