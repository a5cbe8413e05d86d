import * as z from 'zod/mini';
import type { Call } from '../../kaltura/call.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { listAttachments, listThumbnails } from '../../kaltura/asset.ts';
import { listCuePoints } from '../../kaltura/cue-point.ts';
import { NO_CONTENT } from '../../kaltura/entry-lists.ts';
import { listOf } from '../../kaltura/list.ts';
import type { Failure } from '../../kaltura/transport/failure.ts';
import { type EntryId, entryId } from '../../kaltura/ids.ts';
import { listMetadata } from '../../kaltura/metadata.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import { getTime } from '../../kaltura/system.ts';
import { getPermissions, getUser, listGroups } from '../../kaltura/user.ts';
import {
  type AccountCheck,
  type AccountRow,
  BASE_PERMISSION,
  partRows,
  type Verdict,
  WRITES,
} from '../../room/report/account.ts';
import type { RoomServices } from '../job/run.ts';
import { mayOnlyView } from './eligibility.ts';

const getVersion: Call<string> = { service: 'system', action: 'getVersion', params: {}, answer: z.string() };

const roomList = listOf(z.object({ id: z.string(), objectType: z.string() }));

/**
 * As few as can be: what is asked is whether they may be listed, and what a room is there. A list that names no status
 * holds none of them (docs/facts/kaltura-api.md#1-status).
 */
const listRooms: Call<z.infer<typeof roomList>> = {
  service: 'baseEntry',
  action: 'list',
  params: {
    filter: { objectType: 'KalturaBaseEntryFilter', typeEqual: 'room.room', statusEqual: NO_CONTENT },
    pager: { objectType: 'KalturaFilterPager', pageSize: 1, pageIndex: 1 },
  },
  answer: roomList,
};
/** An entry that no account has: a list of what hangs on it is empty where it may be asked for. */
const NO_ENTRY = entryId('0_00000000');

/**
 * Looks at an account before anything is cloned there: which calls its role allows, whether rooms are as we expect,
 * the server's version and clock, which room services answer. Reads, and changes nothing.
 * @param now milliseconds since 1970, by the local clock
 */
export async function checkAccount(
  client: KalturaClient,
  services: RoomServices,
  now: () => number,
): Promise<AccountCheck> {
  const { url, partnerId } = client.session.service;
  const entries: readonly EntryId[] = NO_ENTRY ? [NO_ENTRY] : [];
  const chain = new Multirequest();
  const version = chain.add(getVersion);
  const time = chain.add(getTime());
  const user = chain.add(getUser());
  const permissions = chain.add(getPermissions());
  const groups = chain.add(listGroups(user.id()));
  const rooms = chain.add(listRooms);
  const lists = [
    chain.add<unknown>(listAttachments(entries, 1)),
    chain.add<unknown>(listThumbnails(entries, 1)),
    chain.add<unknown>(listCuePoints(entries, {}, 1)),
    chain.add<unknown>(listMetadata(entries, 1)),
  ];
  const sent = now();
  const answers = await client.send(chain);
  const local = (sent + now()) / 2000;
  const about = { host: new URL(url).host, partnerId };
  if (!answers.ok) {
    const rows = [callRow('multirequest', answers)];
    return { ...about, version: undefined, clockOffset: undefined, rooms: undefined, rows };
  }
  const read = answers.value;
  const serverTime = read.read(time);
  const seen = read.read(rooms);
  const room = seen.ok ? seen.value.objects[0] : undefined;
  const rows: AccountRow[] = [
    ...[user, permissions, groups, rooms, ...lists].map((slot) =>
      callRow(`${slot.call.service}.${slot.call.action}`, read.read<unknown>(slot)),
    ),
    permissionRow(read.read(permissions)),
    ...(await serviceRows(services, room && entryId(room.id))),
  ];
  const answered = read.read(version);
  return {
    ...about,
    version: answered.ok ? answered.value : undefined,
    clockOffset: serverTime.ok ? Math.round(serverTime.value - local) : undefined,
    // A server of another kind may list them under another name.
    rooms: seen.ok && (!room || room.objectType === 'KalturaRoomEntry') ? seen.value.totalCount : undefined,
    rows: [...rows, ...partRows(rows)],
  };
}

function callRow(name: string, answer: Result<unknown>): AccountRow {
  if (answer.ok) return { kind: 'call', name, verdict: 'yes' };
  const { failure } = answer;
  return { kind: 'call', name, verdict: refused(failure) ? 'no' : 'unknown', code: codeOf(failure) };
}

const refused = ({ kind }: Failure): boolean =>
  kind === 'actionForbidden' || kind === 'noRight' || kind === 'sessionOver';

const codeOf = (failure: Failure): string => ('code' in failure ? failure.code : failure.kind);

/** A role may allow what writes by permissions of other names: then it is not known. */
function permissionRow(answer: Result<string>): AccountRow {
  const names = answer.ok ? answer.value.split(',') : [];
  const verdict: Verdict = names.includes(BASE_PERMISSION)
    ? 'yes'
    : answer.ok && mayOnlyView(answer.value)
      ? 'no'
      : 'unknown';
  return { kind: 'permission', name: BASE_PERMISSION, verdict, code: WRITES.join(', ') };
}

/** Whether the room services that were named answer for a room. Without a room there is nothing to ask them for. */
async function serviceRows(
  { chat, storyboard }: RoomServices,
  room: EntryId | undefined,
): Promise<readonly AccountRow[]> {
  const row = async (
    name: string,
    isNamed: boolean,
    ask: (id: EntryId) => Promise<Result<unknown>> | undefined,
  ): Promise<AccountRow> => {
    const answer = room && (await ask(room));
    if (answer) return { ...callRow(name, answer), kind: 'service' };
    return { kind: 'service', name, verdict: isNamed ? 'unknown' : 'no' };
  };
  return Promise.all([
    row('chat', chat !== undefined, (id) => chat?.list(id)),
    row('storyboard', storyboard !== undefined, (id) => storyboard?.get(id)),
  ]);
}
