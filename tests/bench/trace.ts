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
  readonly kind: 'ours' | 'script' | 'none';
}

/**
 * What a page cost. A task's time is that of its thread, so that other work of the machine counts for nothing; of it ours is
 * the share of the samples in which a script of ours was on the stack.
 * @param ours the addresses of our scripts
 */
export function costOf(events: readonly TraceEvent[], ours: ReadonlySet<string>): Cost {
  const cost = { scriptMs: 0, oursMs: 0, longestMs: 0, longTasks: 0 };
  for (const [thread, samples] of samplesByThread(events, ours)) {
    if (!samples.some(({ kind }) => kind === 'ours')) continue;
    const tasks = events
      .filter(({ name, pid, tid }) => name === 'RunTask' && `${pid} ${tid}` === thread)
      .toSorted((one, other) => one.ts - other.ts);
    const inOrder = samples.toSorted((one, other) => one.at - other.at);
    let next = 0;
    for (const { ts, dur = 0, tdur = dur } of tasks) {
      const count = { ours: 0, script: 0, none: 0 };
      // Those between two tasks are nobody's.
      for (; (inOrder[next]?.at ?? Infinity) < ts;) next += 1;
      for (let sample = inOrder[next]; sample && sample.at < ts + dur; sample = inOrder[next]) {
        count[sample.kind] += 1;
        next += 1;
      }
      const each = tdur / Math.max(1, count.ours + count.script + count.none);
      const time = each * count.ours;
      cost.scriptMs += (each * (count.ours + count.script)) / 1000;
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
      samples.push({ at: profile.at, kind: kindOf(nodeId, profile.nodes, ours) });
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
