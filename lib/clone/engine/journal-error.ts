/**
 * Why the journal can't be used. `full`: the disk, or what the browser gives us of it. `newer`: a later version of ours
 * wrote it (an update was taken back). `unavailable`: the browser gives us no database: a broken profile, a Firefox
 * that remembers no history.
 */
export type JournalTrouble = 'full' | 'newer' | 'unavailable';

/** What a journal's method rejects with where the journal can't be used. */
export class JournalError extends Error {
  readonly trouble: JournalTrouble;

  constructor(trouble: JournalTrouble) {
    super(`journal: ${trouble}`);
    this.trouble = trouble;
  }
}

/** What an error of IndexedDB means. An error that is none of it (a job that is not there) stays what it is. */
export function journalErrorOf(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  switch (error.name) {
    case 'QuotaExceededError':
      return new JournalError('full');
    case 'VersionError':
      return new JournalError('newer');
    // Ours: what was to be written is nothing that can be.
    case 'DataCloneError':
    case 'DataError':
      return error;
    default:
      return new JournalError('unavailable');
  }
}
