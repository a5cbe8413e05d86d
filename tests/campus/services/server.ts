import { setMaxListeners } from 'node:events';
import { afterEffect, beforeEffect, lost } from '../kaltura/faults.ts';
import { isObject } from '../kaltura/params.ts';
import { type Access, waited } from '../kaltura/server.ts';
import { refused, ServiceError } from './answer.ts';
import { Chat, type StoredInteraction } from './chat.ts';
import { type StoredItem, Storyboards } from './storyboard.ts';
import { defaultServiceSwitches, type ServiceName, type ServiceSwitches } from './switches.ts';

export interface RoomServicesOptions {
  /** Milliseconds since 1970; the real clock by default. */
  readonly now?: () => number;
  /** What the KS allows on the room; owners and co-editors may read and write all that these services keep. */
  readonly access: (ks: string, room: string) => Access | Promise<Access>;
}

/** A request as the services saw it: no body, and so nothing of the teacher's. */
export interface ServiceRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly service: ServiceName;
  /** Such as `interaction/addMany`. */
  readonly action: string;
  readonly room: string;
  readonly bytes: number;
}

/** Both room services, held to our contract (shared between the extension and whoever builds such a service). */
export interface RoomServices {
  /**
   * Which service is asked, the first word of the host or else of the path says: `https://chat.example.edu/api/v1/…`
   * or `http://127.0.0.1:1234/chat/api/v1/…`; at `http://127.0.0.1:1234/api/v1/…` there are both, and the action says.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly switches: ServiceSwitches;
  readonly requests: readonly ServiceRequest[];
  readonly interactions: (room: string) => readonly StoredInteraction[];
  readonly storyboard: (room: string) => readonly StoredItem[];
  /** Puts in what was there before: with results, deleted, of anybody. */
  readonly seed: (
    room: string,
    content: { interactions?: readonly StoredInteraction[]; storyboard?: readonly StoredItem[] },
  ) => void;
  /** Ends waits that are under way, and with them their requests. */
  readonly close: () => void;
}

const SERVICES: readonly string[] = ['chat', 'storyboard'] satisfies ServiceName[];
const ROOM_OF = { chat: 'contextId', storyboard: 'roomId' } as const;
const HTTP_OF = { sessionOver: 401, noRight: 403, notFound: 404 } as const;

/** The service and the action that an address names, or undefined. */
function called(url: string): { service: ServiceName; action: string } | undefined {
  const { hostname, pathname } = new URL(url);
  const [, before, action] = /^(.*)\/api\/v1\/(\w+\/\w+)$/.exec(pathname) ?? [];
  const words = [hostname.split('.')[0] ?? '', (before ?? '').split('/')[1] ?? ''];
  const own = action?.startsWith('storyboard/') ? 'storyboard' : 'chat';
  const service = words.find((word) => SERVICES.includes(word)) ?? (before === '' ? own : undefined);
  if (service === undefined || action === undefined) return undefined;
  return { service: service as ServiceName, action }; // one of the two, as just looked up
}

export function createRoomServices({ now = Date.now, access }: RoomServicesOptions): RoomServices {
  const switches = defaultServiceSwitches();
  const chat = new Chat(switches);
  const storyboards = new Storyboards();
  const actions = { chat: chat.actions, storyboard: storyboards.actions };
  const requests: ServiceRequest[] = [];
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // one for each request that waits

  async function run(
    { service, action }: NonNullable<ReturnType<typeof called>>,
    request: Request,
    body: unknown,
    room: string,
  ): Promise<unknown> {
    const found = actions[service][action];
    if (request.method !== 'POST' || !found) throw new ServiceError(404, 'NO_SUCH_ACTION', `No ${action}`);
    if (!isObject(body) || room === '') throw refused('INVALID_REQUEST', 'JSON that names a room is needed');
    const ks = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
    const allowed = await access(ks, room);
    if (allowed.kind !== 'editor') {
      throw new ServiceError(HTTP_OF[allowed.kind], CODES[allowed.kind], 'As Kaltura says');
    }
    if (switches.off.has(service)) throw new ServiceError(404, 'SERVICE_OFF', `${service} is off`);
    return found(room, body, { user: allowed.user, now: Math.floor(now() / 1000) });
  }

  async function answer(request: Request): Promise<Response> {
    const call = called(request.url);
    if (!call) return Response.json({ code: 'NO_SUCH_SERVICE', message: 'No such address' }, { status: 404 });
    const { service, action } = call;
    const text = await request.text();
    const body = parse(text);
    const named = isObject(body) ? body[ROOM_OF[service]] : undefined;
    const room = typeof named === 'string' ? named : '';
    requests.push({ at: now(), service, action, room, bytes: Buffer.byteLength(text) });
    const fault = switches.fault(action, requests.length);
    if (!(await waited(switches.delayMs(action), closing.signal))) return lost();
    const early = fault && beforeEffect(fault, [], {}, false);
    if (early) return early;
    try {
      return await afterEffect(fault, Response.json(await run(call, request, body, room)));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return afterEffect(fault, Response.json(error.body(), { status: error.status }));
    }
  }

  return {
    fetch: answer,
    switches,
    requests,
    interactions: (room) => chat.of(room).interactions,
    storyboard: (room) => storyboards.of(room).items,
    seed: (room, { interactions = [], storyboard }) => {
      chat.of(room).interactions.push(...interactions);
      if (storyboard) storyboards.put(room, storyboard);
    },
    close: () => closing.abort(),
  };
}

const CODES = { sessionOver: 'SESSION_OVER', noRight: 'FORBIDDEN', notFound: 'ROOM_NOT_FOUND' } as const;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
