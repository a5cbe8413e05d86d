/**
 * How records of earlier versions become today's. A job that was at work when the extension was updated goes on, so
 * its steps are brought along, too. Each version has a journal in `tests/clone/journals`, as that version wrote it.
 */
export const RECORD_VERSION = 4;

/** A job or a step as some version wrote it. Our own records: what is read here, an earlier version of this code wrote. */
export type OldRecord = Readonly<Record<string, unknown>>;

interface Migration {
  /** @param now milliseconds of the local clock */
  readonly job: (job: OldRecord, now: number) => OldRecord;
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
      return String(step['name']).startsWith('finish/') ? { ...step, state: 'noEffect' } : step;
    },
  },
  {
    // What belongs to a state stands in it; creating requests leave receipts; the server's clock alone is gone by.
    job: toVersion3,
    step(step) {
      const state = step['state'] === 'noEffect' ? 'rolledBack' : step['state'];
      // Reading back tells more than it did.
      if (String(step['name']).startsWith('finish/')) return { ...step, state: 'rolledBack' };
      // A request of that version left no receipt: that there is none says nothing.
      const noted = state === 'intent' && { noted: { unreceipted: true } };
      return { ...step, state, ...noted, outcome: withRetry(step['outcome']) };
    },
  },
  // The room with its parts is kept beside the job in the browser's journal: the records themselves are the same.
  { job: (job) => job, step: (step) => step },
];

type Old = Readonly<Record<string, unknown>>;

function toVersion3(
  { clockOffset, decided: _, removing, report, leftAt, starter, ...job }: OldRecord,
  now: number,
): OldRecord {
  const finished = report === undefined ? undefined : { report, leftAt };
  // Our own record of the version before: an object with a kind.
  const old = job['state'] as Old & { readonly kind: string };
  const state = stateOf3(old, removing === true, finished, now);
  const verdict = (report as Old | undefined)?.['verdict']; // as that version wrote it
  const told = { ready: verdict === 'complete' ? 'ready' : 'readyInPart', broken: 'failed' }[old.kind];
  return {
    ...job,
    workflowVersion: 3,
    readAt: Math.floor((Number(job['createdAt']) + Number(clockOffset)) / 1000),
    state,
    crashes: 0,
    announced: told,
    seen: job['seen'] === true,
    activity: job['activity'],
    startedFrom: withOriginsAlone(starter),
  };
}

/** Addresses hold what lets somebody in, as a KS or a `sesskey`: of where a job was started the origins stay. */
function withOriginsAlone(starter: unknown): unknown {
  if (typeof starter !== 'object' || starter === null) return starter;
  return Object.fromEntries(
    Object.entries(starter).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' && URL.canParse(value) ? new URL(value).origin : value,
    ]),
  );
}

function stateOf3(
  old: Old & { readonly kind: string },
  removing: boolean,
  finished: object | undefined,
  now: number,
): object {
  const pause = old.kind === 'waiting' ? { pause: pauseOf3(old, now) } : {};
  switch (old.kind) {
    case 'running':
    case 'waiting':
      if (removing) return { kind: 'removing', ...(finished && { finished }), ...pause };
      if (finished) return { kind: 'ready', finished, ...pause };
      return { kind: old.kind, ...pause };
    case 'ready':
      return finished ? { kind: 'ready', finished } : { kind: 'running' };
    case 'broken':
      return { ...old, kind: 'failed' };
    case 'decision':
      // It is looked again, and asked again where it still can't be told.
      return removing ? { kind: 'removing' } : { kind: 'running' };
    default:
      return old;
  }
}

const THREE_DAYS_MS = 3 * 86_400_000;

function pauseOf3({ problem, wakeAt }: Old, now: number): object {
  const { code } = problem as { readonly code: string }; // as that version wrote it
  if (code.startsWith('moodle')) return { until: 'moodle', problem, giveUpAt: now + THREE_DAYS_MS };
  return wakeAt === undefined ? { until: 'session', problem } : { until: 'time', problem, wakeAt };
}

/** `again` is `retry` now, in the outcomes of children and cue points. */
function withRetry(outcome: unknown): unknown {
  if (Array.isArray(outcome)) return outcome.map(withRetry);
  if (typeof outcome !== 'object' || outcome === null) return outcome;
  return Object.fromEntries(
    Object.entries(outcome).map(([name, value]: [string, unknown]) => [
      name,
      name === 'state' && value === 'again' ? 'retry' : withRetry(value),
    ]),
  );
}

function withCuePoints(outcome: unknown): unknown {
  const result = outcome as { readonly ok: boolean; readonly value?: object } | undefined; // as Steps wrote it
  return result?.ok === true ? { ...result, value: { ...result.value, cuePoints: [] } } : outcome;
}

/**
 * A job of an earlier version as of this one.
 * @param from the version that wrote it
 * @param now milliseconds of the local clock: what waits has its end from here
 */
export const migrateJob = (job: OldRecord, from: number, now: number): OldRecord =>
  MIGRATIONS.slice(from - 1).reduce((record, migration) => migration.job(record, now), job);

/** How the records of a journal are brought along from an earlier version. */
export interface RecordFormat {
  /** The version that is written now. */
  readonly version: number;
  readonly job: (record: OldRecord, from: number, now: number) => OldRecord;
  readonly step: (step: OldRecord, from: number) => OldRecord;
}

/** A step of an earlier version as of this one. @param from the version that wrote it */
export const migrateStep = (step: OldRecord, from: number): OldRecord =>
  MIGRATIONS.slice(from - 1).reduce((record, migration) => migration.step(record), step);

/** The format of jobs. */
export const JOB_FORMAT: RecordFormat = { version: RECORD_VERSION, job: migrateJob, step: migrateStep };
