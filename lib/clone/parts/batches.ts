import { succeeded } from '../../kaltura/transport/result.ts';
import { FIRST_CHILDREN, type Job } from '../job/record.ts';
import type { Run } from '../job/run.ts';
import { AIM_MS, type Pace, WORTH_MS } from '../reading/pace.ts';

/**
 * How what is made inside a room is shared out among requests: all of them at the same time, so that a room of up to 300
 * parts waits for one round trip, and none so long that its answer would be lost.
 */

/** Requests under way at once: browsers keep six connections to a host. */
export const AT_ONCE = 6;
/** Fewer parts are not worth a request of their own, unless they are known to take long. */
const FEWEST = 20;
/** More calls go into no request, however quick the server was: nobody can tell from outside how far one is. */
const MOST_CALLS = 100;
/** However slow the server is. */
const FEWEST_WHEN_SLOW = 5;

/** A clone, and the move of its copy. */
export const CALLS_A_CHILD = 2;

/** What one part has of the requests that are under way at once. */
export interface Lanes {
  readonly atOnce: number;
  /** As in `BatchPace`. */
  readonly msPerCall: number | undefined;
  /** Called with the receipt of each request that is answered, so that it goes when the room is read back, and not after. */
  readonly receipted: (uploadToken: string) => void;
}

/** Watches a request: not one that is replayed. */
export interface RequestObserver extends Pick<Lanes, 'receipted'> {
  /** Before it is sent. */
  readonly sending: () => Promise<void>;
}

/** What the size of batches follows. */
export interface BatchPace {
  /** Milliseconds that a server took for a call of an earlier request of this job; undefined: it is not known. */
  readonly msPerCall: number | undefined;
  readonly callsPerPart: number;
  /** From 1. What is left for a later one was lost, or refused for the moment: less is asked for at once. */
  readonly round: number;
}

/**
 * How many parts go into each request.
 * @param atOnce how many requests may be under way for them
 */
export function sizeOfBatches(
  parts: number,
  atOnce: number,
  { msPerCall = 0, callsPerPart, round }: BatchPace,
): number {
  const msPerPart = msPerCall * callsPerPart;
  const [quickEnough, worth] =
    msPerPart > 0 ? [AIM_MS / msPerPart, WORTH_MS / msPerPart] : [Infinity, FEWEST];
  const most = Math.floor(Math.min(MOST_CALLS / callsPerPart, quickEnough) / 2 ** (round - 1));
  const fewest = Math.min(FEWEST, Math.ceil(worth));
  return Math.max(FEWEST_WHEN_SLOW, Math.min(most, Math.max(fewest, Math.ceil(parts / atOnce))));
}

/** So many children and cue points go into the first request at the most. */
export const FIRST_PARTS = 60;

/** How many parts there are to copy: children, and cue points of the room itself. */
export interface Due {
  readonly children: number;
  readonly cuePoints: number;
}

const callsOf = ({ children, cuePoints }: Due): number => children * CALLS_A_CHILD + cuePoints;

type FirstSizes = Required<Pick<Job, 'firstChildren' | 'firstParts'>>;

/**
 * What goes with the room in its first request, by the pace that the reading has shown: the job notes both. All parts,
 * where that takes no longer than a second round trip with as many requests at once as they are worth; where a second
 * one is needed anyway, so many that the first is not much longer for it.
 */
export function firstSizes({ msPerCall, msOfWork, msOfWay }: Pace, due: Due): FirstSizes {
  const inTime = msPerCall > 0 ? AIM_MS / msPerCall : Infinity;
  const most = sizesOf(inTime);
  const work = callsOf(due) * msOfWork;
  const atOnce = Math.min(AT_ONCE, Math.max(1, Math.floor(work / WORTH_MS)));
  const fit = due.children <= most.firstChildren && due.children + due.cuePoints <= most.firstParts;
  if (fit && work <= msOfWay + work / atOnce) return most;
  return sizesOf(Math.min(inTime, msOfWork > 0 ? msOfWay / 2 / msOfWork : Infinity));
}

function sizesOf(calls: number): FirstSizes {
  const firstChildren = Math.min(FIRST_CHILDREN, Math.floor(calls / CALLS_A_CHILD));
  const cuePoints = Math.floor(calls) - firstChildren * CALLS_A_CHILD;
  return { firstChildren, firstParts: Math.min(FIRST_PARTS, firstChildren + cuePoints) };
}

/** How many of the requests that are under way are for children, where there are cue points beside them. */
export function shareOfChildren(due: Due): number {
  if (due.children === 0) return 0;
  if (due.cuePoints === 0) return AT_ONCE;
  const share = (AT_ONCE * due.children * CALLS_A_CHILD) / callsOf(due);
  return Math.min(AT_ONCE - 1, Math.max(1, Math.round(share)));
}

/**
 * The size of the batches below this name. It is in the journal before any of them is sent: what a batch was to make
 * must be the same in every run. Where no size was noted and batches were begun, an earlier version began them.
 */
export async function notedSize(
  run: Run,
  name: string,
  parts: number,
  atOnce: number,
  pace: BatchPace,
): Promise<number> {
  // One request either way: there is nothing to note.
  if (parts <= FEWEST_WHEN_SLOW) return FEWEST;
  const { journal, job, steps } = run;
  const [size, first] = await Promise.all([
    journal.step(job.id, `${name}/size`),
    journal.step(job.id, `${name}/1`),
  ]);
  if (!size && first) return FEWEST;
  const noted = await steps.repeatable(`${name}/size`, () =>
    Promise.resolve(succeeded(sizeOfBatches(parts, atOnce, pace))),
  );
  return noted.ok ? noted.value : FEWEST;
}

/**
 * Runs the work for all items, so many at once. When one stops, none is begun any more: what asked it to wait asks them
 * all. Those under way are waited for before it is thrown.
 */
export async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        await work(next[1], next[0]);
      } catch (error) {
        queue.length = 0;
        throw error;
      }
    }
  };
  await allEnded(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

/** The results of works that go on at the same time. All are waited for before what one of them threw is thrown. */
export async function allEnded<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(works);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
