import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Server } from './area.ts';

/** An emulator of Kaltura, empty, with a session of one person, that ends with `close`. */
export async function openCampus(): Promise<{ readonly server: Server; readonly close: () => void }> {
  const child = fork(join(import.meta.dirname, 'campus-process.ts'), { execArgv: ['--import', 'tsx'] });
  const [server] = (await once(child, 'message')) as [Server]; // as `campus-process.ts` sends it
  return { server, close: () => child.disconnect() };
}
