import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A proxy on loopback between whoever clones and a server: it lets time pass on the way, and counts. One handshake more or
 * less it does not show: connections to it are kept open, and cost nothing.
 */
export interface Wire {
  readonly url: string;
  /** Forgets what was counted. */
  readonly begin: (conditions: Conditions) => void;
  /** @param since what was sent earlier does not count: milliseconds, by `performance.now()` */
  readonly counts: (since?: number) => Counts;
  readonly close: () => Promise<void>;
}

export interface Conditions {
  /** Milliseconds for the way there and back, each request. */
  readonly latencyMs: number;
  /** The server takes so long for each call, so many requests at a time; undefined: as long as it takes. */
  readonly pace?: { readonly msPerCall: number; readonly atOnce: number };
}

export interface Counts {
  readonly requests: number;
  /** Calls of the API, those inside multirequests. */
  readonly calls: number;
  /** The longest chain of requests of which each began after the one before it had ended. */
  readonly roundTrips: number;
  /** Of bodies, not compressed. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

interface Exchange {
  readonly start: number;
  end: number;
  calls: number;
  sent: number;
  received: number;
}

export async function openWire(target: string): Promise<Wire> {
  let exchanges: Exchange[] = [];
  let conditions: Conditions = { latencyMs: 0 };
  let places = limiter(1);
  const send = target.startsWith('https:') ? httpsRequest : httpRequest;

  async function pass(request: IncomingMessage): Promise<{ status: number; type: string; body: Buffer }> {
    const exchange: Exchange = { start: performance.now(), end: Infinity, calls: 0, sent: 0, received: 0 };
    exchanges.push(exchange);
    const body = await bodyOf(request);
    exchange.sent = body.byteLength;
    exchange.calls = callsIn(body);
    const { latencyMs, pace } = conditions;
    if (latencyMs > 0) await sleep(latencyMs / 2);
    const work = async (): Promise<{ status: number; type: string; body: Buffer }> => {
      if (pace) await sleep(pace.msPerCall * exchange.calls);
      return forward(request, body);
    };
    const answer = pace ? await places(work) : await work();
    exchange.received = answer.body.byteLength;
    if (latencyMs > 0) await sleep(latencyMs / 2);
    exchange.end = performance.now();
    return answer;
  }

  function forward(
    request: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; type: string; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.byteLength };
      const out = send(
        new URL(request.url ?? '/', target),
        { method: request.method, headers: { ...headers, 'accept-encoding': 'identity' } },
        (answer) => {
          const type = answer.headers['content-type'] ?? 'application/json';
          bodyOf(answer).then(
            (content) => resolve({ status: answer.statusCode ?? 502, type, body: content }),
            reject,
          );
        },
      );
      out.on('error', reject);
      out.end(body);
    });
  }

  const server = createServer((request, response) => {
    pass(request).then(
      ({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'content-length': body.byteLength });
        response.end(body);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, as just asked
  return {
    url: `http://127.0.0.1:${port}`,
    begin: (now) => {
      exchanges = [];
      conditions = now;
      places = limiter(now.pace?.atOnce ?? 1);
    },
    counts: (since = 0) => countsOf(exchanges.filter(({ start }) => start >= since)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Lets so many works go on at a time. */
function limiter(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer); // a stream without an encoding gives buffers
  return Buffer.concat(parts);
}

/** How many calls a request's body holds: those of a multirequest are numbered. */
function callsIn(body: Buffer): number {
  const sent = JSON.parse(body.toString()) as Record<string, unknown>; // what our own clients have just written
  const numbered = Object.keys(sent).filter((name) => /^\d+$/.test(name)).length;
  return Math.max(1, numbered);
}

function countsOf(exchanges: readonly Exchange[]): Counts {
  const depths = new Map<Exchange, number>();
  for (const exchange of exchanges.toSorted((a, b) => a.start - b.start)) {
    const before = [...depths].filter(([earlier]) => earlier.end <= exchange.start).map(([, depth]) => depth);
    depths.set(exchange, 1 + Math.max(0, ...before));
  }
  const sum = (of: (exchange: Exchange) => number): number =>
    exchanges.reduce((total, one) => total + of(one), 0);
  return {
    requests: exchanges.length,
    calls: sum(({ calls }) => calls),
    roundTrips: Math.max(0, ...depths.values()),
    bytesSent: sum(({ sent }) => sent),
    bytesReceived: sum(({ received }) => received),
  };
}
