/** What of a browser's trace says who ran when; times are microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** What its thread ran of that: not what it waited for a processor. */
  readonly tdur?: number;
  readonly id?: string;
  /** `name`: of a thread, in an event of that name. */
  readonly args?: { readonly data?: EventData; readonly name?: string };
}

interface EventData {
  /** The script that an event of `CALLS` runs. */
  readonly url?: string;
  readonly startTime?: number;
  readonly cpuProfile?: {
    readonly nodes?: readonly ProfileNode[];
    readonly samples?: readonly number[];
  };
  readonly timeDeltas?: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly parent?: number;
  readonly callFrame: { readonly url?: string; readonly functionName: string };
}

/** In milliseconds, of the threads on which pages run. */
export interface Cost {
  /** All scripts. */
  readonly scriptMs: number;
  readonly ownMs: number;
  /** The most that the extension's own took of one task. */
  readonly longestMs: number;
  /** How often they took 50 ms or more of one task. */
  readonly longTasks: number;
  /** How often they had the browser lay out or style the page while they waited for it. */
  readonly forcedLayouts: number;
}

/** As the web's Long Tasks have it, in microseconds. */
const LONG = 50_000;
/** The browser's own events of a script that begins, or that is called. */
const CALLS = new Set(['EvaluateScript', 'FunctionCall']);
const LAYOUTS = new Set(['Layout', 'UpdateLayoutTree']);
/** What the profiler calls time in which no script runs. */
const NO_SCRIPT = new Set(['(root)', '(program)', '(idle)', '(garbage collector)']);

interface Sample {
  readonly ts: number;
  readonly kind: 'own' | 'script' | 'none';
}

/**
 * What a page cost. A task's time is that of its thread, so that other work of the machine counts for nothing. The
 * extension's own is what its calls took, as the browser times them; of what runs outside of such a call, as what follows
 * a promise, the share of the samples in which a script of the extension was on the stack.
 * @param isOwn by the address of a script
 */
export function costOf(events: readonly TraceEvent[], isOwn: (url: string) => boolean): Cost {
  const cost = { scriptMs: 0, ownMs: 0, longestMs: 0, longTasks: 0, forcedLayouts: 0 };
  const pages = new Set(events.filter(({ args }) => args?.name === 'CrRendererMain').map(threadOf));
  const inOrder = events.toSorted((one, other) => one.ts - other.ts);
  const samples = samplesByThread(events, isOwn);
  for (const thread of pages) {
    const here = inOrder.filter((event) => threadOf(event) === thread);
    const calls = outermost(here.filter(({ name, args }) => CALLS.has(name) && isOwn(args?.data?.url ?? '')));
    cost.forcedLayouts += within(
      here.filter(({ name }) => LAYOUTS.has(name)),
      calls,
    ).length;
    const tasks = here.filter(({ name }) => name === 'RunTask');
    const sampled = (samples.get(thread) ?? []).toSorted((one, other) => one.ts - other.ts);
    const inCalls = new Set(within(sampled, calls));
    const [taskOfCall, taskOfSample] = [byTask(calls, tasks), byTask(sampled, tasks)];
    for (const task of tasks) {
      const { tdur = task.dur ?? 0 } = task;
      const all = taskOfSample.get(task) ?? [];
      const each = tdur / Math.max(1, all.length);
      const outside = all.filter((sample) => !inCalls.has(sample));
      const called = (taskOfCall.get(task) ?? []).reduce(
        (sum, call) => sum + (call.tdur ?? call.dur ?? 0),
        0,
      );
      const own = called + each * outside.filter(({ kind }) => kind === 'own').length;
      cost.ownMs += own / 1000;
      cost.scriptMs += (own + each * outside.filter(({ kind }) => kind === 'script').length) / 1000;
      cost.longestMs = Math.max(cost.longestMs, own / 1000);
      if (own >= LONG) cost.longTasks += 1;
    }
  }
  return cost;
}

interface Timed {
  readonly ts: number;
  readonly dur?: number;
}

/** Those that are in no other of them. @param events of one thread, in order: they are apart, or one is in the other */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = -Infinity;
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

/** By the task in which they begin; those between two tasks are nobody's. @param events in order, as `tasks` */
function byTask<T extends Timed, K extends Timed>(
  events: readonly T[],
  tasks: readonly K[],
): ReadonlyMap<K, readonly T[]> {
  const found = new Map<K, T[]>();
  let next = 0;
  for (const task of tasks) {
    const inside: T[] = [];
    for (; (events[next]?.ts ?? Infinity) < task.ts;) next += 1;
    for (let event = events[next]; event && event.ts < task.ts + (task.dur ?? 0); event = events[(next += 1)])
      inside.push(event);
    found.set(task, inside);
  }
  return found;
}

/** Those that begin in one of the calls. Both in order. */
const within = <T extends Timed>(events: readonly T[], calls: readonly Timed[]): T[] =>
  [...byTask(events, calls).values()].flat();

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;

/** What ran when, by process and thread. */
function samplesByThread(
  events: readonly TraceEvent[],
  isOwn: (url: string) => boolean,
): ReadonlyMap<string, Sample[]> {
  const threads = new Map<string, Sample[]>();
  const profiles = new Map<string, { thread: string; at: number; nodes: Map<number, ProfileNode> }>();
  for (const event of events) {
    const { name, pid, id, args } = event;
    const key = `${pid} ${id}`;
    const data = args?.data;
    if (name === 'Profile')
      profiles.set(key, { thread: threadOf(event), at: data?.startTime ?? 0, nodes: new Map() });
    const profile = profiles.get(key);
    if (name !== 'ProfileChunk' || !profile) continue;
    for (const node of data?.cpuProfile?.nodes ?? []) profile.nodes.set(node.id, node);
    const samples = threads.get(profile.thread) ?? [];
    threads.set(profile.thread, samples);
    for (const [at, nodeId] of (data?.cpuProfile?.samples ?? []).entries()) {
      profile.at += data?.timeDeltas?.[at] ?? 0;
      samples.push({ ts: profile.at, kind: kindOf(nodeId, profile.nodes, isOwn) });
    }
  }
  return threads;
}

function kindOf(
  nodeId: number,
  nodes: ReadonlyMap<number, ProfileNode>,
  isOwn: (url: string) => boolean,
): Sample['kind'] {
  const leaf = nodes.get(nodeId);
  if (!leaf || NO_SCRIPT.has(leaf.callFrame.functionName)) return 'none';
  for (let node: ProfileNode | undefined = leaf; node; node = nodes.get(node.parent ?? -1))
    if (isOwn(node.callFrame.url ?? '')) return 'own';
  return 'script';
}
