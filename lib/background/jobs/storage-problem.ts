import { JournalError } from '../../clone/engine/journal-error.ts';
import type { Problem } from '../../room/report/problem.ts';

const CODES = { full: 'storageFull', newer: 'storageNewer', unavailable: 'storageUnavailable' } as const;

/** What an error of the journal means to the teacher; any other error is one that nobody expected. */
export const storageProblem = (error: unknown): Problem => ({
  code: error instanceof JournalError ? CODES[error.trouble] : 'unexpected',
});
