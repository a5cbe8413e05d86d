import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that is none of Kaltura's, and the calls that it gets. */
export interface ForeignServer {
  readonly url: string;
  readonly calls: readonly string[];
}

/**
 * Serves as long as `use` takes.
 * @param host of loopback
 */
export async function serveForeign(
  host: '127.0.0.1' | '127.0.0.2',
  use: (server: ForeignServer) => Promise<void>,
): Promise<void> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(String(request.url));
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await use({ url: `http://${host}:${port}`, calls });
  server.close();
}
