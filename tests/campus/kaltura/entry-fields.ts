import {
  adminProperty,
  ApiError,
  cannotBeNull,
  entryNotFound,
  internalError,
  invalidEnum,
  invalidField,
  noRight,
  notUpdatable,
  wrongFormat,
} from './api-error.ts';
import type { Database } from './database.ts';
import { classOf, type Entry, isOwner, peopleList } from './entry.ts';
import { isObject, numberOf, phpString } from './params.ts';
import { type Caller, isAdmin } from './session.ts';
import type { Switches } from './switches.ts';
import { storedName, storedTags } from './texts.ts';

export interface FieldContext {
  readonly database: Database;
  readonly caller: Caller;
  readonly switches: Switches;
  readonly mode: 'insert' | 'update';
  /** The class that the call names: properties of other classes are ignored. */
  readonly objectType: string;
  /** The name of the parameter, for errors. */
  readonly parameter: string;
}

/** Refused when they differ; `status` always. */
const READ_ONLY = [
  'id',
  'status',
  'createdAt',
  'updatedAt',
  'type',
  'capabilities',
  'rootEntryId',
  'creatorId',
] as const;
/** Dropped in silence for a user's session (docs/facts/kaltura-api.md#2-fields). */
const PRIVILEGED = new Set(['referenceId', 'accessControlId']);
const DATES = new Set(['startDate', 'endDate']);
const LISTS = ['entitledUsersEdit', 'entitledUsersPublish', 'entitledUsersView'] as const;
const MULTILINGUAL = new Set(['name', 'description', 'tags']);
const PLAIN = [
  'adminTags',
  'partnerData',
  'groupId',
  'referenceId',
  'redirectEntryId',
  'parentEntryId',
] as const;
const NUMBERS = ['startDate', 'endDate', 'partnerSortValue', 'accessControlId', 'displayInSearch'] as const;

/**
 * Applies the properties that a call gives to a copy of an entry, with the server's rules of type, right and
 * content. Returns the changed entry; nothing is saved.
 */
export function applyFields(
  entry: Entry,
  given: Readonly<Record<string, unknown>>,
  context: FieldContext,
): Entry {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(given)) {
    // `name__null`: what Kaltura's own clients send for null. It skips the check of who may change people.
    if (key.endsWith('__null')) fields.set(key.slice(0, -6), { cleared: true });
    else fields.set(key, value);
  }
  if (given['templateRoomEntryId__null'] !== undefined) throw internalError();
  checkProtected(entry, fields, context);
  const next: Entry = { ...entry, own: { ...entry.own } };
  applyTexts(next, fields, context);
  applyPeople(next, entry, fields, context);
  applyPlain(next, fields, context);
  applyOwn(next, fields, context);
  checkWithParent(fields);
  return next;
}

const isCleared = (value: unknown): boolean => isObject(value) && value['cleared'] === true;
const text = (value: unknown): string => (isCleared(value) ? '' : phpString(value));

function checkProtected(entry: Entry, fields: ReadonlyMap<string, unknown>, context: FieldContext): void {
  for (const name of READ_ONLY) {
    if (!fields.has(name) || fields.get(name) === null) continue;
    if (name === 'creatorId' && context.mode === 'insert') continue;
    const value = text(fields.get(name));
    const current =
      name === 'rootEntryId' ? (entry.rootEntryId ?? entry.id) : phpString(entry[name as keyof Entry]); // absent ones are never equal
    const kept = name !== 'status' && context.mode === 'update' && value === current;
    if (!kept) throw notUpdatable(`${context.objectType}::${name}`);
  }
  if (isAdmin(context.caller)) return;
  if (fields.has('adminTags')) throw adminProperty('adminTags');
  if (context.mode === 'update') {
    for (const name of DATES) if (fields.has(name)) throw adminProperty(name);
  }
}

function applyTexts(
  next: Entry,
  fields: ReadonlyMap<string, unknown>,
  { parameter, switches, mode }: FieldContext,
): void {
  for (const name of MULTILINGUAL) {
    const value = fields.get(name);
    if (value === undefined) continue;
    if (isObject(value) && !isCleared(value)) throw wrongFormat(`${parameter}:${name}`);
    if (value === null && mode === 'update') {
      throw new ApiError(
        'WRONG_REQUEST_LANGUAGE',
        ' Language must be set to MULTI when adding MultiLingualString. Given ["N/A"]',
        { LANGUAGE: 'N/A' },
      );
    }
    if (name === 'name') next.name = storedName(text(value));
    if (name === 'tags') next.tags = storedTags(text(value));
    if (name === 'description') next.description = purified(text(value), next, switches);
  }
}

/**
 * The purifier has no allow-list for rooms: where it blocks, any tag is refused
 * (docs/facts/kaltura-api.md#16-rich-text).
 */
function purified(description: string, { objectType }: Entry, { purifier }: Switches): string {
  if (purifier === 'block' && objectType === 'KalturaRoomEntry' && /<[a-z!/][^>]*>/i.test(description)) {
    throw new ApiError('UNSAFE_HTML_TAGS', 'Potential Unsafe HTML tags found in [RoomEntry]::[description]', {
      CLASS_NAME: 'RoomEntry',
      PROPERTY_NAME: 'description',
    });
  }
  return description;
}

function applyPeople(
  next: Entry,
  before: Entry,
  fields: ReadonlyMap<string, unknown>,
  { caller, mode }: FieldContext,
): void {
  const free = isAdmin(caller) || mode === 'insert' || isOwner(before, caller);
  for (const name of LISTS) {
    const value = fields.get(name);
    if (value === undefined) continue;
    const list = peopleList(text(value));
    const skipsCheck = isCleared(value) || value === null || name === 'entitledUsersView';
    if (!free && !skipsCheck && list !== before[name]) throw noRight();
    next[name] = list;
  }
  const owner = fields.get('userId');
  if (owner !== undefined && owner !== null) {
    const user = text(owner);
    if (!isAdmin(caller) && user.toLowerCase() !== next.userId.toLowerCase()) throw noRight();
    if (mode === 'insert') next.creatorId = text(fields.get('creatorId')) || user;
    next.userId = user;
  }
}

function applyPlain(
  next: Entry,
  fields: ReadonlyMap<string, unknown>,
  { caller, database }: FieldContext,
): void {
  const allowed = (name: string): boolean => isAdmin(caller) || !(PRIVILEGED.has(name) || DATES.has(name));
  for (const name of PLAIN) {
    if (fields.has(name) && allowed(name)) next[name] = text(fields.get(name));
  }
  for (const name of NUMBERS) {
    if (fields.has(name) && allowed(name)) next[name] = numberOf(fields.get(name), 0);
  }
  if (fields.has('parentEntryId')) {
    // An emptied parent is answered as "", not left out (docs/facts/kaltura-api.md#23-corners).
    if (next.parentEntryId === '') return;
    if (!database.find(next.parentEntryId ?? '')) throw internalError();
    // Children are hidden from plain lists, and stay so when the parent is taken away again.
    next.displayInSearch = -1;
  }
}

/** An entry with a parent has no categories, access control or dates of its own (KalturaBaseEntry). */
function checkWithParent(fields: ReadonlyMap<string, unknown>): void {
  const parent = text(fields.get('parentEntryId'));
  const own = ['categories', 'categoriesIds', 'accessControlId', 'startDate', 'endDate'];
  if (parent === '' || !own.some((name) => !['', '0'].includes(text(fields.get(name))))) return;
  throw new ApiError(
    'ASSIGNING_INFO_TO_ENTRY_WITH_PARENT_IS_FORBIDDEN',
    `assigning categories|scheduling|access control to entry with parent entry "${parent}" is not allowed`,
    { ID: parent },
  );
}

function applyOwn(next: Entry, fields: ReadonlyMap<string, unknown>, context: FieldContext): void {
  const entryClass = classOf(context.objectType);
  // A class that is not the entry's own sets nothing that the entry could keep.
  if (entryClass?.objectType !== next.objectType) return;
  for (const name of entryClass.strings) {
    if (fields.has(name)) next.own[name] = reference(name, text(fields.get(name)), context.database);
  }
  for (const name of entryClass.numbers) {
    const value = fields.get(name);
    if (value === undefined) continue;
    const number = phpString(value);
    if (name === 'roomType' && number !== '1' && number !== '2')
      throw invalidEnum(number, name, 'KalturaRoomType');
    next.own[name] = Number(number);
  }
  if (
    next.objectType === 'KalturaRoomEntry' &&
    context.mode === 'insert' &&
    next.own['roomType'] === undefined
  ) {
    throw cannotBeNull('KalturaRoomEntry::roomType');
  }
}

/** A template must be a living room, a recording an entry; a broadcast is stored unchecked. */
function reference(name: string, id: string, database: Database): string {
  if (id === '') return id;
  if (name === 'templateRoomEntryId') {
    const template = database.find(id);
    if (!template) throw entryNotFound(id);
    if (template.type !== 'room.room') throw invalidField(name);
  }
  if (name === 'recordedEntryId' && !database.find(id)) throw invalidField(`${name} - ${id}`);
  return id;
}
