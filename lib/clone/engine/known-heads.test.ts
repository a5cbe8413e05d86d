import { describe, expect, test } from 'vitest';
import type { JobRecord } from './journal.ts';
import { withKnownHeads } from './known-heads.ts';
import { MemoryJournal } from './memory-journal.ts';

interface Head extends JobRecord {
  readonly at: number;
}
interface Job extends Head {
  readonly room: string;
}

/** Its lists are counted, and fail where that is wanted. */
class CountedJournal extends MemoryJournal<Job> {
  lists = 0;
  fails: 'lists' | 'sizes' | 'writes' | undefined;

  /** A list is answered then; what it holds is of before. */
  answers: Promise<unknown> = Promise.resolve();

  override async jobs(): Promise<readonly Job[]> {
    this.lists += 1;
    if (this.fails === 'lists') throw new Error('lists');
    const jobs = await super.jobs();
    await this.answers;
    return jobs;
  }

  override size(): Promise<number> {
    return this.fails === 'sizes' ? Promise.reject(new Error('sizes')) : super.size();
  }

  override async changeJob(id: string, change: (job: Job | undefined) => Job): Promise<Job> {
    const job = await super.changeJob(id, change);
    // It is done, and the answer is lost.
    if (this.fails === 'writes') throw new Error('writes');
    return job;
  }
}

function opened() {
  const below = new CountedJournal();
  const journal = withKnownHeads<Job, Head>(below, ({ id, at }) => ({ id, at }));
  const put = (id: string, at = 1): Promise<Job> => journal.changeJob(id, () => ({ id, at, room: 'large' }));
  return { below, journal, put };
}

describe('a list that is known', () => {
  test('is read once, and from then on is as it was written: without what is large', async () => {
    const { below, journal, put } = opened();
    expect(await journal.jobs()).toEqual([]);
    await put('a');
    await put('b');
    await put('a', 2);
    await put('c');
    await journal.remove('c');
    expect(await journal.jobs()).toEqual([
      { id: 'a', at: 2 },
      { id: 'b', at: 1 },
    ]);
    expect(below.lists).toBe(1);
  });

  test('holds what was changed of several at once', async () => {
    const { below, journal, put } = opened();
    await journal.jobs();
    for (const id of ['a', 'b']) await put(id);
    await journal.changeHeads(['a', 'none'], (head) => ({ ...head, at: 7 }));
    expect(await journal.jobs()).toEqual([
      { id: 'a', at: 7 },
      { id: 'b', at: 1 },
    ]);
    expect(await below.job('a')).toMatchObject({ at: 7, room: 'large' });
    expect(below.lists).toBe(1);
  });

  test('holds what is written while it is read', async () => {
    const { below, journal, put } = opened();
    await put('a');
    below.answers = new Promise((resolve) => setTimeout(resolve, 5));
    const reading = journal.jobs();
    await put('a', 2);
    await reading;
    expect(await journal.jobs()).toEqual([{ id: 'a', at: 2 }]);
  });

  test('is read anew where there are more or fewer jobs than it knows', async () => {
    const { below, journal, put } = opened();
    await put('a');
    await journal.jobs();
    await below.remove('a');
    expect(await journal.jobs()).toEqual([]);
  });

  test('is read anew where a write failed, which may have been done', async () => {
    const { below, journal, put } = opened();
    await put('a');
    await journal.jobs();
    below.fails = 'writes';
    await expect(put('a', 2)).rejects.toThrow('writes');
    below.fails = undefined;
    expect(await journal.jobs()).toMatchObject([{ id: 'a', at: 2 }]);
  });

  test('is none where the journal can’t be used, and there again when it can', async () => {
    const { below, journal, put } = opened();
    await put('a');
    below.fails = 'lists';
    await expect(journal.jobs()).rejects.toThrow('lists');
    below.fails = undefined;
    expect(await journal.jobs()).toHaveLength(1);
    below.fails = 'sizes';
    await expect(journal.jobs()).rejects.toThrow('sizes');
    below.fails = undefined;
    expect(await journal.jobs()).toHaveLength(1);
  });
});
