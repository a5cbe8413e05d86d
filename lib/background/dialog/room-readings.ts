import type { SessionArea } from '../sessions/session-store.ts';
import type { RoomReading } from './views.ts';

const key = (ticketId: string): string => `reading|${ticketId}`;

/**
 * What was read for the dialogs that are open, in `storage.session`: a worker that was stopped for idleness while the
 * teacher typed goes on with it, and asks the server nothing anew.
 */
export class RoomReadings {
  readonly #area: SessionArea;

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** A reading that has no place there is read again when it is needed. */
  async keep(ticketId: string, reading: RoomReading): Promise<void> {
    await this.#area.set({ [key(ticketId)]: reading }).catch(() => undefined);
  }

  async find(ticketId: string): Promise<RoomReading | undefined> {
    // Nobody but this version of us writes it: the browser empties this area when it loads another one.
    return (await this.#area.get(key(ticketId)))[key(ticketId)] as RoomReading | undefined;
  }

  async remove(ticketId: string): Promise<void> {
    await this.#area.remove(key(ticketId));
  }
}
