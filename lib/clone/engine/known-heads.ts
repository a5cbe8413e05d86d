import type { JobRecord, Journal, Step } from './journal.ts';

/**
 * A journal whose list is read once, and from then on is known as it was written: badge, notices and windows ask for
 * all jobs at each change of one. Whoever lists asks how many there are, so that a journal which can't be used is
 * noticed all the same, and one that was emptied is read anew.
 *
 * All that is written has to go through it, by one process at a time, as in a worker.
 * @param headOf what the journal keeps of a job for its lists
 */
export function withKnownHeads<Job extends Head, Head extends JobRecord = Job>(
  journal: Journal<Job, Head>,
  headOf: (job: Job) => Head,
): Journal<Job, Head> {
  return new KnownHeads(journal, headOf);
}

class KnownHeads<Job extends Head, Head extends JobRecord> implements Journal<Job, Head> {
  readonly #journal: Journal<Job, Head>;
  readonly #headOf: (job: Job) => Head;
  #known: Promise<Map<string, Head>> | undefined;

  constructor(journal: Journal<Job, Head>, headOf: (job: Job) => Head) {
    this.#journal = journal;
    this.#headOf = headOf;
  }

  job(id: string): Promise<Job | undefined> {
    return this.#journal.job(id);
  }

  head(id: string): Promise<Head | undefined> {
    return this.#journal.head(id);
  }

  async jobs(): Promise<readonly Head[]> {
    const known = await this.#known;
    if (known === undefined) return this.#read();
    const size = await this.#journal.size();
    return size === known.size ? [...known.values()] : this.#read();
  }

  size(): Promise<number> {
    return this.#journal.size();
  }

  async changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job> {
    const job = await this.#written(() => this.#journal.changeJob(id, change));
    const head = this.#headOf(job);
    await this.#note((known) => known.set(id, head));
    return job;
  }

  async changeHeads(ids: readonly string[], change: <Kept extends Head>(head: Kept) => Kept): Promise<void> {
    await this.#written(() => this.#journal.changeHeads(ids, change));
    await this.#note((known) => {
      for (const id of ids) {
        const head = known.get(id);
        if (head !== undefined) known.set(id, change(head));
      }
    });
  }

  step(jobId: string, name: string): Promise<Step | undefined> {
    return this.#journal.step(jobId, name);
  }

  steps(jobId: string): Promise<readonly Step[]> {
    return this.#journal.steps(jobId);
  }

  putStep(step: Step): Promise<void> {
    return this.#journal.putStep(step);
  }

  async remove(jobId: string): Promise<void> {
    await this.#written(() => this.#journal.remove(jobId));
    await this.#note((known) => known.delete(jobId));
  }

  /** What is written while the list is read is noted behind it: it may or may not be in what was read. */
  async #read(): Promise<readonly Head[]> {
    const reading = this.#journal.jobs().then((heads) => new Map(heads.map((head) => [head.id, head])));
    this.#known = reading;
    reading.catch(() => {
      if (this.#known === reading) this.#known = undefined;
    });
    return [...(await reading).values()];
  }

  /** Whether a write that failed was done is not known: neither is the list any more. */
  async #written<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      this.#known = undefined;
      throw error;
    }
  }

  async #note(change: (known: Map<string, Head>) => void): Promise<void> {
    const known = await this.#known?.catch(() => undefined);
    if (known) change(known);
  }
}
