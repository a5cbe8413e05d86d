import type { Caller } from './session.ts';

/** A row of the database. Absent = null: such fields are left out of answers. */
export interface Entry {
  readonly id: string;
  readonly type: number | string;
  objectType: string;
  status: number;
  name: string;
  description: string;
  tags: string;
  adminTags?: string;
  userId: string;
  creatorId: string;
  createdAt: number;
  updatedAt: number;
  startDate?: number;
  endDate?: number;
  referenceId?: string;
  partnerData?: string;
  partnerSortValue: number;
  groupId?: string;
  accessControlId?: number;
  redirectEntryId?: string;
  rootEntryId?: string;
  parentEntryId?: string;
  entitledUsersEdit: string;
  entitledUsersPublish: string;
  entitledUsersView: string;
  displayInSearch: number;
  /** Of rooms, media, documents, playlists and data entries: the fields that only their class has. */
  own: Record<string, string | number>;
  /** The settings of a quiz: a video that is one. */
  quiz?: Readonly<Record<string, unknown>>;
  /** Raw content of media and documents. */
  content?: Buffer;
}

interface EntryClass {
  readonly type: number | string;
  readonly objectType: string;
  readonly strings: readonly string[];
  readonly numbers: readonly string[];
  /** Rooms hold no content of their own: status NO_CONTENT. */
  readonly status: number;
}

export const ROOM: EntryClass = {
  type: 'room.room',
  objectType: 'KalturaRoomEntry',
  strings: ['broadcastEntryId', 'templateRoomEntryId', 'recordedEntryId'],
  numbers: ['roomType'],
  status: 7,
};
const CLASSES: readonly EntryClass[] = [
  ROOM,
  { type: 1, objectType: 'KalturaMediaEntry', strings: [], numbers: ['mediaType'], status: 2 },
  {
    type: 5,
    objectType: 'KalturaPlaylist',
    strings: ['playlistContent'],
    numbers: ['playlistType'],
    status: 2,
  },
  { type: 6, objectType: 'KalturaDataEntry', strings: ['dataContent'], numbers: [], status: 2 },
  { type: 10, objectType: 'KalturaDocumentEntry', strings: [], numbers: ['documentType'], status: 7 },
];

export const BASE_CLASS: EntryClass = {
  type: 'base',
  objectType: 'KalturaBaseEntry',
  strings: [],
  numbers: [],
  status: 7,
};

export const classOf = (objectType: unknown): EntryClass | undefined =>
  CLASSES.find((entryClass) => entryClass.objectType === objectType);

/** What categories an entry stands in, as its answer shows them. */
export interface Assignments {
  readonly names: string;
  readonly ids: string;
}

/** Where an answer comes from. */
export interface Origin {
  readonly partnerId: number;
  /** Scheme and host, for the addresses that it holds. */
  readonly origin: string;
}

/** An entry as the API answers it. `shape`: an update answers in the class that it was called with. */
export function entryAnswer(
  entry: Entry,
  from: Origin,
  categories: Assignments,
  shape = entry.objectType,
): object {
  const { partnerId } = from;
  const shown = classOf(shape) ?? BASE_CLASS;
  const own = Object.fromEntries(
    [...shown.numbers, ...shown.strings].flatMap((name) =>
      name in entry.own ? [[name, entry.own[name]]] : [],
    ),
  );
  return {
    id: entry.id,
    name: entry.name,
    description: entry.description,
    partnerId,
    userId: entry.userId,
    creatorId: entry.creatorId,
    tags: entry.tags,
    ...given(entry, 'adminTags'),
    categories: categories.names,
    categoriesIds: categories.ids,
    status: entry.status,
    type: entry.type,
    createdAt: entry.createdAt,
    updatedAt: entry.updatedAt,
    ...given(entry, 'startDate'),
    ...given(entry, 'endDate'),
    ...given(entry, 'referenceId'),
    ...given(entry, 'partnerData'),
    partnerSortValue: entry.partnerSortValue,
    ...given(entry, 'groupId'),
    ...given(entry, 'accessControlId'),
    ...given(entry, 'redirectEntryId'),
    rootEntryId: entry.rootEntryId ?? entry.id,
    ...given(entry, 'parentEntryId'),
    entitledUsersEdit: entry.entitledUsersEdit,
    entitledUsersPublish: entry.entitledUsersPublish,
    entitledUsersView: entry.entitledUsersView,
    capabilities: entry.quiz ? 'quiz.quiz' : '',
    displayInSearch: entry.displayInSearch,
    ...besides(entry, from),
    ...own,
    ...(shape === 'KalturaDataEntry' && { retrieveDataContentByGet: 1 }),
    ...(shape === 'KalturaMediaEntry' && ofMedia(entry, from)),
    objectType: shown.objectType,
  };
}

/** What every entry answers besides, of which this project reads nothing (docs/facts/kaltura-api.md#26-fields-besides). */
function besides(entry: Entry, from: Origin): object {
  const hasContent = entry.content !== undefined || entry.own['dataContent'] !== undefined;
  const version = hasContent ? '100001' : 0;
  const { name, tags, adminTags = '', own } = entry;
  return {
    moderationStatus: 6,
    moderationCount: 0,
    rank: 0,
    totalRank: 0,
    votes: 0,
    downloadUrl: `${filesOf(entry, from, 'raw')}/version/${version}`,
    searchText:
      `_PAR_ONLY_ _${from.partnerId}_ _MEDIA_TYPE_${own['mediaType'] ?? -1}|  ${name} ${tags} ${adminTags}`.trim(),
    version,
    thumbnailUrl: `${filesOf(entry, from, 'thumbnail')}/version/0`,
    replacementStatus: 0,
    operationAttributes: [],
    blockAutoTranscript: false,
  };
}

/** The same for media alone. */
const ofMedia = ({ id }: Entry, { partnerId, origin }: Origin): object => ({
  sourceType: '1',
  dataUrl: `${origin}/p/${partnerId}/sp/${partnerId}00/playManifest/entryId/${id}/format/url/protocol/http`,
  plays: 0,
  views: 0,
  duration: 0,
  msDuration: 0,
  licenseType: -1,
});

const filesOf = ({ id }: Entry, { partnerId, origin }: Origin, kind: 'raw' | 'thumbnail'): string =>
  `${origin}/p/${partnerId}/sp/${partnerId}00/${kind}/entry_id/${id}`;

const given = (entry: Entry, name: keyof Entry): object =>
  entry[name] === undefined ? {} : { [name]: entry[name] };

/** Names of people, without spaces and doubles, in their order. */
export function peopleList(text: string): string {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].join(',');
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const isOwner = (entry: Entry, { user }: Caller): boolean => user !== '' && same(entry.userId, user);

/** Owner, co-editor, or member of a group that is co-editor. */
export function mayEdit(entry: Entry, caller: Caller, groups: readonly string[]): boolean {
  if (isOwner(entry, caller)) return true;
  const editors = entry.entitledUsersEdit.split(',');
  return [caller.user, ...groups].some((name) => name !== '' && editors.some((editor) => same(editor, name)));
}
