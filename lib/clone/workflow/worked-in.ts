import { listAttachments } from '../../kaltura/asset.ts';
import { countCuePoints } from '../../kaltura/cue-point.ts';
import { getEntries, getEntry } from '../../kaltura/entry.ts';
import type { ChildSummary } from '../../kaltura/entry-lists.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { MOST_LEVELS, MOST_PARTS } from '../../kaltura/transport/bounds.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { isConvertedAlone } from '../../room/parts/children.ts';
import { childKind, isBreakout, type Room } from '../../room/room.ts';
import type { Holds, Job } from '../job/record.ts';
import { finishedOf } from '../job/transitions.ts';
import { IDS_A_CALL } from '../reading/attached.ts';
import { chunks } from '../reading/chunks.ts';
import { readPlacesUnder } from '../reading/tree.ts';
import { mayHaveChildren } from './read-original.ts';

/**
 * Whether a finished room is not as we left it: in itself, or in what is in it, which leaves the room as it was. Where
 * that cannot be known, it may be.
 * @param client with a session of the job's user; undefined: there is none
 */
export async function wasWorkedIn(
  { room, state, original }: Pick<Job, 'room' | 'state' | 'original'>,
  client: KalturaClient | undefined,
): Promise<boolean> {
  // Also one whose deletion was refused: it has been the teacher's since.
  const { finished } = finishedOf(state);
  if (finished === undefined) return false;
  if (!room || !client) return true;
  const now = await client.call(getEntry(room));
  if (!now.ok) return now.failure.kind !== 'notFound';
  const { leftAt, holds } = finished;
  if (now.value.updatedAt !== leftAt) return true;
  return holds !== undefined && (await holdsOther(client, room, holds, original));
}

/** Lists of children that go into one request. */
const LISTS = 50;

async function holdsOther(
  client: KalturaClient,
  room: EntryId,
  before: Holds,
  original: Room,
): Promise<boolean> {
  const below = await readBelow(client, room);
  if (!below) return true;
  const changed = below.filter(({ updatedAt }) => updatedAt > before.at);
  if (!(await areConvertedAlone(client, changed, original))) return true;
  const rooms = [room, ...below.filter(isBreakout).map(({ id }) => id)];
  // Nobody breaks a class into more rooms; if somebody does, she is asked.
  if (rooms.length > IDS_A_CALL) return true;
  const files = below.filter((child) => childKind(child) === 'file').map(({ id }) => id);
  const chain = new Multirequest();
  const inRooms = chain.add(countCuePoints(rooms));
  const attachments = chain.add(listAttachments(rooms, 1));
  const inFiles = chunks(before.inFiles === undefined ? [] : files, IDS_A_CALL).map((ids) =>
    chain.add(countCuePoints(ids)),
  );
  const answers = await client.send(chain);
  if (!answers.ok) return true;
  const [points, attached] = [answers.value.read(inRooms), answers.value.read(attachments)];
  const counted = inFiles.map((slot) => answers.value.read(slot));
  return (
    !points.ok ||
    !attached.ok ||
    points.value !== before.cuePoints ||
    attached.value.totalCount !== before.attachments ||
    // Fewer are of files that the index does not list yet.
    !(counted.reduce((sum, count) => sum + (count.ok ? count.value : NaN), 0) <= (before.inFiles ?? 0))
  );
}

/** What is below a room; undefined where that cannot be read, or does not end. */
async function readBelow(client: KalturaClient, room: EntryId): Promise<readonly ChildSummary[] | undefined> {
  const found = new Map<EntryId, ChildSummary>();
  let levels = 0;
  for (let parents = [room]; parents.length > 0;) {
    levels += 1;
    if (levels > MOST_LEVELS || found.size > MOST_PARTS) return undefined;
    const read = await readPlacesUnder(client, parents, LISTS);
    if (!read.ok) return undefined;
    const fresh = read.value.filter(({ id }) => id !== room && !found.has(id));
    for (const child of fresh) found.set(child.id, child);
    parents = fresh.filter(mayHaveChildren).map(({ id }) => id);
  }
  return [...found.values()];
}

/** Whether what was changed is videos that the server has converted since, and nothing else. */
async function areConvertedAlone(
  client: KalturaClient,
  changed: readonly ChildSummary[],
  { children }: Room,
): Promise<boolean> {
  if (changed.length === 0) return true;
  if (changed.length > IDS_A_CALL || changed.some((child) => childKind(child) !== 'file')) return false;
  const read = await client.call(getEntries(changed.map(({ id }) => id)));
  if (!read.ok || read.value.length < changed.length) return false;
  const originals = new Map<string | undefined, Room['entry']>(children.map((child) => [child.id, child]));
  return read.value.every((copy) => {
    const source = originals.get(copy.rootEntryId);
    return source !== undefined && isConvertedAlone(source, copy);
  });
}
