import { LONGEST_RETRY_AFTER_MS } from '../kaltura/transport/bounds.ts';

/**
 * The clones of a plan as a queue: which of them may be started now, and how many at once. One job a clone; what a job
 * does is its own business (`lib/clone`). Pure: `next` says what an event makes of it, and `startable` what is to be done.
 */
export interface Queue {
  readonly items: readonly QueueItem[];
  /** At most so many clones at once, as the user wants it. */
  readonly atOnce: number;
  /** So many now: fewer after Kaltura said that it is busy. */
  readonly limit: number;
  /** Nothing is started before this time, in milliseconds. */
  readonly notBefore: number;
  /** Clones that ended since the limit was changed last. */
  readonly endedSince: number;
  /** Why nothing new is started. */
  readonly paused: 'user' | 'session' | undefined;
  readonly aim: Aim;
}

/** What is done with the items: they are cloned; or no more are, and those at work are undone; or all are undone. */
export type Aim = 'clone' | 'cancel' | 'undo';

export interface QueueItem {
  readonly key: string;
  /** One source is cloned by one job at a time: its copies follow each other. */
  readonly source: string;
  readonly state: ItemState;
}

export type ItemState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

/** How a clone has ended. `waiting`: for a session, or for longer than this run waits; another run goes on with it. */
export type CloneOutcome = 'complete' | 'partial' | 'failed' | 'decision' | 'waiting';

/** `cancelled`: not begun, or undone before it was whole. `kept`: not undone, since somebody has worked in the room. */
export type Outcome = CloneOutcome | 'cancelled' | 'undone' | 'kept';

export type QueueEvent =
  | { readonly kind: 'started'; readonly key: string }
  | { readonly kind: 'ended'; readonly key: string; readonly outcome: Outcome }
  /** What it waited for when it ended has come. */
  | { readonly kind: 'caughtUp'; readonly key: string; readonly outcome: Outcome }
  /** Kaltura told a clone to come later: fewer at once from now on, and no new ones before `until`. */
  | { readonly kind: 'blocked'; readonly until: number }
  /** It could not be begun yet: its time comes again. */
  | { readonly kind: 'postponed'; readonly key: string }
  /** No new ones are started; those that run come to their end. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  /** The same, where there is no session of the user's; one that comes ends that pause, and no other. */
  | { readonly kind: 'sessionOver' }
  | { readonly kind: 'sessionReceived' }
  /** It can't go on: what is not begun has failed; what runs comes to its end. */
  | { readonly kind: 'givenUp' }
  /** What failed, or waits, is tried again. */
  | { readonly kind: 'retried' }
  /** No more are begun; those at work are undone. What is whole stays. */
  | { readonly kind: 'cancelled' }
  /** Everything that was made is to be deleted. */
  | { readonly kind: 'undoRequested' };

/** So many clones in a row without `blocked`, and one more is tried at once. */
const ENDED_FOR_MORE = 5;

/**
 * A queue in which nothing has begun.
 * @param atOnce so many at the most
 */
export function newQueue(items: readonly Pick<QueueItem, 'key' | 'source'>[], atOnce: number): Queue {
  return {
    items: items.map(({ key, source }) => ({ key, source, state: { kind: 'queued' } })),
    atOnce,
    limit: atOnce,
    notBefore: 0,
    endedSince: 0,
    paused: undefined,
    aim: 'clone',
  };
}

/** The queue after an event. An event about an item that is not in that state changes nothing. */
export function next(queue: Queue, event: QueueEvent): Queue {
  switch (event.kind) {
    case 'started':
      return withItem(queue, event.key, 'queued', { kind: 'running' });
    case 'ended':
      return faster(withItem(queue, event.key, 'running', { kind: 'ended', outcome: event.outcome }));
    case 'caughtUp': {
      const waits = queue.items.some(({ key, state }) => key === event.key && isWaiting(state));
      const state = { kind: 'ended', outcome: event.outcome } as const;
      return waits ? withItem(queue, event.key, 'ended', state) : queue;
    }
    case 'blocked': {
      // What was noted before the clock was set back says nothing.
      const notBefore = isTooFar(queue.notBefore, event.until) ? 0 : queue.notBefore;
      // One answer for all that run: those that were sent before it are no further sign.
      const isKnown = event.until <= notBefore;
      const limit = isKnown ? queue.limit : Math.max(1, Math.floor(queue.limit / 2));
      return { ...queue, limit, endedSince: 0, notBefore: Math.max(notBefore, event.until) };
    }
    case 'postponed':
      return withItem(queue, event.key, 'running', { kind: 'queued' });
    case 'paused':
      return { ...queue, paused: 'user' };
    case 'resumed':
      return { ...queue, paused: undefined };
    case 'sessionOver':
      return { ...queue, paused: queue.paused ?? 'session' };
    case 'sessionReceived':
      return queue.paused === 'session' ? { ...queue, paused: undefined } : queue;
    case 'givenUp':
      return { ...queue, paused: undefined, items: queue.items.map((item) => notBegun(item, 'failed')) };
    case 'retried':
      return {
        ...queue,
        aim: queue.aim === 'undo' ? 'undo' : 'clone',
        items: changed(queue, (outcome) => (RETRIED.has(outcome) ? QUEUED : undefined)),
      };
    case 'cancelled':
      return queue.aim === 'undo'
        ? queue
        : { ...queue, paused: undefined, aim: 'cancel', items: cancelled(queue) };
    case 'undoRequested':
      return {
        ...queue,
        paused: undefined,
        aim: 'undo',
        items: changed({ items: cancelled(queue) }, (outcome) =>
          UNDOABLE.has(outcome) ? QUEUED : undefined,
        ),
      };
  }
}

/** Nothing is waited for so long: such a time was noted before the clock was set back. */
const isTooFar = (time: number, now: number): boolean => time - now > LONGEST_RETRY_AFTER_MS;

/** Milliseconds until something may be started. */
export const waitOf = ({ notBefore }: Pick<Queue, 'notBefore'>, now: number): number =>
  isTooFar(notBefore, now) ? 0 : Math.max(0, notBefore - now);

/** The items to start now, in the order of the plan. */
export function startable(queue: Queue, now: number): readonly string[] {
  if (queue.paused || waitOf(queue, now) > 0) return [];
  const running = queue.items.filter(({ state }) => state.kind === 'running');
  const sources = new Set(running.map(({ source }) => source));
  const keys: string[] = [];
  for (const { key, source, state } of queue.items) {
    if (running.length + keys.length >= queue.limit) break;
    if (state.kind !== 'queued' || sources.has(source)) continue;
    sources.add(source);
    keys.push(key);
  }
  return keys;
}

/** Whether nothing runs and nothing is to be started: there is one thing to say of the whole. */
export const isAtRest = ({ items, paused }: Queue): boolean =>
  items.every(({ state }) => state.kind === 'ended' || (paused !== undefined && state.kind === 'queued'));

/** Whether nothing is left to do, paused or not. */
export const isOver = ({ items }: Queue): boolean => items.every(({ state }) => state.kind === 'ended');

/** How many have ended in which way; `left`: neither ended nor running. */
export interface Tally extends Readonly<Record<Outcome, number>> {
  readonly left: number;
}

/** How many ended how, and how many have not begun. */
export function tallyOf({ items }: Queue): Tally {
  const tally = {
    ...{ complete: 0, partial: 0, failed: 0, decision: 0, waiting: 0 },
    ...{ cancelled: 0, undone: 0, kept: 0, left: 0 },
  };
  for (const { state } of items) {
    if (state.kind === 'ended') tally[state.outcome] += 1;
    if (state.kind === 'queued') tally.left += 1;
  }
  return tally;
}

function withItem(queue: Queue, key: string, from: ItemState['kind'], state: ItemState): Queue {
  const at = queue.items.findIndex((item) => item.key === key && item.state.kind === from);
  const item = queue.items[at];
  return item ? { ...queue, items: queue.items.with(at, { ...item, state }) } : queue;
}

/** After some that went well, one more at once; never more than wanted. */
function faster(queue: Queue): Queue {
  if (queue.limit >= queue.atOnce) return queue;
  const ended = queue.endedSince + 1;
  return ended < ENDED_FOR_MORE
    ? { ...queue, endedSince: ended }
    : { ...queue, limit: queue.limit + 1, endedSince: 0 };
}

/** Whether an item has ended, and its clone goes on without it: when a person, or a page of Moodle, is there. */
export const isWaiting = (state: ItemState): boolean =>
  state.kind === 'ended' && (state.outcome === 'waiting' || state.outcome === 'decision');

const QUEUED: ItemState = { kind: 'queued' };
const RETRIED: ReadonlySet<Outcome> = new Set(['failed', 'waiting']);
const UNDOABLE: ReadonlySet<Outcome> = new Set([
  'complete',
  'partial',
  'failed',
  'decision',
  'waiting',
  'kept',
]);

/** The items with another state for those that have ended in some ways. */
const changed = (
  { items }: Pick<Queue, 'items'>,
  stateAfter: (outcome: Outcome) => ItemState | undefined,
): readonly QueueItem[] =>
  items.map((item) => {
    const state = item.state.kind === 'ended' ? stateAfter(item.state.outcome) : undefined;
    return state ? { ...item, state } : item;
  });

const cancelled = ({ items }: Queue): readonly QueueItem[] =>
  items.map((item) => notBegun(item, 'cancelled'));

const notBegun = (item: QueueItem, outcome: Outcome): QueueItem =>
  item.state.kind === 'queued' ? { ...item, state: { kind: 'ended', outcome } } : item;
