import { chunks } from '../../lib/clone/reading/chunks.ts';
import type { Server } from './area.ts';

/** Rooms to clone, made and deleted over the API with the session alone, so that any server will do. */

const CALLS_A_REQUEST = 50;

interface Call {
  readonly service: string;
  readonly action: string;
  readonly [param: string]: unknown;
}

type Post = (request: Request) => Promise<Response>;

interface Answered {
  readonly id: string;
  readonly objectType?: string;
  readonly code?: string;
}

async function send(
  { url, ks }: Server,
  calls: readonly Call[],
  post: Post = fetch,
): Promise<readonly (Answered | null)[]> {
  const numbered = Object.fromEntries(calls.map((call, i) => [i + 1, call]));
  const request = new Request(`${url}/api_v3/service/multirequest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format: 1, ks, ...numbered }),
  });
  const answer = await post(request);
  // One answer a call.
  const answers = (await answer.json()) as readonly (Answered | null)[];
  for (const answered of answers)
    if (answered?.objectType === 'KalturaAPIException')
      throw new Error(`The server answered ${answered.code ?? 'an exception'}.`);
  return answers;
}

/** Of a room's parts so many are files; the others are polls. */
const FILES = 0.4;

/** A room of so many parts. @param post instead of the network */
export async function makeRoom(server: Server, parts: number, post?: Post): Promise<string> {
  const entry = {
    objectType: 'KalturaRoomEntry',
    name: `Room of ${parts} parts`,
    roomType: 1,
    tags: 'bench',
  };
  const [room] = await send(server, [{ service: 'room_room', action: 'add', entry }], post);
  if (!room) throw new Error('No room was made.');
  const files = Math.round(parts * FILES);
  const calls = Array.from({ length: parts }, (_, i): Call =>
    i < files ? file(room.id, i + 1) : poll(room.id, i + 1 - files),
  );
  for (const some of chunks(calls, CALLS_A_REQUEST)) await send(server, some, post);
  return room.id;
}

const file = (parentEntryId: string, number: number): Call => ({
  service: 'baseEntry',
  action: 'add',
  type: '6',
  entry: {
    objectType: 'KalturaDataEntry',
    name: `Whiteboard ${number}`,
    description: 'What was drawn in the third week, with the exercises.',
    dataContent: `{"shapes":[${number}]}`,
    parentEntryId,
  },
});

const poll = (entryId: string, number: number): Call => ({
  service: 'cuepoint_cuepoint',
  action: 'add',
  cuePoint: {
    objectType: 'KalturaCodeCuePoint',
    entryId,
    code: 'poll',
    tags: `poll-data,id:${number}`,
    startTime: number * 1000,
    partnerData: JSON.stringify({ question: `Question ${number}?`, answers: ['Yes', 'No', 'Not yet'] }),
  },
});

/** With all that is in them. */
export async function deleteRooms(server: Server, ids: readonly string[]): Promise<void> {
  for (const id of ids) await send(server, [{ service: 'baseEntry', action: 'delete', entryId: id }]);
}
