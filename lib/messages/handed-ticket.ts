import type { KnownRoom } from './messages.ts';

/** Our script in a page → the dialog's page that it has prepared, by `postMessage` into the frame. */
export interface HandedTicket {
  readonly ticket: string;
  /** Of the room that was clicked: its window need not wait for the background to tell. */
  readonly known?: KnownRoom | undefined;
}

/** As the background makes them. */
export const isTicket = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f-]{1,64}$/.test(value);

/** More is no name, and no pattern of one. */
const LONGEST = 1_000;
const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST;

function knownRoom(value: Partial<Record<keyof KnownRoom, unknown>> | undefined): KnownRoom | undefined {
  const { name, namePattern } = value ?? {};
  return isShort(name) && isShort(namePattern) ? { name, namePattern } : undefined;
}

/**
 * The ticket of a dialog's page that was prepared without one, with what is known of its room. The first one counts: its
 * page is that of one opening. What is no ticket of this tab, the background refuses.
 */
export function handedTicket(window: Window): Promise<HandedTicket> {
  return new Promise((resolve) => {
    const handed = new AbortController();
    const hear = ({ data, source }: MessageEvent<Partial<HandedTicket> | null>): void => {
      const ticket = data?.ticket;
      if (source !== window.parent || !isTicket(ticket)) return;
      handed.abort();
      resolve({ ticket, known: knownRoom(data?.known ?? undefined) });
    };
    window.addEventListener('message', hear, { signal: handed.signal });
  });
}
