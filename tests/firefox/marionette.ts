import { connect, type Socket } from 'node:net';
import * as z from 'zod/mini';

/**
 * Firefox's own remote protocol, without a program between: frames `length:json` over TCP, of `[0, id, command,
 * parameters]` and `[1, id, error, result]`. WebDriver BiDi and geckodriver open no `moz-extension://` page and reach
 * no window of the browser's own (docs/facts/browsers.md#3-marionette).
 */
export interface Marionette {
  /** Answers what a command answers. @throws where the browser refuses it */
  readonly send: (command: string, parameters?: object) => Promise<unknown>;
  readonly close: () => void;
}

const message = z.union([
  z.tuple([
    z.literal(1),
    z.number(),
    z.nullable(z.object({ error: z.string(), message: z.string() })),
    z.unknown(),
  ]),
  z.object({ marionetteProtocol: z.literal(3) }),
]);

export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = await open(port);
  const waiting = new Map<number, { done: (result: unknown) => void; fail: (error: Error) => void }>();
  let last = 0;
  const end = new AbortController();
  readFrames(socket, end.signal, (text) => {
    const said = message.parse(JSON.parse(text));
    if (!Array.isArray(said)) return; // how it greets
    const [, id, error, result] = said;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.fail(new Error(`${error.error}: ${error.message}`));
    else asked?.done(result);
  });
  socket.once('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('Firefox has ended.'));
    waiting.clear();
  });
  return {
    send: (command, parameters = {}) =>
      new Promise((done, fail) => {
        const id = (last += 1);
        waiting.set(id, { done, fail: (error) => fail(new Error(`${command}: ${error.message}`)) });
        const text = Buffer.from(JSON.stringify([0, id, command, parameters]));
        socket.write(Buffer.concat([Buffer.from(`${text.length}:`), text]));
      }),
    close: () => {
      end.abort();
      socket.destroy();
    },
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Lengths are of bytes, and a frame comes in as many pieces as the network likes. */
function readFrames(socket: Socket, signal: AbortSignal, take: (text: string) => void): void {
  let rest = Buffer.alloc(0);
  const read = (piece: Buffer): void => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      const colon = rest.indexOf(':');
      const end = colon + 1 + Number(rest.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || rest.length < end) return;
      take(rest.subarray(colon + 1, end).toString());
      rest = rest.subarray(end);
    }
  };
  socket.on('data', read);
  signal.addEventListener('abort', () => socket.off('data', read), { once: true });
}
