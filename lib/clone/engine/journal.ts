/**
 * The journal of durable jobs, in the words of durable execution: a job is a record, what it does is a list of steps,
 * and a step that is done is replayed from here. Knows nothing of what a job is about.
 */

/** What every job's record has. */
export interface JobRecord {
  readonly id: string;
}

/**
 * One step: its intent is written before the request, its outcome after. A step that holds only an intent may or may
 * not have happened; evidence decides, never a repetition.
 */
export interface Step {
  readonly jobId: string;
  /** Unique within the job. */
  readonly name: string;
  readonly state:
    | 'intent'
    /** Tried, and certainly without effect: the server refused the whole request before it did anything. */
    | 'rolledBack'
    | 'done';
  /** How often it was tried in vain, for the delay before the next try. */
  readonly attempts: number;
  /** Milliseconds of the local clock, of the last intent. Tells one intent from the next; never compared with a server's. */
  readonly startedAt: number;
  /** What the search for evidence has noted since that intent; kept where evidence says that it was done. */
  readonly noted?: unknown;
  /** How the last try failed, where trying has an end. */
  readonly lastFailure?: unknown;
  readonly outcome?: unknown;
}

/**
 * Where jobs and steps are kept. Each method is one transaction, durable when its promise resolves.
 * @template Head what lists are made from: a job without what is large
 */
export interface Journal<Job extends Head, Head extends JobRecord = Job> {
  job(id: string): Promise<Job | undefined>;
  head(id: string): Promise<Head | undefined>;
  /** Of all jobs what lists are made from. */
  jobs(): Promise<readonly Head[]>;
  /** How many jobs there are: told without reading them. */
  size(): Promise<number>;
  /** Reads, changes and writes a job in one transaction; creates it when there is none and `change` says so. */
  changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job>;
  /**
   * Changes what lists are made from, of those that are there, in one transaction: what is large is neither read nor
   * written. Of five hundred one by one, each by itself on the disk, a teacher waits for half a minute.
   */
  changeHeads(ids: readonly string[], change: <Kept extends Head>(head: Kept) => Kept): Promise<void>;
  step(jobId: string, name: string): Promise<Step | undefined>;
  steps(jobId: string): Promise<readonly Step[]>;
  putStep(step: Step): Promise<void>;
  /** A job with all its steps. */
  remove(jobId: string): Promise<void>;
}

/** How a job is kept in two halves, so that who lists jobs reads no more of each than its head. */
export interface Halves<Job extends Head, Head extends JobRecord, Body extends object> {
  readonly headOf: (job: Job) => Head;
  /** What is large and hardly ever changes: it is written when it is another object than it was before. */
  readonly bodyOf: (job: Job) => Body;
  readonly whole: (head: Head, body: Body) => Job;
}
