import type { JobRecord, Journal, Step } from './journal.ts';

/** A journal that lives as long as its process; `dump` and `load` let a file outlive it. */
export class MemoryJournal<Job extends JobRecord> implements Journal<Job> {
  readonly #jobs = new Map<string, Job>();
  readonly #steps = new Map<string, Map<string, Step>>();

  job(id: string): Promise<Job | undefined> {
    return Promise.resolve(this.#jobs.get(id));
  }

  head(id: string): Promise<Job | undefined> {
    return this.job(id);
  }

  jobs(): Promise<readonly Job[]> {
    return Promise.resolve([...this.#jobs.values()]);
  }

  size(): Promise<number> {
    return Promise.resolve(this.#jobs.size);
  }

  changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job> {
    const job = change(this.#jobs.get(id));
    this.#jobs.set(id, job);
    return Promise.resolve(job);
  }

  changeHeads(ids: readonly string[], change: <Kept extends Job>(head: Kept) => Kept): Promise<void> {
    for (const id of ids) {
      const job = this.#jobs.get(id);
      if (job) this.#jobs.set(id, change(job));
    }
    return Promise.resolve();
  }

  step(jobId: string, name: string): Promise<Step | undefined> {
    return Promise.resolve(this.#steps.get(jobId)?.get(name));
  }

  steps(jobId: string): Promise<readonly Step[]> {
    return Promise.resolve([...(this.#steps.get(jobId)?.values() ?? [])]);
  }

  putStep(step: Step): Promise<void> {
    const steps = this.#steps.get(step.jobId) ?? new Map<string, Step>();
    this.#steps.set(step.jobId, steps.set(step.name, step));
    return Promise.resolve();
  }

  remove(jobId: string): Promise<void> {
    this.#jobs.delete(jobId);
    this.#steps.delete(jobId);
    return Promise.resolve();
  }

  /** Everything in it, as JSON-able values. */
  dump(): { jobs: Job[]; steps: Step[] } {
    return {
      jobs: [...this.#jobs.values()],
      steps: [...this.#steps.values()].flatMap((steps) => [...steps.values()]),
    };
  }

  load({ jobs, steps }: { jobs: readonly Job[]; steps: readonly Step[] }): void {
    for (const job of jobs) this.#jobs.set(job.id, job);
    for (const step of steps) void this.putStep(step);
  }
}
