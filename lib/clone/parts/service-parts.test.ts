import { describe, expect, test } from 'vitest';
import type { Failure } from '../../kaltura/transport/failure.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { id } from '../../room/samples.ts';
import type { Interaction } from '../../services/interaction.ts';
import type { StoryboardItem } from '../../services/storyboard.ts';
import type { Job } from '../job/record.ts';
import type { RoomServices } from '../job/run.ts';
import { COPY_ID, Lost, ORIGINAL_ID, sampleJob, scene } from '../samples.ts';
import { copyServiceParts } from './index.ts';
import type { Target } from './service-part.ts';

const TARGET: Target = {
  room: COPY_ID,
  entries: new Map([['1_filefile', id('1_filecopy')]]),
  attachments: new Map(),
  leftOut: new Set(),
};
const FAULT: Failure = { kind: 'serverFault', code: 'x' };
const failing = () => Promise.resolve(failed<never>(FAULT));
const poll = (of: string, status = 'ended'): Interaction => ({
  ...{ id: of, contextId: ORIGINAL_ID, type: 'poll', status, createdAt: 1, createdBy: 'noa' },
  content: { question: of },
});
const item = (title: string, entryId?: string): StoryboardItem => ({
  ...{ id: title, kind: 'video', title, settings: {} },
  ...(entryId !== undefined && { entryId }),
});

/** A chat service with these interactions in the original; `refuses` takes none of these. */
function chatOf(originals: readonly Interaction[], refuses: readonly string[] = []) {
  const [made, batches] = [new Map<string, Interaction>(), [] as number[]];
  const chat = {
    list: (room: string) => Promise.resolve(succeeded(room === ORIGINAL_ID ? originals : [...made.values()])),
    addMany: (_room: string, additions: { idempotencyKey: string; object: object }[]) => {
      batches.push(additions.length);
      for (const { idempotencyKey: key, object } of additions) {
        const { copiedFrom } = object as { copiedFrom: string }; // what a draft says
        if (!refuses.includes(copiedFrom)) made.set(key, { ...poll(key), ...object });
      }
      return Promise.resolve(succeeded(additions.map(() => succeeded(poll('x')))));
    },
  };
  return { chat, made, batches };
}

/** A storyboard service with these items in the original. */
function boardOf(originals: readonly StoryboardItem[]) {
  const boards = new Map<string, { version: number; items: readonly StoryboardItem[] }>([
    [ORIGINAL_ID, { version: 7, items: originals }],
    [COPY_ID, { version: 3, items: [] }],
  ]);
  const saved: number[] = [];
  const storyboard = {
    get: (room: string) => Promise.resolve(succeeded(boards.get(room))),
    save: (room: string, version: number, items: readonly StoryboardItem[]): Promise<Result<unknown>> => {
      saved.push(version);
      boards.set(room, { version: version + 1, items });
      return Promise.resolve(succeeded(boards.get(room)));
    },
  };
  return { storyboard, boards, saved };
}

/** Copies what these services hold, as often as a step is to be tried again. @param kaltura answers a call to Kaltura */
async function copy(
  services: object,
  fields: Partial<Job> = {},
  target = TARGET,
  tries = 1,
  kaltura: (call: string) => unknown = () => undefined,
) {
  const { run, journal } = await scene(kaltura, fields);
  const all = { chat: undefined, storyboard: undefined, ...services } as unknown as RoomServices; // what is called
  let lines: unknown;
  for (let i = 0; i < tries; i += 1) {
    lines = await copyServiceParts({ ...run, services: all }, target).catch((stop: unknown) => stop);
  }
  return { lines, journal };
}

test('where no service is set up there is nothing to say', async () => {
  expect((await copy({})).lines).toEqual([]);
});

test('what the teacher left out is said, and no service is asked', async () => {
  const { options } = sampleJob();
  const leaveOut = { options: { ...options, leaveOut: ['interactions', 'storyboard'] as const } };
  const line = { outcome: 'notCopied', of: undefined, reason: 'leftOut', names: [] };
  const services = { chat: { list: failing }, storyboard: { get: failing } };
  expect((await copy(services, leaveOut)).lines).toEqual([
    { part: 'interactions', ...line },
    { part: 'liveStoryboard', ...line },
  ]);
});

describe('interactions', () => {
  test('are copied a hundred at a time, by keys of the job, without the deleted', async () => {
    const { chat, made, batches } = chatOf([
      poll('gone', 'deleted'),
      ...Array.from({ length: 101 }, (_, i) => poll(`p${i}`)),
    ]);
    expect((await copy({ chat })).lines).toEqual([
      { part: 'interactions', outcome: 'copied', count: 101, of: 101, notes: ['drafts'] },
    ]);
    expect(batches).toEqual([100, 1]);
    expect([...made.keys()].slice(0, 2)).toEqual(['job/p0', 'job/p1']);
  });

  test('that are refused are named', async () => {
    const { chat } = chatOf([poll('a'), poll('b')], ['b']);
    expect((await copy({ chat })).lines).toMatchObject([{ outcome: 'incomplete', count: 1, names: ['b'] }]);
  });

  test('of which there are none need no copying', async () => {
    const { chat, batches } = chatOf([poll('gone', 'deleted')]);
    expect((await copy({ chat })).lines).toEqual([{ part: 'interactions', outcome: 'none' }]);
    expect(batches).toEqual([]);
  });

  test('wait for a service that fails, nine times; then the report says so', async () => {
    const chat = { list: failing };
    expect((await copy({ chat }, {}, TARGET, 9)).lines).toMatchObject({
      reason: { kind: 'pause', pause: { until: 'time' } },
    });
    expect((await copy({ chat }, {}, TARGET, 10)).lines).toEqual([
      { part: 'interactions', outcome: 'notCopied', of: undefined, reason: 'serviceFailed', names: [] },
    ]);
  });

  test('wait for another session where Kaltura wants one, too; a service that takes none is given up', async () => {
    const unauthorized: Failure = { kind: 'blocked', code: 'HTTP 401', retryAfter: undefined };
    const chat = { list: () => Promise.resolve(failed<never>(unauthorized)) };
    const over = (call: string): unknown => {
      expect(call).toBe('user.get');
      throw new Lost({ kind: 'sessionOver' });
    };
    expect((await copy({ chat }, {}, TARGET, 20, over)).lines).toMatchObject({
      reason: { kind: 'pause', pause: { until: 'session' } },
    });
    const goesOn = (): unknown => ({ id: 'amir' });
    expect((await copy({ chat }, {}, TARGET, 10, goesOn)).lines).toMatchObject([
      { part: 'interactions', outcome: 'notCopied', reason: 'serviceFailed' },
    ]);
  });

  test('that cannot be read back are not called copied', async () => {
    const { chat } = chatOf([poll('a'), poll('gone', 'deleted')]);
    const blind = { ...chat, list: (room: string) => (room === ORIGINAL_ID ? chat.list(room) : failing()) };
    expect((await copy({ chat: blind }, {}, TARGET, 10)).lines).toMatchObject([
      { part: 'interactions', outcome: 'notCopied', of: 1, reason: 'serviceFailed' },
    ]);
  });

  test('that could not be added, after all patience, are named', async () => {
    const { chat } = chatOf([poll('a')]);
    expect((await copy({ chat: { ...chat, addMany: failing } }, {}, TARGET, 10)).lines).toMatchObject([
      { outcome: 'incomplete', count: 0, names: ['a'] },
    ]);
  });
});

describe('the storyboard of the live room', () => {
  const ITEMS = [item('Film', '1_filefile'), item('Break')];
  const COPIED = [item('Film', '1_filecopy'), item('Break')];

  test('is saved over the version that is there, and pointed to the copies', async () => {
    const { storyboard, boards, saved } = boardOf(ITEMS);
    expect((await copy({ storyboard })).lines).toEqual([
      { part: 'liveStoryboard', outcome: 'copied', count: 2, of: 2, notes: [] },
    ]);
    expect(saved).toEqual([3]);
    expect(boards.get(COPY_ID)?.items).toEqual(COPIED);
  });

  test('that is there already is not saved again', async () => {
    const { storyboard, boards, saved } = boardOf(ITEMS);
    boards.set(COPY_ID, { version: 4, items: COPIED });
    expect((await copy({ storyboard })).lines).toMatchObject([{ outcome: 'copied' }]);
    expect(saved).toEqual([]);
  });

  test('loses the items whose files are left out, and notes it', async () => {
    const { storyboard, boards } = boardOf(ITEMS);
    const { lines } = await copy({ storyboard }, {}, { ...TARGET, leftOut: new Set(['1_filefile']) });
    expect(lines).toMatchObject([{ outcome: 'copied', count: 1, of: 1, notes: ['itemsLeftOut'] }]);
    expect(boards.get(COPY_ID)?.items).toEqual([item('Break')]);
  });

  test('without items needs no copying', async () => {
    const { storyboard, saved } = boardOf([]);
    expect((await copy({ storyboard })).lines).toEqual([{ part: 'liveStoryboard', outcome: 'none' }]);
    expect(saved).toEqual([]);
  });

  test('that somebody else saved in between is read again, and saved over that', async () => {
    const { storyboard, saved } = boardOf(ITEMS);
    let tries = 0;
    const save: typeof storyboard.save = (...args) => {
      tries += 1;
      return tries > 1
        ? storyboard.save(...args)
        : Promise.resolve(failed({ kind: 'refused', code: 'HTTP 409', field: undefined }));
    };
    const { lines, journal } = await copy({ storyboard: { ...storyboard, save } });
    expect(lines).toMatchObject({
      reason: { kind: 'pause', pause: { until: 'time', problem: { code: 'blocked', details: 'stale' } } },
    });
    expect((await journal.step('job', 'liveStoryboard/save'))?.state).toBe('rolledBack');
    expect((await copy({ storyboard: { ...storyboard, save } })).lines).toMatchObject([
      { outcome: 'copied' },
    ]);
    expect(saved).toEqual([3]);
  });

  test('that is refused for good is missed item by item', async () => {
    const { storyboard } = boardOf(ITEMS);
    const save = () => Promise.resolve(failed({ kind: 'refused', code: 'x', field: undefined }));
    expect((await copy({ storyboard: { ...storyboard, save } })).lines).toMatchObject([
      { outcome: 'incomplete', count: 0, names: ['Film', 'Break'] },
    ]);
  });

  test.each([
    [ORIGINAL_ID, undefined],
    [COPY_ID, 2],
  ])('of %s that cannot be read is said', async (blind, of) => {
    const { storyboard } = boardOf(ITEMS);
    const get = (room: string) => (room === blind ? failing() : storyboard.get(room));
    expect((await copy({ storyboard: { ...storyboard, get } }, {}, TARGET, 20)).lines).toEqual([
      { part: 'liveStoryboard', outcome: 'notCopied', of, reason: 'serviceFailed', names: [] },
    ]);
  });
});
