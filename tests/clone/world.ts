import {
  decideJob,
  type FollowUp,
  noteOtherUser,
  type Occasion,
  type Ports,
  runJob,
  saveTexts,
  startJob,
  undoJob,
} from '../../lib/clone/workflow/commands.ts';
import { dueAt, pauseOf } from '../../lib/clone/job/due.ts';
import type { CloneOptions, Job, ServiceAddresses } from '../../lib/clone/job/record.ts';
import { MemoryJournal } from '../../lib/clone/engine/memory-journal.ts';
import { waitingFor } from '../../lib/clone/job/waiting-jobs.ts';
import { type Reading, readForClone } from '../../lib/clone/reading/read-room.ts';
import { type KalturaClient, kalturaClient } from '../../lib/kaltura/transport/client.ts';
import { entryId, userId } from '../../lib/kaltura/ids.ts';
import type { Result } from '../../lib/kaltura/transport/result.ts';
import { service, Session } from '../../lib/kaltura/session.ts';
import type { Decision } from '../../lib/room/report/decision.ts';
import type { Activity } from '../../lib/room/activity.ts';
import type { RoomTexts } from '../../lib/room/texts/texts.ts';
import { roomServices } from '../../lib/clone/reading/room-services.ts';
import { serviceAddress } from '../../lib/services/address.ts';
import { createRoomServices, type RoomServices } from '../campus/services/server.ts';
import { type Admin, adminOf } from '../campus/demo/admin.ts';
import { COEDITOR } from '../campus/demo/people.ts';
import { createKaltura, isLost, type Kaltura } from '../campus/kaltura/server.ts';
import { watchedJournal } from './watched-journal.ts';

const ADDRESS = 'http://kaltura.test';
const SERVICES = 'https://services.test';
/** For a job that is started with the room services. */
export const WITH_SERVICES: ServiceAddresses = {
  chat: serviceAddress('chat', SERVICES),
  storyboard: serviceAddress('storyboard', SERVICES),
};

/** Something that a process does: a point before and after each of them is one at which it may die. */
export type Deed = 'request' | 'journal';

/** Decides whether the process dies at its nth point; counts from 1, over all processes of a world. */
export type DiesAt = (point: number, deed: Deed) => boolean;

/** A Kaltura in this process, a clock that only moves when told, and processes that run jobs and may die. */
export interface World {
  readonly kaltura: Kaltura;
  readonly services: RoomServices;
  readonly admin: Admin;
  readonly journal: MemoryJournal<Job>;
  /** Moves the clock, in milliseconds. */
  readonly pass: (ms: number) => void;
  /** Sets the computer's own clock off the server's, in milliseconds. */
  readonly skew: (ms: number) => void;
  /** From now on processes die where this says. */
  readonly dies: (at: DiesAt) => void;
  /** The requests (counted from 1, over all processes) that the browser sends a second time, by itself. */
  readonly resends: (nth: (request: number) => boolean) => void;
  /** What lies between a job and Kaltura: what this answers to a request's text never arrives there. */
  readonly between: (answer: (text: string) => Response | undefined) => void;
  /** From now on readings and jobs get what this makes of an answer; answers are counted from 1. */
  readonly lies: (change: (answer: Response, nth: number) => Promise<Response>) => void;
  /** Called after each request of a job, when the server has done what it does. */
  readonly answered: (look: () => void) => void;
  /** Called with each job as it is shown, whenever it changes. */
  readonly shows: (look: (job: Job) => void) => void;
  /** How many points have been passed. */
  readonly points: () => number;
  /** Reads a room, lets something happen while the teacher types, and saves. */
  readonly start: (
    room: string,
    texts: RoomTexts,
    user?: string,
    meanwhile?: () => Promise<unknown>,
    chosen?: Partial<CloneOptions>,
    activity?: Activity,
  ) => Promise<Job>;
  /** Reads a room as a window does. */
  readonly read: (room: string, user?: string) => Promise<Result<Reading>>;
  /** Saves what was read, at once. */
  readonly startWith: (
    reading: Reading,
    texts: RoomTexts,
    chosen?: Partial<CloneOptions>,
    activity?: Activity,
  ) => Promise<Job>;
  /** The user gets a new session, as a page of Kaltura's gives one. */
  readonly signInAgain: (user?: string) => Promise<void>;
  readonly save: (job: Job, texts: RoomTexts) => Promise<Job>;
  /** The teacher undoes the job; answers whether it is being removed, or asks first. */
  readonly undo: (job: Job, confirmed: boolean) => Promise<boolean>;
  readonly decide: (job: Job, decision: Decision) => Promise<Job>;
  /** A page of Kaltura's is opened by a user: what waits for a session learns of it. */
  readonly sessionOf: (user: string, job: Job) => Promise<void>;
  /**
   * Runs a job in process after process, letting its waiting times pass, until it ends or waits for a session.
   * @param occasion of the first run
   */
  readonly finish: (job: Job, occasion?: Occasion) => Promise<Job>;
}

/** A new session after the old one ended takes this long at the most to be noticed. */
const MOST_TURNS = 500;

/** @param followUp what a process makes after rooms: it passes its own points with what is handed to it */
export function world(followUp?: (doing: <T>(effect: () => Promise<T>) => Promise<T>) => FollowUp): World {
  let now = Date.parse('2026-11-24T10:00:00Z');
  let dies: DiesAt = () => false;
  let skew = 0;
  let passed = 0;
  let sent = 0;
  let answers = 0;
  let answered: () => void = () => undefined;
  let between: ((text: string) => Response | undefined) | undefined;
  let lie: (answer: Response, nth: number) => Promise<Response> = (answer) => Promise.resolve(answer);
  let shown: (job: Job) => void = () => undefined;
  let resent: (request: number) => boolean = () => false;
  const kaltura = createKaltura({ now: () => now });
  const { partnerId, adminSecret, userSecret } = kaltura;
  const services = createRoomServices({ now: () => now, access: kaltura.access });
  const admin = adminOf({ url: ADDRESS, partnerId, adminSecret, userSecret, fetch: kaltura.fetch });
  const journal = new MemoryJournal<Job>();
  const at = service(ADDRESS, partnerId)!;

  /** The ports of one process, and its death. A dead process does nothing any more: its promises never reconcile. */
  function spawn(): { ports: Ports; died: Promise<'died'> } {
    let dead = false;
    let die: (word: 'died') => void = () => undefined;
    const died = new Promise<'died'>((resolve) => (die = resolve));
    const never = <T>(): Promise<T> => new Promise(() => undefined);

    /** Passes a point, unless the process is dead or dies there. */
    async function point(deed: Deed): Promise<void> {
      if (dead) return never();
      passed += 1;
      if (!dies(passed, deed)) return;
      dead = true;
      die('died');
      return never();
    }
    async function doing<T>(deed: Deed, effect: () => Promise<T>): Promise<T> {
      await point(deed);
      const result = await effect();
      await point(deed);
      return result;
    }

    const send: typeof fetch = (input, init) =>
      doing('request', async () => {
        // ky hands over a Request: each copy of one costs as much as the call itself.
        const request = input instanceof Request ? input : new Request(input, init);
        sent += 1;
        const intercepted = between?.(await request.clone().text());
        if (intercepted) return intercepted;
        // Chromium does so when a connection that it has used before breaks without an answer.
        if (resent(sent) && !request.url.startsWith(SERVICES)) await kaltura.fetch(request.clone());
        const response = await (request.url.startsWith(SERVICES)
          ? services.fetch(request)
          : kaltura.fetch(request));
        answered();
        if (isLost(response)) throw new TypeError('Failed to fetch');
        return lie(response, (answers += 1));
      });
    const ports: Ports = {
      journal: watchedJournal(journal, (effect) => doing('journal', effect)),
      clock: { now: () => now + skew, random: () => 0.5 },
      client: async (_service, user) =>
        kalturaClient(new Session(at, await admin.session(user)), { fetch: send, timeout: false }),
      services: (addresses, { session }) => roomServices(addresses, session, { fetch: send, timeout: false }),
      ...(followUp && { followUp: followUp((effect) => doing('request', effect)) }),
      changed: (job) => shown(job),
    };
    return { ports, died };
  }

  let jobs = 0;
  const client = async (user: string): Promise<KalturaClient> =>
    kalturaClient(new Session(at, await admin.session(user)), {
      fetch: async (input, init) =>
        lie(await kaltura.fetch(input instanceof Request ? input : new Request(input, init)), (answers += 1)),
      timeout: false,
    });
  const ports = (): Ports => spawn().ports;
  const read: World['read'] = async (room, user = COEDITOR) =>
    readForClone(await client(user), entryId(room)!, { now: () => now });
  const startWith: World['startWith'] = async (reading, texts, chosen = {}, activity) => {
    jobs += 1;
    const safe: DiesAt = dies;
    dies = () => false;
    const services = { chat: undefined, storyboard: undefined };
    const options = { leaveOut: [], settingsFrom: 'original', services, ...chosen } as const;
    const started = await startJob(
      { id: `job-${jobs}`, service: at, reading, texts, options, activity },
      ports(),
    );
    dies = safe;
    return started;
  };

  return {
    kaltura,
    services,
    admin,
    journal,
    pass: (ms) => (now += ms),
    skew: (ms) => (skew = ms),
    dies: (when) => (dies = when),
    resends: (nth) => (resent = nth),
    between: (answer) => (between = answer),
    lies: (change) => (lie = change),
    answered: (look) => (answered = look),
    shows: (look) => (shown = look),
    points: () => passed,
    start: async (
      room,
      texts,
      user = COEDITOR,
      meanwhile = () => Promise.resolve(),
      chosen = {},
      activity,
    ) => {
      const reading = await read(room, user);
      if (!reading.ok) throw new Error(reading.failure.kind);
      await meanwhile();
      return startWith(reading.value, texts, chosen, activity);
    },
    read,
    startWith,
    signInAgain: async (user = COEDITOR) => {
      await admin.must(user, 'user', 'get');
    },
    save: (job, texts) => saveTexts(job.id, texts, { ...ports(), journal }),
    undo: (job, confirmed) => undoJob(job.id, confirmed, { ...ports(), journal }),
    decide: (job, decision) => decideJob(job.id, decision, { ...ports(), journal }),
    sessionOf: async (user, job) => {
      const { others } = waitingFor(await journal.jobs(), job.service, userId(user));
      for (const { id } of others) await noteOtherUser(id, { ...ports(), journal });
    },
    finish: async ({ id }, occasion = 'due') => {
      for (let turns = 0; turns < MOST_TURNS; turns += 1) {
        const process = spawn();
        const end = await Promise.race([
          runJob(id, process.ports, turns === 0 ? occasion : 'due'),
          process.died,
        ]);
        if (end === 'died') continue;
        const due = dueAt(end);
        if (due === undefined || pauseOf(end)?.until === 'moodle') return end;
        now = Math.max(now, due - skew);
      }
      throw new Error('The job does not end.');
    },
  };
}
