/** Our script in a page → the dialog's page that it has prepared, by `postMessage` into the frame. */
export interface HandedTicket {
  readonly ticket: string;
}

/** As the background makes them. */
export const isTicket = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f-]{1,64}$/.test(value);

/**
 * The ticket of a dialog's page that was prepared without one. The first one counts: its page is that of one opening.
 * What is no ticket of this tab, the background refuses.
 */
export function handedTicket(window: Window): Promise<string> {
  return new Promise((resolve) => {
    const handed = new AbortController();
    const hear = ({ data, source }: MessageEvent<Partial<HandedTicket> | null>): void => {
      const ticket = data?.ticket;
      if (source !== window.parent || !isTicket(ticket)) return;
      handed.abort();
      resolve(ticket);
    };
    window.addEventListener('message', hear, { signal: handed.signal });
  });
}
