import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { ApiError } from './api-error.ts';
import type { Context } from './action.ts';
import { Database } from './database.ts';
import { dispatch } from './dispatcher.ts';
import type { Entry } from './entry.ts';
import { FatalPlaceholder, fillPlaceholders, type SubRequest, subRequests } from './multirequest.ts';
import { isObject, type Params, phpString } from './params.ts';
import { NOBODY, Sessions } from './session.ts';
import { type CallName, defaultSwitches, type Fault, type Switches } from './switches.ts';
import { CORS, readRequest, type WireRequest, writeAnswer } from './wire.ts';

/** A request as the server saw it: no parameters, and so no KS. */
export interface RequestRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly calls: readonly CallName[];
  readonly user: string;
}

export interface KalturaOptions {
  readonly adminSecret?: string;
  readonly userSecret?: string;
  /** Milliseconds since 1970; the real clock by default. */
  readonly now?: () => number;
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
  /** Ends the sessions of a user, or of everybody, now. */
  readonly expireSessions: (user?: string) => void;
  /** Ends waits that are under way. */
  readonly close: () => void;
}

/** The partner of the recorded scenarios: one of them holds its number. */
const PARTNER_ID = 102;

export function createKaltura(options: KalturaOptions = {}): Kaltura {
  const now = options.now ?? Date.now;
  const switches = defaultSwitches();
  const database = new Database(switches, now);
  const sessions = new Sessions(PARTNER_ID, () => database.now());
  const secrets = {
    admin: options.adminSecret ?? randomBytes(16).toString('hex'),
    user: options.userSecret ?? randomBytes(16).toString('hex'),
  };
  const requests: RequestRecord[] = [];
  const closing = new AbortController();

  function run(
    { service, action, params }: SubRequest,
    origin: string,
    copies: Map<string, string>,
  ): unknown {
    try {
      const ks = phpString(params['ks']);
      const caller = ks === '' ? NOBODY : sessions.read(ks);
      const context: Context = {
        database,
        sessions,
        switches,
        caller,
        partnerId: PARTNER_ID,
        secrets,
        origin,
        copies,
      };
      return dispatch(service, action, params, context);
    } catch (error) {
      if (error instanceof ApiError) return error.body();
      throw error;
    }
  }

  function runAll(calls: readonly SubRequest[], origin: string): unknown[] {
    const answers: unknown[] = [];
    const copies = new Map<string, string>();
    for (const call of calls) {
      const params = fillPlaceholders(call.params, answers) as Params; // an object goes in, an object comes out
      answers.push(run({ ...call, params }, origin, copies));
    }
    return answers;
  }

  async function answer(request: WireRequest, origin: string): Promise<Response> {
    const multi = request.service.toLowerCase() === 'multirequest';
    const calls = multi ? subRequests(request.params) : [request];
    const names = calls.map(({ service, action }) => ({ service, action }));
    requests.push({ at: now(), calls: names, user: userOf(sessions, request.params) });
    const fault = switches.fault(names, requests.length);
    const early = fault && beforeEffect(fault, calls, request.params, multi);
    await wait(switches.delayMs(names), closing.signal);
    if (early) return early;
    await wait(
      switches.paceMsPerClone * names.filter(({ action }) => action === 'clone').length,
      closing.signal,
    );
    try {
      const result = multi ? runAll(calls, origin) : run(request, origin, new Map());
      if (fault === 'lostAfter') return lost();
      if (fault === 'empty500After') return new Response('', { status: 500, headers: CORS });
      return writeAnswer(result, request.params);
    } catch (error) {
      if (error instanceof FatalPlaceholder) return new Response('', { status: 500, headers: CORS });
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
    partnerId: PARTNER_ID,
    adminSecret: secrets.admin,
    userSecret: secrets.user,
    switches,
    requests,
    entries: () => database.all(),
    expireSessions: (user) => sessions.expire(user),
    close: () => closing.abort(),
  };
}

/** Marks an answer that must not reach the client: `startKaltura` cuts the connection. */
const LOST = 'x-campus-lost';
const lost = (): Response => new Response('', { status: 502, headers: { [LOST]: '1' } });

function beforeEffect(
  fault: Fault,
  calls: readonly SubRequest[],
  params: Params,
  multi: boolean,
): Response | undefined {
  switch (fault) {
    case 'lostBefore':
      return lost();
    case 'html':
      return new Response('<!doctype html><title>Sign in</title>', {
        headers: { ...CORS, 'content-type': 'text/html' },
      });
    case 'empty500Before':
      return new Response('', { status: 500, headers: CORS });
    case 'tooMany':
      return new Response('', { status: 429, headers: { ...CORS, 'retry-after': '1' } });
    case 'blocked': {
      const bodies = calls.map(({ service, action }) =>
        new ApiError('ACTION_BLOCKED', `Action "${action}" in service "${service}" is blocked`, {
          ACTION_NAME: action,
          SERVICE_NAME: service,
        }).body(),
      );
      return writeAnswer(multi ? bodies : bodies[0], params);
    }
    case 'lostAfter':
    case 'empty500After':
      return undefined;
  }
}

function userOf(sessions: Sessions, params: Params): string {
  const ks = phpString(params['ks']);
  try {
    return ks === '' ? '' : sessions.read(ks).user;
  } catch {
    return '';
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true, signal: AbortSignal.timeout(ms + 1000) },
    );
  });
}

/** Whether a request was lost: whoever serves the app over a socket then closes the socket. */
export const isLost = (response: Response): boolean => response.headers.has(LOST);

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
