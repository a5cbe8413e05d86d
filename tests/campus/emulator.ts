import type { Campus } from './campus.ts';
import { OWNER } from './demo/people.ts';
import type { Entry } from './kaltura/entry.ts';
import type { Kaltura } from './kaltura/server.ts';
import type { CallName } from './kaltura/switches.ts';

/** What tests ask of a campus whose Kaltura is the emulator: what it holds, and that it fails at a moment of theirs. */

/** @throws in front of another server, which has no switches */
export function emulatorOf({ server }: Campus): Kaltura {
  if (!server) throw new Error('This test needs the emulator.');
  return server;
}

/** The clones of the demo's room, as the server holds them. */
export const clonesOf = (campus: Campus): readonly Entry[] =>
  emulatorOf(campus)
    .entries()
    .filter(({ rootEntryId }) => rootEntryId === campus.rooms.algebra);

/** The entries in a room. */
export const childrenOf = (campus: Campus, room: string): readonly Entry[] =>
  emulatorOf(campus)
    .entries()
    .filter(({ parentEntryId }) => parentEntryId === room);

/** Whether a request holds a call that clones. */
export const isClone = (calls: readonly CallName[]): boolean =>
  calls.some(({ action }) => action === 'clone');

/** Each request that clones takes so many milliseconds. */
export function slowClones(server: Kaltura, ms: number): void {
  server.switches.delayMs = (calls) => (isClone(calls) ? ms : 0);
}

/**
 * The first request of a kind takes so many milliseconds, and no other.
 * @returns tells how many requests of that kind have come
 */
export function holdFirst(server: Kaltura, ms: number, isOfKind = isClone): () => number {
  let came = 0;
  server.switches.delayMs = (calls) => (isOfKind(calls) && (came += 1) === 1 ? ms : 0);
  return () => came;
}

/** The owner's session ends when a clone reads back what it made: the room is there by then. */
export function endSessionAtReadBack(campus: Campus): void {
  const server = emulatorOf(campus);
  let ended = false;
  server.switches.delayMs = (calls) => {
    const reads = calls.some(({ action }) => action === 'getByIds');
    if (reads && !ended && !isClone(calls)) {
      server.expireSessions(OWNER);
      ended = true;
    }
    return 0;
  };
}
