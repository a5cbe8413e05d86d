import { chosenGalleries, listGalleries } from '../../clone/reading/galleries.ts';
import { checkRooms, countInside, listRooms } from '../../clone/reading/rooms.ts';
import { problemOf } from '../../clone/job/problem-of.ts';
import { type KalturaClient, kalturaClient } from '../../kaltura/transport/client.ts';
import type { Entry } from '../../kaltura/entry.ts';
import { entryId, type UserId, userId } from '../../kaltura/ids.ts';
import type { Service } from '../../kaltura/session.ts';
import type {
  Account,
  BatchLine,
  BatchStarted,
  BatchView,
  CheckedRooms,
  CourseRoom,
  Galleries,
  ListedRoom,
  PanelMessage,
  RoomInside,
  RoomsPage,
} from '../../messages/messages.ts';
import { type Batch, newBatch } from '../../plan/batch.ts';
import { coeditorsOf } from '../../room/people/coeditors.ts';
import type { Gallery } from '../../room/gallery.ts';
import { roomsOfCourse } from '../moodle/activity-around.ts';
import { batchLine, batchView } from '../batches/batch-view.ts';
import type { StartedFrom } from '../jobs/started-from.ts';
import { storageProblem } from '../jobs/storage-problem.ts';
import type { Services } from '../services.ts';
import type { SessionOrigin } from '../sessions/session-store.ts';

type Of<Type extends PanelMessage['type']> = Extract<PanelMessage, { type: Type }>;

/** What is done at each message of the page of rooms. */
export const BATCH_HANDLERS = {
  'rooms.accounts': accounts,
  'rooms.list': rooms,
  'rooms.check': check,
  'rooms.galleries': galleries,
  'rooms.inside': inside,
  'rooms.course': course,
  'batch.start': start,
  'batch.list': list,
  'batch.read': read,
  'batch.want': want,
} as const;

const NO_SESSION = { ok: false, problem: { code: 'sessionOver' } } as const;

async function accounts({ sessions }: Services): Promise<readonly Account[]> {
  return (await sessions.people()).map(({ service, user }) => ({ ...service, user }));
}

/** A client with the session of an account, as long as there is one: never with somebody else's. */
async function clientOf(
  { sessions, platform }: Services,
  account: Account,
): Promise<KalturaClient | undefined> {
  const session = await sessions.find(serviceOf(account), userOf(account));
  return session && kalturaClient(session, platform.post);
}

const serviceOf = ({ url, partnerId }: Account): Service => ({ url, partnerId });
const userOf = ({ user }: Account): UserId => userId(user);

async function rooms(services: Services, { account, which, page }: Of<'rooms.list'>): Promise<RoomsPage> {
  const client = await clientOf(services, account);
  if (!client) return NO_SESSION;
  const listed = await listRooms(client, userOf(account), which, page);
  if (!listed.ok) return { ok: false, problem: problemOf(listed.failure) };
  return { ok: true, ...listed.value, rooms: listed.value.rooms.map(listedRoom) };
}

async function check(services: Services, { account, entryIds }: Of<'rooms.check'>): Promise<CheckedRooms> {
  const client = await clientOf(services, account);
  if (!client) return NO_SESSION;
  const checked = await checkRooms(
    client,
    entryIds.flatMap((id) => entryId(id) ?? []),
  );
  if (!checked.ok) return { ok: false, problem: problemOf(checked.failure) };
  return {
    ok: true,
    rooms: checked.value.map((one) =>
      one.ok ? { entryId: one.entryId, ok: true, room: listedRoom(one.entry) } : one,
    ),
  };
}

async function inside(
  services: Services,
  { account, entryIds }: Of<'rooms.inside'>,
): Promise<readonly RoomInside[]> {
  const client = await clientOf(services, account);
  if (!client) return [];
  return countInside(
    client,
    entryIds.flatMap((id) => entryId(id) ?? []),
  );
}

async function galleries(services: Services, { account }: Of<'rooms.galleries'>): Promise<Galleries> {
  const client = await clientOf(services, account);
  if (!client) return NO_SESSION;
  const listed = await listGalleries(client);
  if (!listed.ok) return { ok: false, problem: problemOf(listed.failure) };
  return { ok: true, galleries: listed.value };
}

function course(
  { platform, frames }: Services,
  { tabId }: Of<'rooms.course'>,
): Promise<readonly CourseRoom[]> {
  return roomsOfCourse(platform, frames, tabId);
}

/** The galleries that were chosen, with their names as they are now; what is not known of one its publishing will show. */
async function named(
  services: Services,
  account: Account,
  ids: readonly number[],
): Promise<readonly Gallery[]> {
  if (ids.length === 0) return [];
  const client = await clientOf(services, account);
  const listed = client && (await listGalleries(client));
  return chosenGalleries(ids, listed?.ok === true ? listed.value : []).galleries;
}

function listedRoom(entry: Entry): ListedRoom {
  const { id, name, tags, createdAt, updatedAt, userId: owner, rootEntryId } = entry;
  return {
    entryId: id,
    ...{ name, tags, createdAt, updatedAt, owner },
    coeditors: coeditorsOf(entry),
    // A room that is no copy names itself (docs/facts/kaltura-api.md#2-fields).
    root: rootEntryId === id ? undefined : rootEntryId,
  };
}

async function start(
  services: Services,
  { account, names, rooms: chosen, publishTo: ids, coeditors }: Of<'batch.start'>,
): Promise<BatchStarted> {
  const { platform, batches, sessions } = services;
  const [service, user] = [serviceOf(account), userOf(account)];
  const origin = await sessions.originOf(service, user);
  if (!origin) return NO_SESSION;
  const planned = chosen.flatMap(({ entryId: id, ...room }) => {
    const known = entryId(id);
    return known ? [{ ...room, entryId: known }] : [];
  });
  const id = platform.newId();
  const createdAt = platform.clock.now();
  const publishTo = await named(services, account, ids);
  const batch = newBatch(
    {
      ...{ id, createdAt, service, user, names, startedFrom: startedFrom(origin) },
      ...(publishTo.length > 0 && { publishTo }),
      ...(coeditors.length > 0 && { coeditors }),
    },
    planned,
  );
  try {
    await batches.start(batch);
  } catch (error) {
    return { ok: false, problem: storageProblem(error) };
  }
  return { ok: true, batchId: id };
}

/** No tab is the one in which it was started: from there the new rooms are opened anew. */
const startedFrom = ({ site, page }: SessionOrigin): StartedFrom =>
  site === page
    ? { tabId: -1, frameId: 0, url: page }
    : { tabId: -1, frameId: -1, url: page, parentOrigin: site };

/** The batches of whoever is there, newest first. */
async function list({ batches, people }: Services): Promise<readonly BatchLine[]> {
  const all = await people.shown(await batches.all().catch(() => []));
  return all.toSorted((a, b) => b.createdAt - a.createdAt).map(batchLine);
}

async function shown({ batches, people }: Services, id: string): Promise<Batch | undefined> {
  const batch = await batches.batch(id).catch(() => undefined);
  return batch && (await people.isHidden(batch)) ? undefined : batch;
}

async function read(services: Services, { batchId }: Of<'batch.read'>): Promise<BatchView | undefined> {
  const batch = await shown(services, batchId);
  if (!batch) return undefined;
  await services.batchNotices.withdraw(batchId);
  const jobs = (await services.jobs.jobs()).filter((job) => job.batch === batchId);
  await services.jobs.markSeen(jobs).catch(() => undefined);
  await services.person.showBadge();
  return batchView(batch, jobs);
}

async function want(services: Services, { batchId, wish }: Of<'batch.want'>): Promise<boolean> {
  if (!(await shown(services, batchId))) return false;
  await services.batches.want(batchId, wish);
  return true;
}
