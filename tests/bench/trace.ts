/** What of a browser's trace says who ran when; times are microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: string;
  readonly args?: { readonly data?: ProfileData };
}

interface ProfileData {
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

/** In milliseconds. */
export interface Cost {
  /** All scripts of the processes that ran ours. */
  readonly scriptMs: number;
  readonly oursMs: number;
  /** The most that ours took of one task. */
  readonly longestMs: number;
  /** How often ours took 50 ms or more of one task. */
  readonly longTasks: number;
}

/** As the web's Long Tasks have it, in microseconds. */
const LONG = 50_000;
/** What the profiler calls time in which no script runs. */
const NO_SCRIPT = new Set(['(root)', '(program)', '(idle)', '(garbage collector)']);

interface Sample {
  readonly at: number;
  readonly dur: number;
  readonly kind: 'ours' | 'script' | 'none';
}

/** @param ours the addresses of our scripts */
export function costOf(events: readonly TraceEvent[], ours: ReadonlySet<string>): Cost {
  const cost = { scriptMs: 0, oursMs: 0, longestMs: 0, longTasks: 0 };
  for (const [thread, samples] of samplesByThread(events, ours)) {
    if (!samples.some(({ kind }) => kind === 'ours')) continue;
    const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && `${pid} ${tid}` === thread);
    for (const task of tasks.toSorted((one, other) => one.ts - other.ts)) {
      const end = task.ts + (task.dur ?? 0);
      const inTask = samples.filter(({ at }) => at >= task.ts && at < end);
      const sum = (kinds: readonly Sample['kind'][]): number =>
        inTask.filter(({ kind }) => kinds.includes(kind)).reduce((all, { dur }) => all + dur, 0);
      const time = sum(['ours']);
      cost.scriptMs += sum(['ours', 'script']) / 1000;
      cost.oursMs += time / 1000;
      cost.longestMs = Math.max(cost.longestMs, time / 1000);
      if (time >= LONG) cost.longTasks += 1;
    }
  }
  return cost;
}

/** What ran when, by process and thread. */
function samplesByThread(
  events: readonly TraceEvent[],
  ours: ReadonlySet<string>,
): ReadonlyMap<string, Sample[]> {
  const threads = new Map<string, Sample[]>();
  const profiles = new Map<string, { thread: string; at: number; nodes: Map<number, ProfileNode> }>();
  for (const { name, pid, tid, id, args } of events) {
    const key = `${pid} ${id}`;
    const data = args?.data;
    if (name === 'Profile')
      profiles.set(key, { thread: `${pid} ${tid}`, at: data?.startTime ?? 0, nodes: new Map() });
    const profile = profiles.get(key);
    if (name !== 'ProfileChunk' || !profile) continue;
    for (const node of data?.cpuProfile?.nodes ?? []) profile.nodes.set(node.id, node);
    const samples = threads.get(profile.thread) ?? [];
    threads.set(profile.thread, samples);
    for (const [at, nodeId] of (data?.cpuProfile?.samples ?? []).entries()) {
      profile.at += data?.timeDeltas?.[at] ?? 0;
      const last = samples.at(-1);
      // One lasts until the next is taken.
      if (last) samples[samples.length - 1] = { ...last, dur: profile.at - last.at };
      samples.push({ at: profile.at, dur: 0, kind: kindOf(nodeId, profile.nodes, ours) });
    }
  }
  return threads;
}

function kindOf(
  nodeId: number,
  nodes: ReadonlyMap<number, ProfileNode>,
  ours: ReadonlySet<string>,
): Sample['kind'] {
  const leaf = nodes.get(nodeId);
  if (!leaf || NO_SCRIPT.has(leaf.callFrame.functionName)) return 'none';
  for (let node: ProfileNode | undefined = leaf; node; node = nodes.get(node.parent ?? -1))
    if (ours.has(node.callFrame.url ?? '')) return 'ours';
  return 'script';
}
