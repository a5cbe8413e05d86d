import type { RoomPart } from '../../../lib/room/report/report.ts';
import type { Fields, ServerRoom } from './server-room.ts';

/**
 * What the server says of one part of a copy: the same as the original's, not the same (in words, what), in the
 * original alone, or in neither. `unseen`: no API shows it.
 */
export type Fact =
  | { readonly state: 'same' | 'absent' | 'none' | 'unseen' }
  | { readonly state: 'differs'; readonly differences: readonly string[] };

export type Facts = Readonly<Record<RoomPart, Fact>>;

export interface Wanted {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** Who cloned. */
  readonly user: string;
}

/** Holds a copy against its original, part by part: the second opinion on what the extension's own check says. */
export function compareRooms(original: ServerRoom, copy: ServerRoom, wanted: Wanted): Facts {
  const copies = new Map(copy.children.map((child) => [text(child, 'rootEntryId'), child]));
  const idOf = (id: string): string => {
    if (id === original.entry['id']) return text(copy.entry, 'id');
    const child = id === '' ? undefined : copies.get(id);
    return child ? text(child, 'id') : id;
  };
  const children = (kind: Kind): Fact => {
    const ofKind = original.children.filter((child) => kindOf(child) === kind);
    const there = copy.children.filter((child) => kindOf(child) === kind);
    const extra = there.length > ofKind.length ? [`${there.length} instead of ${ofKind.length}`] : [];
    return judge(ofKind.length, there.length, [
      ...ofKind.flatMap((child) => childDifferences(child, copies.get(text(child, 'id')), idOf)),
      ...extra,
    ]);
  };
  return {
    texts: judge(1, 1, textDifferences(copy.entry, wanted)),
    settings: judge(1, 1, [
      ...fieldDifferences(original.entry, copy.entry, SETTINGS),
      ...(copy.entry['templateRoomEntryId'] === original.entry['id'] ? [] : ['templateRoomEntryId']),
    ]),
    people: judge(
      1,
      1,
      [copy.entry, ...copy.children].flatMap((entry) => peopleDifferences(entry, wanted.user)),
    ),
    parent: judge(1, 1, copy.entry['rootEntryId'] === original.entry['id'] ? [] : ['rootEntryId']),
    files: children('file'),
    storyboard: children('storyboard'),
    breakouts: children('breakout'),
    attachments: sameItems(original.attachments, copy.attachments, ['filename', 'title', 'content']),
    thumbnails: sameItems(original.thumbnails, copy.thumbnails, ['tags', 'size']),
    metadata: sameItems(original.metadata, copy.metadata, ['metadataProfileId', 'xml']),
    cuePoints: cuePoints(original, copy, wanted.user),
    // The rooms of these tests have no videos with chapters or questions.
    videoCuePoints: judge(0, 0, []),
    recordings: pointers(original.entry, copy.entry, [
      'recordedEntryId',
      'redirectEntryId',
      'broadcastEntryId',
    ]),
    publishing: pointers(original.entry, copy.entry, ['categories']),
    interactions: services(original, copy, ({ interactions }) =>
      interactions.filter(({ status }) => status !== 'deleted').map(contentOf),
    ),
    liveStoryboard: services(original, copy, ({ storyboard }, of) =>
      storyboard.map((item) => comparableItem(item, of === 'original' ? idOf : (id) => id)),
    ),
  };
}

/** What room services hold, as texts in order; `unseen` where there are none. */
function services(
  original: ServerRoom,
  copy: ServerRoom,
  texts: (room: NonNullable<ServerRoom['services']>, of: 'original' | 'copy') => string[],
): Fact {
  if (!original.services || !copy.services) return { state: 'unseen' };
  const [due, there] = [texts(original.services, 'original'), texts(copy.services, 'copy')];
  const drafts = copy.services.interactions.every(({ status }) => status === 'draft');
  const wrong = due.filter((text, place) => there[place] !== text);
  return judge(due.length, there.length, [
    ...wrong,
    ...(there.length > due.length ? [`${there.length} instead of ${due.length}`] : []),
    ...(drafts ? [] : ['not all are drafts']),
  ]);
}

/** By what it asks or says: votes and answers are no part of a copy, and a picture has another id. */
const contentOf = ({ type, content }: Fields): string => {
  const { question, statement, text: said, title } = content as Fields; // what the services answer
  return JSON.stringify([type, question, statement, said, title]);
};

const comparableItem = (item: Fields, idOf: (id: string) => string): string =>
  JSON.stringify([item['kind'], item['title'], idOf(text(item, 'entryId')), item['settings']]);

const SETTINGS = ['type', 'roomType', 'accessControlId', 'startDate', 'endDate', 'displayInSearch'];
const CHILD_FIELDS = [
  'type',
  'status',
  'name',
  'description',
  'dataContent',
  'mediaType',
  'roomType',
  'documentType',
];

/** Each poll and each announcement once, the cloner's own and not public; no votes, no questions of the audience. */
function cuePoints(original: ServerRoom, copy: ServerRoom, user: string): Fact {
  const due = original.cuePoints.filter((one) => isPoll(one) || isAnnouncement(one, original));
  const described = (room: ServerRoom) => (one: Fields) => {
    const rows = metadataOf(one, room).map(
      (row) => `${String(row['metadataProfileId'])} ${text(row, 'xml')}`,
    );
    return { ...one, metadata: rows.sort().join() };
  };
  const items = sameItems(due.map(described(original)), copy.cuePoints.map(described(copy)), [
    ...['cuePointType', 'code', 'text', 'partnerData', 'startTime', 'metadata'],
  ]);
  const shown = copy.cuePoints.filter((one) => one['isPublic'] === true);
  const foreign = copy.cuePoints.filter((one) => one['userId'] !== user);
  const wrong = [
    ...(items.state === 'differs' ? items.differences : []),
    ...shown.map((one) => `${text(one, 'text')} is public`),
    ...foreign.map((one) => `${text(one, 'text') || text(one, 'code')} is not the cloner's`),
  ];
  return wrong.length === 0 ? items : { state: 'differs', differences: wrong };
}

const isPoll = (cuePoint: Fields): boolean => /(?:^|,)\s*poll-data\s*(?:,|$)/.test(text(cuePoint, 'tags'));

const metadataOf = (cuePoint: Fields, { annotationMetadata }: ServerRoom): Fields[] =>
  annotationMetadata.filter((row) => row['objectId'] === cuePoint['id']);

const isAnnouncement = (cuePoint: Fields, room: ServerRoom): boolean =>
  metadataOf(cuePoint, room).some((row) => {
    const xml = text(row, 'xml');
    return xml.includes('<Type>Announcement</Type>') && !xml.includes('<State>Deleted</State>');
  });

const text = (entry: Fields, field: string): string => {
  const value = entry[field];
  return typeof value === 'string' ? value : '';
};

type Kind = 'file' | 'storyboard' | 'breakout';

function kindOf(child: Fields): Kind {
  const type = String(child['type']);
  if (type === '5') return 'storyboard';
  return type === 'room.room' ? 'breakout' : 'file';
}

function judge(originals: number, copies: number, differences: readonly string[]): Fact {
  if (originals === 0 && copies === 0) return { state: 'none' };
  if (originals > 0 && copies === 0) return { state: 'absent' };
  return differences.length === 0 ? { state: 'same' } : { state: 'differs', differences };
}

const fieldDifferences = (original: Fields, copy: Fields, fields: readonly string[]): string[] =>
  fields.filter((field) => (original[field] ?? null) !== (copy[field] ?? null));

function textDifferences(copy: Fields, { name, description, tags }: Wanted): string[] {
  const stored = text(copy, 'tags').split(/\s*,\s*/);
  return [
    ...(copy['name'] === name ? [] : ['name']),
    ...(copy['description'] === description ? [] : ['description']),
    ...([...stored].sort().join() === [...tags].sort().join() ? [] : ['tags']),
  ];
}

function peopleDifferences(entry: Fields, user: string): string[] {
  const fields = ['entitledUsersEdit', 'entitledUsersPublish', 'entitledUsersView'];
  const wrong = fields.filter((field) => text(entry, field) !== '');
  if (entry['userId'] !== user) wrong.push('userId');
  return wrong.map((field) => `${field} of ${text(entry, 'name')}`);
}

function childDifferences(
  original: Fields,
  copy: Fields | undefined,
  idOf: (id: string) => string,
): string[] {
  const name = text(original, 'name');
  if (!copy) return [`${name} is missing`];
  const wrong = fieldDifferences(original, copy, CHILD_FIELDS);
  if (copy['parentEntryId'] !== idOf(text(original, 'parentEntryId'))) wrong.push('parentEntryId');
  const items = text(original, 'playlistContent').split(',').map(idOf).join(',');
  if (text(copy, 'playlistContent') !== items) wrong.push('playlistContent');
  return wrong.map((field) => `${field} of ${name}`);
}

/** Items without ids of their own that last: compared by what is in them. */
function sameItems(original: readonly Fields[], copy: readonly Fields[], fields: readonly string[]): Fact {
  const keys = (items: readonly Fields[]): string[] =>
    items.map((item) => JSON.stringify(fields.map((field) => item[field] ?? null))).sort();
  const same = keys(original).join() === keys(copy).join();
  return judge(original.length, copy.length, same ? [] : [`${copy.length} of ${original.length}`]);
}

/** Fields that point to what belongs to the original alone. */
function pointers(original: Fields, copy: Fields, fields: readonly string[]): Fact {
  const set = (entry: Fields): number => fields.filter((field) => text(entry, field) !== '').length;
  return judge(set(original), set(copy), fieldDifferences(original, copy, fields));
}
