import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { type Context, FileAnswer } from './action.ts';
import { ApiError } from './api-error.ts';
import { type CuePoint, Database, type MetadataRow } from './database.ts';
import { dispatch } from './dispatcher.ts';
import type { Entry } from './entry.ts';
import { RequestFilter } from './entitlement.ts';
import { afterEffect, beforeEffect, empty500, isLost, lastCall, lost } from './faults.ts';
import { FatalPlaceholder, fillPlaceholders, type SubRequest, subRequests } from './multirequest.ts';
import { NotRecorded } from './not-recorded.ts';
import { isObject, type Params, phpString } from './params.ts';
import { type Caller, NOBODY, Sessions } from './session.ts';
import { type CallName, defaultSwitches, type Moment, type Switches } from './switches.ts';
import { CORS, readRequest, type WireRequest, writeAnswer } from './wire.ts';

/** A request as the server saw it: no parameters, and so no KS. */
export interface RequestRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly calls: readonly CallName[];
  readonly user: string;
  /** The size of its body. */
  readonly bytes: number;
}

export interface KalturaOptions {
  readonly partnerId?: number;
  readonly adminSecret?: string;
  readonly userSecret?: string;
  /** Milliseconds since 1970; the real clock by default. */
  readonly now?: () => number;
}

export { isLost } from './faults.ts';

/** What the calls of one HTTP request have in common. */
interface RequestState {
  readonly copies: Map<string, string>;
  /** By KS: a call may have its own. */
  readonly filters: Map<string, RequestFilter>;
}

const newState = (): RequestState => ({ copies: new Map(), filters: new Map() });

function filterOf({ filters }: RequestState, ks: string, caller: Caller): RequestFilter {
  const filter = filters.get(ks) ?? new RequestFilter(caller);
  filters.set(ks, filter);
  return filter;
}

/** A Kaltura API v3 server with its state in memory. */
export interface Kaltura {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly partnerId: number;
  readonly adminSecret: string;
  readonly userSecret: string;
  readonly switches: Switches;
  readonly requests: readonly RequestRecord[];
  readonly entries: () => readonly Entry[];
  readonly cuePoints: () => readonly CuePoint[];
  readonly metadata: () => readonly MetadataRow[];
  /** What a KS allows on an entry: what a service beside Kaltura asks of it. */
  readonly access: (ks: string, entry: string) => Access;
  /** Ends the sessions of a user, or of everybody, now. */
  readonly expireSessions: (user?: string) => void;
  /** Ends waits that are under way, and with them their requests. */
  readonly close: () => void;
}

/** What a session may do to an entry. */
export type Access =
  | { readonly kind: 'sessionOver' | 'notFound' | 'noRight' }
  | { readonly kind: 'editor'; readonly user: string };

const PARTNER_ID = 102;

export function createKaltura(options: KalturaOptions = {}): Kaltura {
  const partnerId = options.partnerId ?? PARTNER_ID;
  const now = options.now ?? Date.now;
  const switches = defaultSwitches();
  const database = new Database(switches, now);
  const sessions = new Sessions(partnerId, () => database.now());
  const secrets = {
    admin: options.adminSecret ?? randomBytes(16).toString('hex'),
    user: options.userSecret ?? randomBytes(16).toString('hex'),
  };
  const requests: RequestRecord[] = [];
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // one for each request that waits

  /** Whose KS it is, with what the switch adds to its privileges; throws INVALID_KS. */
  function callerOf(ks: string, describeCall: () => string): Caller {
    if (ks === '') return NOBODY;
    const caller = sessions.read(ks, describeCall);
    const added = caller.kind === 'user' ? switches.privileges(caller.user) : '';
    if (added === '') return caller;
    return { ...caller, privileges: [caller.privileges, added].filter((text) => text !== '').join(',') };
  }

  function run({ service, action, params }: SubRequest, origin: string, request: RequestState): unknown {
    try {
      const { ks: given, ...rest } = params;
      const ks = phpString(given);
      const caller = callerOf(ks, () => JSON.stringify([service, action, rest]));
      const context: Context = {
        database,
        sessions,
        switches,
        caller,
        partnerId,
        secrets,
        origin,
        copies: request.copies,
        filter: filterOf(request, ks, caller),
      };
      return dispatch(service, action, params, context);
    } catch (error) {
      if (error instanceof ApiError) return error.body();
      throw error;
    }
  }

  let acting = false;

  /** Lets the other actor act; what it sends is neither its own occasion to act nor subject to faults. */
  async function letActorAct(moment: Moment): Promise<void> {
    if (acting) return;
    acting = true;
    try {
      await switches.actor(moment);
    } finally {
      acting = false;
    }
  }

  /**
   * The answers of a multirequest, in order; a file among them is the whole answer.
   * @param last how many calls are carried out before the server dies
   */
  async function runAll(calls: readonly SubRequest[], origin: string, last: number): Promise<unknown> {
    const answers: unknown[] = [];
    const state = newState();
    for (const call of calls.slice(0, last)) {
      await letActorAct({ calls, next: answers.length });
      const params = fillPlaceholders(call.params, answers) as Params; // an object goes in, an object comes out
      const result = run({ ...call, params }, origin, state);
      if (result instanceof FileAnswer) return result;
      answers.push(result);
    }
    return answers;
  }

  async function answer(request: WireRequest, origin: string): Promise<Response> {
    const multi = request.service.toLowerCase() === 'multirequest';
    const calls = multi ? subRequests(request.params) : [request];
    const names = calls.map(({ service, action }) => ({ service, action }));
    requests.push({
      at: now(),
      calls: names,
      user: sessions.peek(phpString(request.params['ks']))?.user ?? '',
      bytes: request.bytes,
    });
    const fault = acting ? undefined : switches.fault(names, requests.length);
    const clones = names.filter(({ action }) => action.toLowerCase() === 'clone').length;
    const early = fault && beforeEffect(fault, calls, request.params, multi);
    const ms = switches.delayMs(names) + (early ? 0 : switches.paceMsPerClone * clones);
    await switches.holds();
    if (!(await waited(ms, closing.signal))) return lost();
    if (early) return early;
    try {
      if (!multi) await letActorAct({ calls: names, next: 0 });
      const result = multi
        ? await runAll(calls, origin, lastCall(fault, calls.length))
        : run(request, origin, newState());
      return await afterEffect(fault, writeAnswer(result, request.params));
    } catch (error) {
      if (error instanceof FatalPlaceholder) return afterEffect(fault, empty500());
      if (error instanceof NotRecorded) return new Response(error.message, { status: 501, headers: CORS });
      throw error;
    }
  }

  const app = new Hono();
  app.all('/api_v3/*', async ({ req }) => {
    if (req.method === 'OPTIONS') return new Response('', { headers: CORS });
    return answer(await readRequest(req.raw), new URL(req.url).origin);
  });

  return {
    fetch: async (request) => app.fetch(request),
    partnerId,
    adminSecret: secrets.admin,
    userSecret: secrets.user,
    switches,
    requests,
    entries: () => database.all(),
    cuePoints: () => [...database.cuePoints.values()],
    metadata: () => [...database.metadata.values()],
    access: (ks, id) => {
      const caller = sessions.peek(ks);
      if (!caller) return { kind: 'sessionOver' };
      const entry = database.find(id);
      if (!entry || !database.canSee(entry, caller)) return { kind: 'notFound' };
      return database.canEdit(entry, caller) ? { kind: 'editor', user: caller.user } : { kind: 'noRight' };
    },
    expireSessions: (user) => sessions.expire(user),
    close: () => closing.abort(),
  };
}

/** Whether the time passed: false when the server was closed meanwhile. */
export async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  if (ms <= 0) return !signal.aborted;
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** A running server on loopback. */
export interface Running {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves the API over http on 127.0.0.1; port 0 is any free one. */
export function startKaltura(kaltura: Kaltura, { port = 0 } = {}): Promise<Running> {
  return new Promise((resolve) => {
    const server: ServerType = serve(
      { fetch: cutWhenLost(kaltura.fetch), port, hostname: '127.0.0.1' },
      (address: AddressInfo) =>
        resolve({
          url: `http://127.0.0.1:${address.port}`,
          port: address.port,
          close: () => {
            kaltura.close();
            return new Promise((done) => {
              server.close(() => done());
              if ('closeAllConnections' in server) server.closeAllConnections();
            });
          },
        }),
    );
  });
}

interface NodeEnv {
  readonly incoming?: { readonly socket: { destroy: () => void } };
}

/** A lost answer is a broken connection to the client. */
export function cutWhenLost(
  fetch: (request: Request) => Promise<Response>,
): (request: Request, env: unknown) => Promise<Response> {
  return async (request, env) => {
    const response = await fetch(request);
    if (isLost(response) && isObject(env)) {
      (env as NodeEnv).incoming?.socket.destroy(); // @hono/node-server's bindings
    }
    return response;
  };
}
