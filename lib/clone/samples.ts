import type { KalturaClient } from '../kaltura/transport/client.ts';
import type { Failure } from '../kaltura/transport/failure.ts';
import type { EntryId, UserId } from '../kaltura/ids.ts';
import { Answers, readAnswer } from '../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../kaltura/transport/result.ts';
import { Session } from '../kaltura/session.ts';
import { room, roomEntry } from '../room/samples.ts';
import { problemOf } from './job/problem-of.ts';
import { type Job, WORKFLOW_VERSION } from './job/record.ts';
import { next } from './job/state.ts';
import { MemoryJournal } from './engine/memory-journal.ts';
import type { Run } from './job/run.ts';
import { Steps } from './engine/steps.ts';

/** A job and what it runs with, for tests of single steps: the server is a function of the test's. */

export const SERVICE = { url: 'https://kaltura.test', partnerId: 1 };
export const [ORIGINAL_ID, COPY_ID] = ['1_original', '1_copyroom'] as [EntryId, EntryId]; // of that form
/** When the job was created, in unix seconds of both clocks, and what the original's `updatedAt` was by then. */
export const [STARTED, UPDATED] = [1_000, 900];

const TEXTS = { name: 'Copy', description: '', tags: '' };

/** A job that has just begun, unless the fields say otherwise. */
export const sampleJob = (fields: Partial<Job> = {}): Job => ({
  id: 'job',
  workflowVersion: WORKFLOW_VERSION,
  createdAt: STARTED * 1000,
  service: SERVICE,
  user: 'amir' as UserId, // any text is one
  original: room(roomEntry(ORIGINAL_ID, { updatedAt: UPDATED })),
  readAt: STARTED,
  wanted: { texts: TEXTS, revision: 1 },
  stored: undefined,
  options: { leaveOut: [], settingsFrom: 'original', services: { chat: undefined, storyboard: undefined } },
  state: { kind: 'running' },
  progress: [],
  room: undefined,
  crashes: 0,
  announced: undefined,
  seen: false,
  activity: undefined,
  startedFrom: undefined,
  ...fields,
});

/** What the server answers to a call: a body, or a failure of the whole request. */
export type Answer = (action: string, params: Readonly<Record<string, unknown>>) => unknown;

/** The body of an exception of Kaltura's. */
export const exception = (code: string, args: Record<string, string> = {}): object => ({
  ...{ objectType: 'KalturaAPIException', code, args },
});

/** Fails a request as a whole: thrown by an answer. */
export class Lost extends Error {
  readonly failure: Failure;

  constructor(failure: Failure = { kind: 'outcomeUnknown', cause: 'network', retryAfter: undefined }) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** A client whose server is this function; `asked` names the calls of each request. */
export function sampleClient(answer: Answer): KalturaClient & { readonly asked: string[][] } {
  const asked: string[][] = [];
  const bodyOf = (call: { service: string; action: string }, params: object): unknown => {
    // As the server gets it: tokens are texts.
    const sent = JSON.parse(JSON.stringify(params)) as Record<string, unknown>;
    const said = answer(`${call.service}.${call.action}`, sent);
    return call.action === 'clone' ? withProof(said, String(sent['entryId'])) : said;
  };
  const request = <T>(names: string[], make: () => T): Result<T> => {
    asked.push(names);
    try {
      return succeeded(make());
    } catch (lost) {
      if (lost instanceof Lost) return failed(lost.failure);
      throw lost;
    }
  };
  return {
    asked,
    session: new Session(SERVICE, 'ks'),
    call: (call) => {
      const body = request([`${call.service}.${call.action}`], () => bodyOf(call, call.params));
      return Promise.resolve(body.ok ? readAnswer(call, body.value) : body);
    },
    send: (chain) => {
      const calls = Object.values(chain.toBody()) as { service: string; action: string }[]; // as it writes them
      const bodies = request(chain.names(), () =>
        calls.map(({ service, action, ...params }) => bodyOf({ service, action }, params)),
      );
      return Promise.resolve(bodies.ok ? succeeded(new Answers(bodies.value)) : bodies);
    },
  };
}

/** A copy says of itself what it is a copy of, when it was made and whose it is, unless the test says otherwise. */
function withProof(said: unknown, source: string): unknown {
  if (typeof said !== 'object' || said === null || !('id' in said) || 'rootEntryId' in said) return said;
  // A token stands for the original's id, or for the first digit of a child's.
  const [, behind] = /^\{.*\}(.*)$/.exec(source) ?? [];
  const rootEntryId = behind === undefined ? source : behind === '' ? ORIGINAL_ID : `1${behind}`;
  return { ...said, rootEntryId, createdAt: STARTED, userId: 'amir' };
}

export interface Scene {
  readonly run: Run;
  readonly journal: MemoryJournal<Job>;
  /** The calls of each request, by name. */
  readonly asked: readonly string[][];
}

/** A run of a job whose server is this function, at this time (unix seconds). */
export async function scene(answer: Answer, fields: Partial<Job> = {}, at = STARTED): Promise<Scene> {
  const journal = new MemoryJournal<Job>();
  const job = await journal.changeJob('job', () => sampleJob(fields));
  const clock = { now: () => at * 1000, random: () => 0 };
  const client = sampleClient(answer);
  const run: Run = {
    job,
    journal,
    steps: new Steps('job', journal, clock, {
      problemOf,
      looking: { code: 'lookingForRoom' },
      isStopped: async () => (await journal.job('job'))?.state.kind === 'removing',
    }),
    client,
    services: { chat: undefined, storyboard: undefined },
    clock,
    record: async () => (await journal.job('job')) ?? job,
    note: (event) =>
      journal.changeJob('job', (existing = job) =>
        next(existing, typeof event === 'function' ? event(existing) : event),
      ),
  };
  return { run, journal, asked: client.asked };
}

/** An entry as the server answers it. */
export const body = (id: string, fields: Readonly<Record<string, unknown>> = {}): object => ({
  ...{ id, objectType: 'KalturaMediaEntry', type: '1', status: '2', createdAt: 1, updatedAt: UPDATED },
  ...fields,
});

/** The answer of a list that has one page. */
export const page = (...objects: readonly object[]): object => ({ totalCount: objects.length, objects });
