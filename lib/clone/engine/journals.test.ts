import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { openJournal } from './idb-journal.ts';
import type { Job, Step } from './journal.ts';
import { MemoryJournal } from './memory-journal.ts';

let count = 0;
const fresh = () => openJournal(`journal-${(count += 1)}`);
// Only the id and one number are looked at here.
const job = (id: string, done = 0): Job => ({ id, createdAt: done }) as Job;
const step = (jobId: string, name: string): Step => ({
  jobId,
  name,
  state: 'intent',
  attempts: 0,
  startedAt: 1,
});

describe.each([
  ['IndexedDB', fresh],
  ['memory', () => Promise.resolve(new MemoryJournal())],
])('in %s', (_, open) => {
  test('a job is created, changed and read', async () => {
    const journal = await open();
    expect(await journal.job('a')).toBeUndefined();
    await journal.changeJob('a', (existing) => existing ?? job('a'));
    await journal.changeJob('a', (existing) => ({ ...(existing ?? job('none')), createdAt: 3 }));
    expect(await journal.jobs()).toEqual([job('a', 3)]);
  });

  test('changes of one job at the same time are all kept', async () => {
    const journal = await open();
    await journal.changeJob('a', () => job('a'));
    const more = () =>
      journal.changeJob('a', (existing) => ({ ...job('a'), createdAt: (existing?.createdAt ?? 0) + 1 }));
    await Promise.all(Array.from({ length: 20 }, more));
    expect((await journal.job('a'))?.createdAt).toBe(20);
  });

  test('a change that throws leaves everything as it was', async () => {
    const journal = await open();
    await journal.changeJob('a', () => job('a', 1));
    const refuse = (): Job => {
      throw new Error('No.');
    };
    await expect(async () => journal.changeJob('a', refuse)).rejects.toThrow('No.');
    expect((await journal.job('a'))?.createdAt).toBe(1);
  });

  test('steps are kept by job and name, and go with their job', async () => {
    const journal = await open();
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

test('what one opening wrote, the next one reads', async () => {
  const first = await openJournal('kept');
  await first.changeJob('a', () => job('a', 7));
  const second = await openJournal('kept');
  expect((await second.job('a'))?.createdAt).toBe(7);
});

test('what one process has in memory, another takes over', async () => {
  const [first, second] = [new MemoryJournal(), new MemoryJournal()];
  await first.changeJob('a', () => job('a', 7));
  await first.putStep(step('a', 'room'));
  await first.putStep(step('b', 'room'));
  expect(first.dump()).toEqual({ jobs: [job('a', 7)], steps: [step('a', 'room'), step('b', 'room')] });
  second.load(first.dump());
  expect(second.dump()).toEqual(first.dump());
});
