/**
 * How records of earlier versions become today's. A job that was at work when the extension was updated goes on, so
 * its steps are brought along, too. Each version has a journal in `tests/clone/journals`, as that version wrote it.
 */
export const RECORD_VERSION = 2;

/** A job or a step as some version wrote it. Our own records: what is read here, an earlier version of this code wrote. */
export type OldRecord = Readonly<Record<string, unknown>>;

interface Migration {
  readonly job: (job: OldRecord) => OldRecord;
  readonly step: (step: OldRecord) => OldRecord;
}

/** The first one makes version 2 of version 1. */
const MIGRATIONS: readonly Migration[] = [
  {
    // Options and progress by parts came, and cue points are copied: a job that has begun copies them with its later steps.
    job: ({ done, of, ...job }) => ({
      ...job,
      workflowVersion: 2,
      options: { leaveOut: [], settingsFrom: 'original', services: {} },
      progress: [{ part: 'settings', done, of }],
    }),
    step(step) {
      if (step['name'] === 'room') return { ...step, outcome: withCuePoints(step['outcome']) };
      // Reading back tells more than it did: it may be repeated, and is.
      return String(step['name']).startsWith('finish/') ? { ...step, state: 'rolledBack' } : step;
    },
  },
];

function withCuePoints(outcome: unknown): unknown {
  const result = outcome as { readonly ok: boolean; readonly value?: object } | undefined; // as Steps wrote it
  return result?.ok === true ? { ...result, value: { ...result.value, cuePoints: [] } } : outcome;
}

/** A job of an earlier version as of this one. @param from the version that wrote it */
export const migrateJob = (job: OldRecord, from: number): OldRecord =>
  MIGRATIONS.slice(from - 1).reduce((record, migration) => migration.job(record), job);

export const migrateStep = (step: OldRecord, from: number): OldRecord =>
  MIGRATIONS.slice(from - 1).reduce((record, migration) => migration.step(record), step);
