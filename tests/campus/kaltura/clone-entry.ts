import { ApiError, invalidEnum } from './api-error.ts';
import type { CuePoint, Database } from './database.ts';
import { type Entry, isOwner } from './entry.ts';
import { isObject, phpString } from './params.ts';
import type { Caller } from './session.ts';

const ITEM_TYPES = new Set([
  ...['1', '2', '3', '4', '5', '6', '7'],
  'annotation.ANNOTATION_CUE_POINTS',
  'codeCuePoint.CODE_CUE_POINTS',
  'thumbCuePoint.THUMB_CUE_POINTS',
  'adCuePoint.AD_CUE_POINTS',
  'sessionCuePoint.SESSION_CUE_POINTS',
]);

interface CloneOptions {
  readonly users: boolean;
  readonly categories: boolean;
  readonly children: boolean;
  readonly accessControl: boolean;
  readonly metadata: boolean;
  readonly codeCuePoints: boolean;
  readonly annotations: boolean;
  readonly thumbCuePoints: boolean;
}

/** Reads cloneOptions. The first word on an item type counts; an option without one, or no list, says nothing. */
export function readOptions(given: unknown): CloneOptions {
  const rules = new Map<string, string>();
  const options = Array.isArray(given) ? given : isObject(given) ? Object.values(given) : [];
  for (const option of options.filter(isObject)) {
    if (option['objectType'] !== 'KalturaBaseEntryCloneOptionComponent') {
      const base = 'KalturaBaseEntryCloneOptionItem';
      throw new ApiError(
        'OBJECT_TYPE_ABSTRACT',
        `The object type "${base}" is abstract, use one of the object implementations`,
        { OBJ_TYPE: base },
      );
    }
    const rule = phpString(option['rule'] ?? 0);
    if (rule !== '0' && rule !== '1') throw invalidEnum(rule, 'rule', 'KalturaCloneComponentSelectorType');
    if (option['itemType'] === undefined) continue;
    const itemType = phpString(option['itemType']);
    if (!ITEM_TYPES.has(itemType)) throw invalidEnum(itemType, 'itemType', 'KalturaBaseEntryCloneOptions');
    if (!rules.has(itemType)) rules.set(itemType, rule);
  }
  const included = (itemType: string): boolean => rules.get(itemType) === '0';
  const excluded = (itemType: string): boolean => rules.get(itemType) === '1';
  return {
    users: !excluded('1'),
    categories: !excluded('2'),
    children: included('3'),
    accessControl: !excluded('4'),
    metadata: !excluded('5'),
    codeCuePoints: included('codeCuePoint.CODE_CUE_POINTS'),
    annotations: included('annotation.ANNOTATION_CUE_POINTS'),
    thumbCuePoints: included('thumbCuePoint.THUMB_CUE_POINTS'),
  };
}

/**
 * baseEntry.clone, with what it loses: the fields of a room live in custom data that the copy does not get
 * (docs/facts/kaltura-api.md#6-what-a-clone-drops), co-editors always come along
 * (docs/facts/kaltura-api.md#7-people-of-a-clone), and a playlist keeps only items that were cloned before it
 * (docs/facts/kaltura-api.md#22-measured-recipe), in the same HTTP request.
 */
export function cloneEntry(
  database: Database,
  source: Entry,
  options: CloneOptions,
  caller: Caller,
  copies: Map<string, string>,
): Entry {
  return cloneTree(database, source, options, caller, undefined, copies);
}

function cloneTree(
  database: Database,
  source: Entry,
  options: CloneOptions,
  caller: Caller,
  parentEntryId: string | undefined,
  copies: Map<string, string>,
): Entry {
  const now = database.now();
  const {
    accessControlId,
    parentEntryId: _parent,
    referenceId: _reference,
    redirectEntryId: _redirect,
    ...kept
  } = source;
  const copy: Entry = {
    ...kept,
    id: database.newId(),
    createdAt: now,
    updatedAt: now,
    rootEntryId: source.id,
    ...(parentEntryId !== undefined && { parentEntryId }),
    ...(options.accessControl && accessControlId !== undefined && { accessControlId }),
    ...(!options.users && { userId: caller.user, creatorId: caller.user }),
    own: source.type === 'room.room' ? {} : { ...source.own },
  };
  copies.set(source.id, copy.id);
  if (source.type === 5) {
    const items = phpString(source.own['playlistContent']).split(',');
    copy.own['playlistContent'] = items.map((item) => copies.get(item) ?? '').join(',');
  }
  database.save(copy);
  // A source that is not READY notes the pending clone on itself, and is saved (2.6).
  if (source.status !== 2) {
    source.updatedAt = now;
    database.save(source);
  }
  copyAssets(database, source.id, copy.id, now);
  if (options.categories) {
    for (const { categoryId, creatorUserId } of database.categoryEntries.filter(
      ({ entryId }) => entryId === source.id,
    )) {
      database.categoryEntries.push({ categoryId, entryId: copy.id, createdAt: now, creatorUserId });
    }
  }
  copyCuePointsAndMetadata(database, source.id, copy.id, options);
  if (options.children) {
    // In the order of their ids, which is random: so it is clock which items a playlist keeps.
    const children = database.children(source.id).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const child of children) cloneTree(database, child, options, caller, copy.id, copies);
  }
  return copy;
}

function copyAssets(database: Database, from: string, to: string, now: number): void {
  const times = { createdAt: now, updatedAt: now };
  for (const asset of [...database.attachments.values()].filter(({ entryId }) => entryId === from)) {
    const id = database.newId();
    database.attachments.set(id, { ...asset, ...times, id, entryId: to });
  }
  for (const asset of [...database.thumbnails.values()].filter(({ entryId }) => entryId === from)) {
    const id = database.newId();
    database.thumbnails.set(id, { ...asset, ...times, id, entryId: to, status: 2 });
  }
}

/**
 * An annotation cannot be copied without a permission that the partner lacks: the copy stops there in silence, and
 * with it the metadata (recorded scenario `clone-annotations-abort`).
 */
function copyCuePointsAndMetadata(database: Database, from: string, to: string, options: CloneOptions): void {
  const chosen = [...database.cuePoints.values()]
    .filter(({ entryId }) => entryId === from)
    .filter(({ kind }) => {
      switch (kind) {
        case 'code':
          return options.codeCuePoints;
        case 'annotation':
          return options.annotations;
        case 'thumb':
          return options.thumbCuePoints;
        case 'question':
        case 'answer':
          // No option brings them (docs/facts/kaltura-api.md#4-clone-options), though the settings of the quiz come
          // along.
          return false;
      }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const now = database.now();
  for (const cuePoint of chosen) {
    if (cuePoint.kind === 'annotation') return;
    const id = database.newId();
    const copy: CuePoint = { ...cuePoint, id, entryId: to, createdAt: now, updatedAt: now };
    database.cuePoints.set(id, { ...copy, fields: { ...cuePoint.fields, copiedFrom: cuePoint.id } });
  }
  if (!options.metadata) return;
  for (const row of [...database.metadata.values()].filter(({ objectId }) => objectId === from)) {
    const id = database.nextNumber();
    database.metadata.set(id, { ...row, id, objectId: to, createdAt: now, updatedAt: now });
  }
}

/** Deletes an entry with its children; what refers to it stays as it is. */
export function deleteTree(database: Database, entry: Entry): void {
  for (const child of database.children(entry.id)) deleteTree(database, child);
  database.remove(entry.id);
}

export const mayDelete = (entry: Entry, caller: Caller): boolean => isOwner(entry, caller);
