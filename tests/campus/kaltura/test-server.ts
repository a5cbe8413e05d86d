import { type Admin, adminOf } from '../demo/admin.ts';
import { createKaltura, type Kaltura } from './server.ts';

/** An emulator for a test, with a clock that moves only when told. */
export interface TestServer {
  readonly kaltura: Kaltura;
  readonly call: Admin['call'];
  readonly must: Admin['must'];
  readonly session: Admin['session'];
  readonly upload: Admin['upload'];
  /** Moves the clock, in milliseconds. */
  readonly pass: (ms: number) => void;
  /** Sends a multirequest as a user and returns the response as it is. */
  readonly send: (user: string, calls: readonly object[]) => Promise<Response>;
  /** The answers of a multirequest. */
  readonly all: (user: string, calls: readonly object[]) => Promise<Record<string, unknown>[]>;
  /** Adds a room of a user's and returns its id. */
  readonly room: (user: string, fields?: object) => Promise<string>;
}

const URL_ = 'http://kaltura.test';

export function testServer(): TestServer {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const kaltura = createKaltura({ now: () => now });
  const { partnerId, adminSecret, userSecret } = kaltura;
  const { call, must, session, upload } = adminOf({
    url: URL_,
    partnerId,
    adminSecret,
    userSecret,
    fetch: kaltura.fetch,
  });
  const send: TestServer['send'] = async (user, calls) => {
    const numbered = Object.fromEntries(calls.map((one, i) => [i + 1, one]));
    const body = JSON.stringify({ format: 1, ks: await session(user), ...numbered });
    const headers = { 'content-type': 'application/json' };
    const url = `${URL_}/api_v3/service/multirequest`;
    return kaltura.fetch(new Request(url, { method: 'POST', headers, body }));
  };
  return {
    kaltura,
    call,
    must,
    session,
    upload,
    pass: (ms) => void (now += ms),
    send,
    all: async (user, calls) => (await (await send(user, calls)).json()) as Record<string, unknown>[],
    room: async (user, fields = {}) => {
      const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name: 'Room', ...fields };
      return String((await must(user, 'room_room', 'add', { entry }))['id']);
    },
  };
}
