import { listAttachments } from '../../kaltura/asset.ts';
import { countCuePoints } from '../../kaltura/cue-point.ts';
import { getEntry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { isBreakout } from '../../room/room.ts';
import type { Holds, Job } from '../job/record.ts';
import { finishedOf } from '../job/state.ts';
import { IDS_A_CALL } from '../reading/attached.ts';
import { readPlacesUnder } from '../reading/tree.ts';

/**
 * Whether a finished room is not as we left it: in itself, or in what is in it, which leaves the room as it was. Where
 * that cannot be known, it may be.
 * @param client with a session of the job's user; undefined: there is none
 */
export async function wasWorkedIn(
  { room, state }: Pick<Job, 'room' | 'state'>,
  client: KalturaClient | undefined,
): Promise<boolean> {
  // Also one whose deletion was refused: it has been the teacher's since.
  const { finished } = finishedOf(state);
  if (finished === undefined) return false;
  if (!room || !client) return true;
  const now = await client.call(getEntry(room));
  if (!now.ok) return now.failure.kind !== 'notFound';
  const { leftAt, holds } = finished;
  return now.value.updatedAt !== leftAt || (holds !== undefined && (await holdsOther(client, room, holds)));
}

/** Lists of children that go into one request. */
const LISTS = 50;

async function holdsOther(client: KalturaClient, room: EntryId, before: Holds): Promise<boolean> {
  const rooms = new Set([room]);
  for (let parents = [room]; parents.length > 0;) {
    const below = await readPlacesUnder(client, parents, LISTS);
    if (!below.ok || below.value.some(({ updatedAt }) => updatedAt > before.at)) return true;
    parents = below.value.flatMap((child) => (isBreakout(child) && !rooms.has(child.id) ? [child.id] : []));
    for (const breakout of parents) rooms.add(breakout);
  }
  // Nobody breaks a class into more rooms; if somebody does, she is asked.
  if (rooms.size > IDS_A_CALL) return true;
  const chain = new Multirequest();
  const cuePoints = chain.add(countCuePoints([...rooms]));
  const attachments = chain.add(listAttachments([...rooms], 1));
  const answers = await client.send(chain);
  if (!answers.ok) return true;
  const [points, files] = [answers.value.read(cuePoints), answers.value.read(attachments)];
  return (
    !points.ok ||
    !files.ok ||
    points.value !== before.cuePoints ||
    files.value.totalCount !== before.attachments
  );
}
