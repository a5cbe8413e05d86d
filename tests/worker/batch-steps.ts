import type { BatchStarted, BatchView, BatchWish } from '../../lib/messages/messages.ts';
import type { Activity } from '../../lib/room/activity.ts';
import type { PartName } from '../../lib/room/report/report.ts';
import { OWNER } from '../campus/demo/people.ts';
import type { CampusWorld, User } from './campus-world.ts';

/** What is done with batches of rooms in the simulated browser, and how they stand. */

const NAMES = { pattern: '{name} – Spring', term: '', year: '', replace: [] };

export async function addRooms(world: CampusWorld, count: number, owner: string = OWNER): Promise<string[]> {
  const rooms: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name: `Room ${n}` };
    rooms.push(String((await world.admin.must(owner, 'room_room', 'add', { entry }))['id']));
  }
  await world.pass(3_000);
  return rooms;
}

export interface Wanted {
  readonly user?: User;
  readonly copies?: number;
  readonly publishTo?: readonly number[];
  readonly coeditors?: readonly string[];
  /** The activity that is copied with each room. */
  readonly activity?: Activity;
}

export async function start(
  world: CampusWorld,
  rooms: readonly string[],
  { user = OWNER, copies = 1, publishTo = [], coeditors = [], activity }: Wanted = {},
): Promise<string> {
  await world.signIn(user);
  const account = { url: 'https://www.kaltura.com', partnerId: world.kaltura.partnerId, user };
  const chosen = rooms.map((entryId, n) => ({
    ...{ entryId, name: `Room ${n + 1}`, copies, leaveOut: [], activity },
  }));
  // Our own worker's answer.
  const answer = (await world.panel({
    ...{ type: 'batch.start', account, names: NAMES },
    rooms: chosen,
    publishTo,
    coeditors,
  })) as BatchStarted | undefined;
  if (!answer?.ok) throw new Error(`Not started: ${JSON.stringify(answer)}`);
  return answer.batchId;
}

export const want = (world: CampusWorld, batchId: string, wish: BatchWish): Promise<unknown> =>
  world.panel({ type: 'batch.want', batchId, wish });

export const read = async (world: CampusWorld, batchId: string): Promise<BatchView | undefined> =>
  (await world.panel({ type: 'batch.read', batchId })) as BatchView | undefined; // as above

export const newRooms = async (world: CampusWorld, id: string): Promise<string[]> =>
  (await read(world, id))?.rows.flatMap(({ newRoom }) => newRoom ?? []) ?? [];

/** What the reports say of a part, clone by clone. */
export const linesOf = async (world: CampusWorld, id: string, part: PartName) =>
  (await read(world, id))?.rows.map(({ job }) =>
    job?.state.kind === 'ready' ? job.state.report.parts.find((line) => line.part === part) : undefined,
  );

/** The names of the copies that are on the server, room by room. */
export const copiesOf = (world: CampusWorld, rooms: readonly string[]): string[][] =>
  rooms.map((room) =>
    world.kaltura
      .entries()
      .filter(({ rootEntryId, id }) => rootEntryId === room && id !== room)
      .map(({ name }) => name),
  );

export const spring = (count: number): string[][] =>
  Array.from({ length: count }, (_, n) => [`Room ${n + 1} – Spring`]);
