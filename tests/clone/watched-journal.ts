import type { MemoryJournal } from '../../lib/clone/engine/memory-journal.ts';
import type { Job, JobJournal } from '../../lib/clone/job/record.ts';

/** What a write of the journal is about. */
export type Written = 'job' | 'heads' | 'step' | 'removal';

/** The same journal, whose writes go through `write`: a process may die before or after one, or they are counted. */
export const watchedJournal = (
  journal: MemoryJournal<Job>,
  write: <T>(effect: () => Promise<T>, written: Written) => Promise<T>,
): JobJournal => ({
  job: (id) => journal.job(id),
  head: (id) => journal.head(id),
  jobs: () => journal.jobs(),
  size: () => journal.size(),
  step: (id, name) => journal.step(id, name),
  steps: (id) => journal.steps(id),
  changeJob: (id, change) => write(() => journal.changeJob(id, change), 'job'),
  changeHeads: (ids, change) => write(() => journal.changeHeads(ids, change), 'heads'),
  putStep: (step) => write(() => journal.putStep(step), 'step'),
  remove: (id) => write(() => journal.remove(id), 'removal'),
});
