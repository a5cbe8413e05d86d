/**
 * A question that neither a recorded answer nor the source of the genuine server decides. The emulator refuses it
 * loudly, with HTTP 501: an answer that it made up would be taken for Kaltura's.
 */
export class NotRecorded extends Error {
  constructor(what: string) {
    super(`not recorded: ${what}`);
  }
}

/** Throws for a property that the genuine server knows and the emulator does not. */
export function refuseUnread(filter: Readonly<Record<string, unknown>>, unread: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(filter))
    if (unread.has(name) && value !== null && value !== '') throw new NotRecorded(`the filter's ${name}`);
}
