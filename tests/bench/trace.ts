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
  readonly args?: { readonly data?: ProfileData; readonly name?: string };
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

/** In milliseconds, of the threads on which pages run. */
export interface Cost {
  /** All scripts. */
  readonly scriptMs: number;
  readonly ownMs: number;
  /** The most that the extension's own took of one task. */
  readonly longestMs: number;
  /** How often they took 50 ms or more of one task. */
  readonly longTasks: number;
}

/** As the web's Long Tasks have it, in microseconds. */
const LONG = 50_000;
/** What the profiler calls time in which no script runs. */
const NO_SCRIPT = new Set(['(root)', '(program)', '(idle)', '(garbage collector)']);

interface Sample {
  readonly at: number;
  readonly kind: 'own' | 'script' | 'none';
}

/**
 * What a page cost. A task's time is that of its thread, so that other work of the machine counts for nothing; the extension's own
 * is the share of the samples in which a script of the extension was on the stack.
 * @param isOwn by the address of a script
 */
export function costOf(events: readonly TraceEvent[], isOwn: (url: string) => boolean): Cost {
  const cost = { scriptMs: 0, ownMs: 0, longestMs: 0, longTasks: 0 };
  const pages = new Set(events.filter(({ args }) => args?.name === 'CrRendererMain').map(threadOf));
  for (const [thread, samples] of samplesByThread(events, isOwn)) {
    if (!pages.has(thread)) continue;
    const tasks = events
      .filter((event) => event.name === 'RunTask' && threadOf(event) === thread)
      .toSorted((one, other) => one.ts - other.ts);
    const inOrder = samples.toSorted((one, other) => one.at - other.at);
    let next = 0;
    for (const { ts, dur = 0, tdur = dur } of tasks) {
      const count = { own: 0, script: 0, none: 0 };
      // Those between two tasks are nobody's.
      for (; (inOrder[next]?.at ?? Infinity) < ts;) next += 1;
      for (let sample = inOrder[next]; sample && sample.at < ts + dur; sample = inOrder[next]) {
        count[sample.kind] += 1;
        next += 1;
      }
      const each = tdur / Math.max(1, count.own + count.script + count.none);
      const time = each * count.own;
      cost.scriptMs += (each * (count.own + count.script)) / 1000;
      cost.ownMs += time / 1000;
      cost.longestMs = Math.max(cost.longestMs, time / 1000);
      if (time >= LONG) cost.longTasks += 1;
    }
  }
  return cost;
}

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
      samples.push({ at: profile.at, kind: kindOf(nodeId, profile.nodes, isOwn) });
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
