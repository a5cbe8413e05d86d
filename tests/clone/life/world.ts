import {
  decideJob,
  type FollowUp,
  noteAnnounced,
  type Ports,
  runJob,
  saveTexts,
  startJob,
  undoJob,
} from '../../../lib/clone/workflow/commands.ts';
import { MemoryJournal } from '../../../lib/clone/engine/memory-journal.ts';
import type { Job, ServiceAddresses } from '../../../lib/clone/job/record.ts';
import { suspend } from '../../../lib/clone/job/run.ts';
import { viewOf } from '../../../lib/clone/job/view.ts';
import { obstacleOf } from '../../../lib/clone/reading/eligibility.ts';
import { readForClone } from '../../../lib/clone/reading/read-room.ts';
import { kalturaClient } from '../../../lib/kaltura/transport/client.ts';
import { entryId } from '../../../lib/kaltura/ids.ts';
import { succeeded } from '../../../lib/kaltura/transport/result.ts';
import { service, Session } from '../../../lib/kaltura/session.ts';
import type { Decision } from '../../../lib/room/report/decision.ts';
import { type Notice, noticeOf } from '../../../lib/room/report/job-view.ts';
import { roomServices } from '../../../lib/clone/reading/room-services.ts';
import { serviceAddress } from '../../../lib/services/address.ts';
import { createRoomServices, type RoomServices } from '../../campus/services/server.ts';
import { type Admin, adminOf } from '../../campus/demo/admin.ts';
import { createKaltura, isLost, type Kaltura } from '../../campus/kaltura/server.ts';
import type { Fault } from '../../campus/kaltura/switches.ts';
import { watchedJournal } from '../watched-journal.ts';
import { clonesRoom, literalIds } from './requests.ts';

/**
 * A world with other people in it: one Kaltura, several computers with a journal and a clock each, several persons who
 * clone, edit and delete the same rooms, Moodles that come and go. Holds the one thing that must always be true: no
 * request of a job changes or deletes an entry that this job has not made.
 */

const ADDRESS = 'http://kaltura.test';
const FORBIDDEN = 'union select';
const SERVICES = 'https://services.test';
const NAMED_SERVICES: ServiceAddresses = {
  chat: serviceAddress('chat', SERVICES),
  storyboard: serviceAddress('storyboard', SERVICES),
};

export const PEOPLE = ['noa', 'amir', 'dana'] as const;
export type Person = (typeof PEOPLE)[number];

/** What a job is about, beside its record: what it has really made, by the server's own word. */
interface Life {
  readonly id: string;
  readonly computer: number;
  readonly person: Person;
  readonly original: string;
  readonly moodle: number | undefined;
  /** Entries that its requests have made. */
  readonly made: Set<string>;
  /** Entries that the teacher said are its own. */
  readonly adopted: Set<string>;
  /** Its server has died in the middle of a request: what it left is nobody's to prove. */
  torn: boolean;
  /** Somebody has changed its original or its copy while it was made. */
  disturbed: boolean;
  undoWanted: boolean;
  readonly odd: 'none' | 'forbiddenText' | 'tooLarge' | 'brokenActivity';
  /** It has asked its teacher what became of a request. */
  asked: boolean;
  /** Rooms that its teacher was asked about. */
  readonly askedAbout: Set<string>;
  /** Rooms of its requests whose server died over them. */
  readonly halfMade: Set<string>;
  /** It can't know what it has made: its journal is an older one, or its browser has sent a request twice. */
  blind: boolean;
  readonly told: (Notice | undefined)[];
}

interface Computer {
  journal: MemoryJournal<Job>;
  kept: ReturnType<MemoryJournal<Job>['dump']> | undefined;
  /** What its clock is ahead of the server's, in milliseconds. */
  skew: number;
  readonly sessions: Map<Person, string>;
}

/** What a room service answers instead of what it should. `silent`: nothing, until the client gives up. */
export type ServiceTrouble = 401 | 403 | 404 | 429 | 500 | 'html' | 'silent' | 'lostAfter';

interface Moodle {
  open: boolean;
  readonly copies: Map<string, number>;
}

/** What happens to the requests of one run. Numbers count its requests from 1. */
export interface Weather {
  readonly fault?: { readonly nth: number; readonly kind: WeatherFault };
  /** The process dies at its nth point: before or after a request or a write of the journal. */
  readonly diesAt?: number;
  /** The browser sends this request twice, by itself. */
  readonly resends?: number;
  /** Somebody acts before the nth call of a request that clones a room. */
  readonly meanwhile?: { readonly call: number; readonly act: () => Promise<void> };
}

/** The server's own faults, but for a session that is refused, which is another's doing; and a firewall in between. */
export type WeatherFault = Exclude<Fault, 'sessionRefused'> | 'firewall';

export interface LifeWorld {
  readonly kaltura: Kaltura;
  readonly admin: Admin;
  readonly computers: readonly Computer[];
  readonly moodles: readonly Moodle[];
  readonly lives: readonly Life[];
  readonly pass: (ms: number) => void;
  /** What a computer's clock shows. */
  readonly nowAt: (computer: number) => number;
  /** What a process that has died had sent is carried out before anybody else does anything. */
  readonly arrived: () => Promise<void>;
  readonly jobOf: (life: Life) => Promise<Job>;
  readonly signIn: (computer: number, person: Person) => Promise<void>;
  /** Opens the window, lets something happen while she types, saves, and the worker runs. */
  readonly clone: (
    computer: number,
    person: Person,
    room: string,
    moodle: number | undefined,
    meanwhile: () => Promise<void>,
    weather: Weather,
    odd: Life['odd'],
  ) => Promise<void>;
  readonly run: (life: Life, weather: Weather, force?: boolean) => Promise<Job>;
  readonly save: (life: Life, name: string) => Promise<void>;
  readonly undo: (life: Life, confirmed: boolean) => Promise<boolean>;
  readonly decide: (life: Life, decision: Decision) => Promise<void>;
  /** A computer's journal as it is now, and back to that; jobs that were started since are gone from it. */
  readonly keepJournal: (computer: number) => void;
  readonly rollBack: (computer: number) => void;
  /** Marks the lives that this entry concerns: somebody else has changed it. */
  readonly disturb: (id: string) => void;
  readonly services: RoomServices;
  /** What the room services answer now; and whether they have ever failed. */
  serviceTrouble: ServiceTrouble | undefined;
  servicesFailed: boolean;
  /** A server that dies behind so many calls of each of the next requests that clone a room. */
  sick: { readonly diesAfter: number; readonly times: number } | undefined;
  /** The index was behind for longer than a half-made room is looked for. */
  indexWasLate: boolean;
  /** Somebody has made a clone and left it as the server makes it: a request of ours that ended there looks the same. */
  bareClones: boolean;
  /** What must never be: filled by the requests of jobs. */
  readonly faults: string[];
}

export function lifeWorld(computerCount = 3): LifeWorld {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const kaltura = createKaltura({ now: () => now });
  const { partnerId, adminSecret, userSecret } = kaltura;
  const admin = adminOf({ url: ADDRESS, partnerId, adminSecret, userSecret, fetch: kaltura.fetch });
  const at = service(ADDRESS, partnerId)!;
  const computers: Computer[] = Array.from({ length: computerCount }, () => ({
    journal: new MemoryJournal<Job>(),
    kept: undefined,
    skew: 0,
    sessions: new Map(),
  }));
  const moodles: Moodle[] = [0, 1].map(() => ({ open: true, copies: new Map() }));
  const lives: Life[] = [];
  const services = createRoomServices({ now: () => now, access: kaltura.access });
  const faults: string[] = [];
  const underWay = new Set<Promise<Response>>();
  let started = 0;

  /** Everything in a request of this job that names an entry to be changed or deleted must be of its own making. */
  function inspect(life: Life, body: unknown): void {
    for (const { action, id, empty } of literalIds(body)) {
      if (life.made.has(id) || life.adopted.has(id)) continue;
      // The guard: an update of the original that changes nothing.
      if (action === 'update' && empty && id === life.original) continue;
      faults.push(`${life.id} would ${action} ${id}`);
    }
  }

  /** What a server that dies again and again does to this request. */
  function sickness(body: unknown): { readonly diesAfter: number } | undefined {
    const { sick } = world;
    if (!sick || !clonesRoom(body)) return undefined;
    world.sick = sick.times > 1 ? { ...sick, times: sick.times - 1 } : undefined;
    return { diesAfter: sick.diesAfter };
  }

  /** Room services are not Kaltura: what they refuse says nothing of the session, and they have troubles of their own. */
  async function serviceAnswer(request: Request, point: () => Promise<void>): Promise<Response> {
    const trouble = world.serviceTrouble;
    if (typeof trouble === 'number')
      return Response.json({ code: 'REFUSED', message: 'Not now' }, { status: trouble });
    if (trouble === 'html') return new Response('<html>Sign in</html>');
    if (trouble === 'silent') throw new TypeError('Failed to fetch');
    const response = await services.fetch(request);
    await point();
    if (trouble === 'lostAfter' || isLost(response)) throw new TypeError('Failed to fetch');
    return response;
  }

  /** A job sends some requests at the same time. Here one is carried out after the other: so it is known what each made. */
  function inTurn(work: () => Promise<Response>): Promise<Response> {
    const answer = Promise.allSettled(underWay).then(work);
    underWay.add(answer);
    const done = (): void => void underWay.delete(answer);
    answer.then(done, done);
    return answer;
  }

  /** What Kaltura does with a job's nth request, and what happens to it. */
  async function carryOut(
    life: Life,
    { fault, resends, meanwhile }: Weather,
    nth: number,
    request: () => Request,
    body: unknown,
  ): Promise<Response> {
    const kind = fault?.nth === nth && fault.kind !== 'firewall' ? fault.kind : sickness(body);
    const before = new Set(kaltura.entries().map(({ id }) => id));
    const others = new Set<string>();
    const { switches } = kaltura;
    switches.fault = () => kind;
    switches.actor = async ({ calls, next }) => {
      if (next !== meanwhile?.call || !calls.some(({ action }) => action === 'clone')) return;
      switches.actor = () => undefined;
      switches.fault = () => undefined;
      const known = new Set(kaltura.entries().map(({ id }) => id));
      await meanwhile.act();
      for (const { id } of kaltura.entries()) if (!known.has(id)) others.add(id);
      switches.fault = () => kind;
    };
    // Nor is what a batch made whose room was deleted in the middle of it, and whose first answer nobody got.
    if (typeof kind === 'object' || (resends === nth && nth > 1)) life.torn = true;
    if (resends === nth) {
      life.blind = true;
      await kaltura.fetch(request());
    }
    const response = await kaltura.fetch(request());
    switches.fault = () => undefined;
    switches.actor = () => undefined;
    for (const { id, rootEntryId } of kaltura.entries()) {
      if (before.has(id) || others.has(id)) continue;
      life.made.add(id);
      if (typeof kind !== 'object' || rootEntryId !== life.original) continue;
      life.halfMade.add(id);
      // To other jobs of its teacher it looks as if it could be theirs.
      world.bareClones = true;
    }
    return response;
  }

  function spawn(life: Life, weather: Weather): { ports: Ports; died: Promise<'died'> } {
    const computer = computers[life.computer]!;
    let [dead, points, requests] = [false, 0, 0];
    let die: (word: 'died') => void = () => undefined;
    const died = new Promise<'died'>((resolve) => (die = resolve));
    const never = <T>(): Promise<T> => new Promise(() => undefined);
    const point = async (): Promise<void> => {
      if (dead) return never();
      points += 1;
      if (points !== weather.diesAt) return;
      dead = true;
      die('died');
      return never();
    };
    const send: typeof fetch = async (input, init) => {
      await point();
      requests += 1;
      const nth = requests;
      // ky hands over a Request: each copy of one costs as much as the call itself.
      const request = input instanceof Request ? input : new Request(input, init);
      if (request.url.startsWith(SERVICES)) return serviceAnswer(request, point);
      const { url, method, headers } = request;
      const text = await request.text();
      const body: unknown = JSON.parse(text);
      inspect(life, body);
      // A firewall that reads along: what holds this text it lets through never.
      const again = (): Request => new Request(url, { method, headers, body: text });
      const isRefused = weather.fault?.nth === nth && weather.fault.kind === 'firewall';
      if (isRefused || text.includes(FORBIDDEN))
        return new Response('<html>Forbidden</html>', { status: 403 });
      if (life.odd === 'tooLarge' && clonesRoom(body))
        return new Response('<html>Too large</html>', { status: 413 });
      const response = await inTurn(() => carryOut(life, weather, nth, again, body));
      await point();
      if (isLost(response)) throw new TypeError('Failed to fetch');
      return response;
    };
    const { journal } = computer;
    const write = async <T>(effect: () => Promise<T>): Promise<T> => {
      await point();
      const result = await effect();
      await point();
      return result;
    };
    const ports: Ports = {
      journal: watchedJournal(journal, write),
      clock: { now: () => now + computer.skew, random: () => 0.5 },
      client: (_service, user) => {
        const ks = computer.sessions.get(user as Person); // its user is one of PEOPLE
        return Promise.resolve(
          ks === undefined ? undefined : kalturaClient(new Session(at, ks), { fetch: send, timeout: false }),
        );
      },
      services: (addresses, { session }) => roomServices(addresses, session, { fetch: send, timeout: false }),
      ...(life.moodle !== undefined && { followUp: activityIn(moodles[life.moodle]!, life) }),
      changed: () => undefined,
    };
    return { ports, died };
  }

  /** Tells how a job stands, once, as the worker does. */
  async function announce(life: Life, job: Job, ports: Ports): Promise<void> {
    if (job.state.kind === 'decision') {
      life.asked = true;
      for (const { entryId: id } of job.state.question.candidates) life.askedAbout.add(id);
    }
    const notice = noticeOf(viewOf(job));
    if (notice === job.announced) return;
    life.told.push(notice);
    await noteAnnounced(job.id, notice, ports);
  }

  const calm = (life: Life): Ports => spawn(life, {}).ports;
  const jobOf = async ({ id, computer }: Life): Promise<Job> => (await computers[computer]!.journal.job(id))!;

  async function run(life: Life, weather: Weather, force = false): Promise<Job> {
    const process = spawn(life, weather);
    await Promise.race([runJob(life.id, process.ports, force ? 'wanted' : 'due'), process.died]);
    const job = await jobOf(life);
    await announce(life, job, calm(life));
    return job;
  }

  const readerFetch: typeof fetch = (input, init) => kaltura.fetch(new Request(input, init));

  const world: LifeWorld = {
    kaltura,
    admin,
    computers,
    moodles,
    lives,
    faults,
    services,
    serviceTrouble: undefined,
    servicesFailed: false,
    sick: undefined,
    indexWasLate: false,
    bareClones: false,
    pass: (ms) => (now += ms),
    nowAt: (computer) => now + (computers[computer]?.skew ?? 0),
    arrived: async () => {
      await Promise.allSettled(underWay);
      // Until what was waiting for them has looked at them.
      await new Promise((resolve) => setImmediate(resolve));
    },
    jobOf,
    signIn: async (computer, person) => {
      computers[computer]!.sessions.set(person, await admin.newSession(person));
    },
    clone: async (computer, person, room, moodle, meanwhile, weather, odd) => {
      const ks = computers[computer]!.sessions.get(person);
      if (ks === undefined) return;
      const reading = await readForClone(
        kalturaClient(new Session(at, ks), { fetch: readerFetch, timeout: false }),
        entryId(room)!,
        { now: () => now },
      );
      if (!reading.ok || obstacleOf(reading)) return;
      started += 1;
      const life: Life = {
        id: `job-${started}`,
        computer,
        person,
        original: room,
        moodle,
        made: new Set(),
        adopted: new Set(),
        torn: false,
        disturbed: false,
        asked: false,
        askedAbout: new Set(),
        halfMade: new Set(),
        blind: false,
        undoWanted: false,
        odd,
        told: [],
      };
      lives.push(life);
      await meanwhile();
      const activity =
        moodle === undefined
          ? undefined
          : { base: `https://moodle-${moodle}.test`, courseId: 2, cmid: 4, module: 'lti', name: 'Room' };
      await startJob(
        {
          id: life.id,
          service: at,
          reading: reading.value,
          texts: {
            name: `Copy ${life.id}`,
            description: odd === 'forbiddenText' ? FORBIDDEN : '',
            tags: '',
          },
          options: {
            leaveOut: [],
            settingsFrom: 'original',
            services: NAMED_SERVICES,
          },
          activity,
        },
        calm(life),
      );
      await run(life, weather);
    },
    run,
    save: async (life, name) => {
      await saveTexts(life.id, { name, description: '', tags: '' }, calm(life));
    },
    undo: async (life, confirmed) => {
      const removing = await undoJob(life.id, confirmed, calm(life));
      if (removing) life.undoWanted = true;
      await announce(life, await jobOf(life), calm(life));
      return removing;
    },
    decide: async (life, decision) => {
      if (decision.kind === 'thisOne') {
        const { state } = await jobOf(life);
        const asked = state.kind === 'decision' ? state.question.candidates : [];
        if (asked.some(({ entryId: id }) => id === decision.room)) life.adopted.add(decision.room);
      }
      await announce(life, await decideJob(life.id, decision, calm(life)), calm(life));
    },
    keepJournal: (index) => {
      const computer = computers[index % computers.length]!;
      computer.kept = structuredClone(computer.journal.dump());
    },
    rollBack: (index) => {
      const computer = computers[index % computers.length]!;
      if (!computer.kept) return;
      computer.journal = new MemoryJournal<Job>();
      computer.journal.load(structuredClone(computer.kept));
      const known = new Set(computer.kept.jobs.map(({ id }) => id));
      for (const life of lives.filter(({ computer: at }) => at === index % computers.length)) {
        // What it has made since then it can't know any more.
        life.torn = true;
        life.blind = true;
        if (!known.has(life.id)) lives.splice(lives.indexOf(life), 1);
      }
    },
    disturb: (id) => {
      for (const life of lives) if (life.original === id || life.made.has(id)) life.disturbed = true;
    },
  };
  return world;
}

/** The Moodle half, as far as a job's life sees it: a step that is made once, and removed with the room. */
function activityIn(moodle: Moodle, { id: jobId, odd }: Life): FollowUp {
  return {
    async make(run) {
      const { state } = await run.record();
      if (state.kind !== 'ready') return;
      if (state.finished.report.parts.some(({ part }) => part === 'activity')) return;
      if (!moodle.open) suspend({ kind: 'moodle', problem: { code: 'moodleAway' } });
      if (odd === 'brokenActivity') throw new Error('Nobody expected this.');
      await run.steps.repeatable('activity', () => {
        moodle.copies.set(jobId, 1);
        return Promise.resolve(succeeded(true));
      });
      const { progress } = await run.record();
      const line = { part: 'activity', outcome: 'copied', count: 1, of: 1, notes: [] } as const;
      await run.note({ kind: 'reported', line, progress });
    },
    async remove(run) {
      if (!(await run.journal.step(jobId, 'activity'))) return;
      if (!moodle.open) suspend({ kind: 'moodle', problem: { code: 'moodleAway' } });
      moodle.copies.delete(jobId);
    },
  };
}
