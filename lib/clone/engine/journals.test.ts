import 'fake-indexeddb/auto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDB } from 'idb';
import { afterAll, describe, expect, test } from 'vitest';
import { fileError, FileJournal } from './file-journal.ts';
import { openJournal } from './idb-journal.ts';
import { JournalError } from './journal-error.ts';
import type { Halves, JobRecord, Step } from './journal.ts';
import { withKnownHeads } from './known-heads.ts';
import { MemoryJournal } from './memory-journal.ts';
import { JOB_FORMAT, type RecordFormat } from './migrations.ts';

let count = 0;
interface Head extends JobRecord {
  readonly createdAt: number;
}
interface Job extends Head {
  readonly parts?: readonly string[];
}
const HALVES: Halves<Job, Head, readonly string[]> = {
  headOf: ({ id, createdAt }) => ({ id, createdAt }),
  bodyOf: ({ parts }) => parts ?? NO_PARTS,
  whole: (head, parts) => (parts.length > 0 ? { ...head, parts } : head),
};
const NO_PARTS: readonly string[] = [];
const inHalves = (name = `halves-${(count += 1)}`, version = JOB_FORMAT.version) =>
  openJournal(name, { ...JOB_FORMAT, version, job: (job) => job, step: (step) => step }, HALVES);

const opened = (name: string) => openJournal<Job>(name, JOB_FORMAT);
const fresh = () => opened(`journal-${(count += 1)}`);
const job = (id: string, done = 0): Job => ({ id, createdAt: done });
const step = (jobId: string, name: string): Step => ({
  jobId,
  name,
  state: 'intent',
  attempts: 0,
  startedAt: 1,
});

describe.each([
  ['IndexedDB', fresh],
  ['IndexedDB, in two halves', inHalves],
  ['memory', () => new MemoryJournal<Job>()],
  ['IndexedDB, its list known', () => withKnownHeads(inHalves(), HALVES.headOf)],
])('in %s', (_, open) => {
  test('a job is created, changed and read', async () => {
    const journal = open();
    expect(await journal.job('a')).toBeUndefined();
    await journal.changeJob('a', (existing) => existing ?? job('a'));
    await journal.changeJob('a', (existing) => ({ ...(existing ?? job('none')), createdAt: 3 }));
    expect(await journal.jobs()).toEqual([job('a', 3)]);
    expect(await journal.size()).toBe(1);
  });

  test('heads of several are changed at once, of those that are there', async () => {
    const journal = open();
    for (const id of ['a', 'b', 'c']) await journal.changeJob(id, () => job(id));
    await journal.changeHeads(['a', 'none', 'c'], (head) => ({ ...head, createdAt: 7 }));
    expect(await journal.jobs()).toEqual([job('a', 7), job('b'), job('c', 7)]);
  });

  test('changes of one job at the same time are all kept', async () => {
    const journal = open();
    await journal.changeJob('a', () => job('a'));
    const more = () =>
      journal.changeJob('a', (existing) => ({ ...job('a'), createdAt: (existing?.createdAt ?? 0) + 1 }));
    await Promise.all(Array.from({ length: 20 }, more));
    expect((await journal.job('a'))?.createdAt).toBe(20);
  });

  test('a change that throws leaves everything as it was', async () => {
    const journal = open();
    await journal.changeJob('a', () => job('a', 1));
    const refuse = (): Job => {
      throw new Error('No.');
    };
    await expect(async () => journal.changeJob('a', refuse)).rejects.toThrow('No.');
    expect((await journal.job('a'))?.createdAt).toBe(1);
  });

  test('steps are kept by job and name, and go with their job', async () => {
    const journal = open();
    await journal.changeJob('a', () => job('a'));
    for (const [id, name] of [
      ['a', 'room'],
      ['a', 'finish'],
      ['b', 'room'],
    ] as const)
      await journal.putStep(step(id, name));
    await journal.putStep({ ...step('a', 'room'), state: 'done', outcome: 'x' });
    expect(await journal.step('a', 'room')).toMatchObject({ state: 'done', outcome: 'x' });
    expect((await journal.steps('a')).map(({ name }) => name).sort()).toEqual(['finish', 'room']);
    await journal.remove('a');
    expect(await journal.job('a')).toBeUndefined();
    expect(await journal.steps('a')).toEqual([]);
    expect(await journal.steps('b')).toHaveLength(1);
  });
});

describe('jobs in two halves', () => {
  const PARTS = ['one', 'two'];
  /** Counts what is put into each store while this is done. */
  async function puts(work: () => Promise<unknown>): Promise<readonly string[]> {
    const stores: string[] = [];
    // It is called with its own store below.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: unknown[]) {
      stores.push(this.name);
      return Reflect.apply(put, this, args) as IDBRequest<IDBValidKey>;
    } as typeof put;
    try {
      await work();
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    return stores;
  }

  test('are whole to who asks for one; lists hold the heads', async () => {
    const journal = inHalves();
    await journal.changeJob('a', () => ({ ...job('a', 1), parts: PARTS }));
    expect(await journal.job('a')).toEqual({ id: 'a', createdAt: 1, parts: PARTS });
    expect(await journal.head('a')).toEqual(job('a', 1));
    expect(await journal.jobs()).toEqual([job('a', 1)]);
  });

  test('the body is written at first, and when it has changed', async () => {
    const journal = inHalves();
    const change = (to: (job: Job) => Job) =>
      puts(() => journal.changeJob('a', (before) => to(before ?? job('a'))));
    expect(await change((one) => ({ ...one, parts: PARTS }))).toEqual(['jobs', 'bodies']);
    expect(await change((one) => ({ ...one, createdAt: 2 }))).toEqual(['jobs']);
    expect(await journal.job('a')).toEqual({ id: 'a', createdAt: 2, parts: PARTS });
    expect(await change((one) => ({ ...one, parts: ['three'] }))).toEqual(['jobs', 'bodies']);
    expect(await journal.job('a')).toEqual({ id: 'a', createdAt: 2, parts: ['three'] });
  });

  test('a change of heads neither writes nor loses what is large', async () => {
    const journal = inHalves();
    await journal.changeJob('a', () => ({ ...job('a'), parts: PARTS }));
    const change = () => journal.changeHeads(['a'], (head) => ({ ...head, createdAt: 2 }));
    expect(await puts(change)).toEqual(['jobs']);
    expect(await journal.job('a')).toEqual({ id: 'a', createdAt: 2, parts: PARTS });
  });

  test('go with both', async () => {
    const name = `halves-${(count += 1)}`;
    const journal = inHalves(name);
    for (const id of ['a', 'b']) await journal.changeJob(id, () => ({ ...job(id), parts: PARTS }));
    await journal.remove('a');
    const database = await openDB(name);
    expect(await database.getAllKeys('bodies')).toEqual(['b']);
    database.close();
  });

  test('stay whole over an update to a later version that keeps them so', async () => {
    const name = `halves-${(count += 1)}`;
    await inHalves(name).changeJob('a', () => ({ ...job('a', 1), parts: PARTS }));
    const later = inHalves(name, JOB_FORMAT.version + 1);
    expect(await later.job('a')).toEqual({ id: 'a', createdAt: 1, parts: PARTS });
    expect(await later.jobs()).toEqual([job('a', 1)]);
  });
});

test('what one opening wrote, the next one reads', async () => {
  const first = opened('kept');
  await first.changeJob('a', () => job('a', 7));
  const second = opened('kept');
  expect((await second.job('a'))?.createdAt).toBe(7);
});

test('an upgrade that throws leaves everything as the earlier version wrote it', async () => {
  const name = `journal-${(count += 1)}`;
  const first = {
    version: 1,
    job: (record: object) => record,
    step: (record: object) => record,
  } as RecordFormat;
  const before = openJournal<Job>(name, first);
  for (const id of ['a', 'b']) await before.changeJob(id, () => job(id, 1));
  const broken: RecordFormat = {
    ...first,
    version: 2,
    job: (record) => {
      if (record['id'] === 'b') throw new Error('Nobody expected this.');
      return { ...record, createdAt: 2 };
    },
  };
  await expect(openJournal<Job>(name, broken).jobs()).rejects.toBeInstanceOf(JournalError);
  expect(await openJournal<Job>(name, first).jobs()).toEqual([job('a', 1), job('b', 1)]);
});

test('what one process has in memory, another takes over', async () => {
  const [first, second] = [new MemoryJournal<Job>(), new MemoryJournal<Job>()];
  await first.changeJob('a', () => job('a', 7));
  await first.putStep(step('a', 'room'));
  await first.putStep(step('b', 'room'));
  expect(first.dump()).toEqual({ jobs: [job('a', 7)], steps: [step('a', 'room'), step('b', 'room')] });
  second.load(first.dump());
  expect(second.dump()).toEqual(first.dump());
});

describe('a database that fails', () => {
  const troubled = async (error: DOMException): Promise<unknown> => {
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = () => {
      throw error;
    };
    try {
      return await opened(`troubled-${(count += 1)}`)
        .jobs()
        .catch((thrown: unknown) => thrown);
    } finally {
      indexedDB.open = open;
    }
  };

  test.each([
    ['VersionError', 'newer'],
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'unavailable'],
    ['InvalidStateError', 'unavailable'],
  ])('%s: %s, as an error of the journal', async (name, trouble) => {
    expect(await troubled(new DOMException('x', name))).toMatchObject({ trouble });
    expect(await troubled(new DOMException('x', name))).toBeInstanceOf(JournalError);
  });

  test('is opened again by the next call: nothing is mute for ever', async () => {
    const name = `again-${(count += 1)}`;
    const journal = opened(name);
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = () => {
      throw new DOMException('x', 'UnknownError');
    };
    await expect(journal.changeJob('a', () => job('a'))).rejects.toBeInstanceOf(JournalError);
    indexedDB.open = open;
    await journal.changeJob('a', () => job('a', 4));
    expect(await journal.jobs()).toEqual([job('a', 4)]);
  });

  test('a connection that the browser has closed is opened once more', async () => {
    const journal = fresh();
    await journal.changeJob('a', () => job('a', 1));
    const databases: IDBDatabase[] = [];
    // It is called with its own database below.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const transaction = IDBDatabase.prototype.transaction;
    // As a browser that closes connections by itself: the next transaction is refused.
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: unknown[]) {
      if (databases.length === 0) {
        databases.push(this);
        this.close();
      }
      return Reflect.apply(transaction, this, args) as IDBTransaction;
    } as typeof transaction;
    try {
      await journal.changeJob('a', () => job('a', 2));
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect(databases).toHaveLength(1);
    expect(await journal.jobs()).toEqual([job('a', 2)]);
  });
});

describe('a journal in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'file-journal-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const fileWith = (text: string): string => {
    const file = join(folder, `${(count += 1)}.json`);
    writeFileSync(file, text);
    return file;
  };
  const troubleOf = async (work: () => unknown): Promise<string | undefined> => {
    const error: unknown = await Promise.resolve()
      .then(work)
      .catch((thrown: unknown) => thrown);
    return error instanceof JournalError ? error.trouble : undefined;
  };

  test.each([
    ['damaged', '{"version":4,"jobs":[', 'unavailable'],
    ['empty', '', 'unavailable'],
    ['of a later version', `{"version":${JOB_FORMAT.version + 1},"jobs":[],"steps":[]}`, 'newer'],
  ])('that is %s is not used, nor written over', async (_, text, trouble) => {
    const file = fileWith(text);
    expect(await troubleOf(() => new FileJournal<Job>(file))).toBe(trouble);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('where nothing can be written rejects with that, whatever is noted', async () => {
    const journal = new FileJournal<Job>(join(fileWith('x'), 'journal.json'));
    expect(await troubleOf(() => journal.changeJob('a', () => job('a')))).toBe('unavailable');
    expect(await troubleOf(() => journal.putStep(step('a', 'room')))).toBe('unavailable');
    expect(await troubleOf(() => journal.remove('a'))).toBe('unavailable');
  });

  test.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EACCES', 'unavailable'],
  ])('an error of the file system, %s, means %s', (code, trouble) => {
    expect(fileError(Object.assign(new Error('x'), { code })).trouble).toBe(trouble);
  });
});
