import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Campus } from '../campus/campus.ts';

export interface Proxy {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The campus' names, of which Firefox maps none by itself. */
const NAMES = /\.(?:kaltura\.com|example\.edu|example\.org)$/;

/** Takes every name of the campus to the campus, whatever the port, and no other name anywhere. */
export async function startProxy({ httpsPort }: Pick<Campus, 'httpsPort'>): Promise<Proxy> {
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // Whoever hangs up first: the other end follows.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((_request, response) => response.writeHead(403).end());
  server.on('connection', keep);
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const host = (request.url ?? '').replace(/:\d+$/, '');
    if (!NAMES.test(host)) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const campus = connect({ port: httpsPort, host: '127.0.0.1' }, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      campus.write(head);
      client.pipe(campus).pipe(client);
    });
    keep(campus);
    campus.once('close', () => client.destroy());
    client.once('close', () => campus.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        open.forEach((socket) => socket.destroy());
      }),
  };
}
