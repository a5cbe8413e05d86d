import { setTimeout as sleep } from 'node:timers/promises';
import { type Area, type Cell, interleaved, median, rounded, type Server, type Table } from './area.ts';
import { openCampus } from './campus.ts';
import { cloneByOwnClient } from './own-client.ts';
import { cloneByPlainClient, type Manner } from './plain-client.ts';
import { deleteRooms, makeRoom } from './rooms.ts';
import { type Conditions, type Counts, openWire, type Wire } from './wire.ts';

const PARTS = [0, 20, 60, 300, 1000] as const;
const LATENCIES = [0, 20, 100, 300] as const;
/** Read, clone with all parts, read back: no way of cloning has fewer, since each needs what the one before answers. */
const DEPTH = 3;
/** A cell that would take longer is not measured. */
const LONGEST_MS = 12_000;
/** What was changed within ten seconds before it is read is compared whole (`lib/clone/workflow/read-back.ts`): rooms are older. */
const AGE_MS = 11_000;
/**
 * While it is counted requests are under way for so long: without any latency one of two that are sent together may be
 * answered before the other arrives, and would count as a round trip of its own. One call at a time needs none.
 */
const WAVE_MS = 10;
/** As measured on a genuine server: 432 calls in 27.6 s (docs/facts/kaltura-api.md#22-measured-recipe). */
const PACE = { msPerCall: 12, atOnce: 4 } as const;

const WAYS = ['ours', 'one call at a time', 'six at a time', 'its multirequest'] as const;
type Way = (typeof WAYS)[number];

/** One clone as it was measured. */
interface Sample {
  readonly ms: number;
  /** From Save; of the others from where they have read the original. */
  readonly afterReading: number;
  readonly whole: Counts;
  readonly fromSave: Counts | undefined;
}

/** What a clone costs, on the wire and in time, beside Kaltura's own client. */
export const cloneCost: Area = {
  name: 'clone',
  inBrowser: false,
  async measure({ runs, server, say }) {
    const campus = server ? undefined : await openCampus();
    const target = server ?? campus?.server;
    if (!target) throw new Error('There is no server.');
    const wire = await openWire(target.url);
    try {
      const rooms = new Map<number, string>();
      for (const parts of PARTS) rooms.set(parts, await makeRoom(target, parts));
      say("waiting until the rooms are as old as a teacher's");
      await sleep(AGE_MS);
      const bench = new CloneBench(target, wire, rooms, runs, say);
      const tables = await bench.tables();
      await deleteRooms(target, [...rooms.values()]);
      return tables;
    } finally {
      await wire.close();
      campus?.close();
    }
  },
};

class CloneBench {
  readonly #target: Server;
  readonly #wire: Wire;
  readonly #rooms: ReadonlyMap<number, string>;
  readonly #runs: number;
  readonly #say: (text: string) => void;

  constructor(
    target: Server,
    wire: Wire,
    rooms: ReadonlyMap<number, string>,
    runs: number,
    say: (text: string) => void,
  ) {
    this.#target = target;
    this.#wire = wire;
    this.#rooms = rooms;
    this.#runs = runs;
    this.#say = say;
  }

  async tables(): Promise<Table[]> {
    const counts = await this.#counts();
    const times = await this.#times(counts);
    return [counts.table, ...times];
  }

  async #counts(): Promise<{ table: Table; requests: (way: Way, parts: number) => number }> {
    const rows: Cell[][] = [];
    const requests = new Map<string, number>();
    const bytes: { label: string; values: number[] }[] = [];
    for (const parts of PARTS) {
      this.#say(`counts: ${parts} parts`);
      const samples = new Map<Way, Sample>();
      for (const way of WAYS) {
        const latencyMs = way === 'one call at a time' ? 0 : WAVE_MS;
        samples.set(way, await this.#sample(way, parts, { latencyMs }));
      }
      const base = samples.get('its multirequest');
      for (const [way, { whole, fromSave }] of samples) {
        requests.set(`${way} ${parts}`, whole.roundTrips);
        const total = whole.bytesSent + whole.bytesReceived;
        rows.push([
          ...[parts, way, whole.requests, whole.calls, whole.roundTrips, fromSave?.roundTrips],
          ...[whole.bytesSent, whole.bytesReceived],
          base && rounded(total / (base.whole.bytesSent + base.whole.bytesReceived), 2),
        ]);
      }
      bytes.push({
        label: `${parts} parts`,
        values: [...samples.values()].map(({ whole }) =>
          Math.round((whole.bytesSent + whole.bytesReceived) / 1000),
        ),
      });
    }
    return {
      requests: (way, parts) => requests.get(`${way} ${parts}`) ?? 0,
      table: {
        title: 'What a clone sends and gets',
        columns: [
          ...['parts', 'way', 'requests', 'calls', 'round trips', 'from Save'],
          ...['bytes sent', 'bytes received', 'ratio to its multirequest'],
        ],
        rows,
        notes: [
          'Round trips: the longest chain of requests of which each waits for the one before it. Bodies are not compressed.',
        ],
        plot: {
          file: 'clone-bytes',
          title: 'What a clone sends and gets',
          unit: 'kB',
          series: WAYS,
          groups: bytes,
        },
      },
    };
  }

  async #times({ requests }: { requests: (way: Way, parts: number) => number }): Promise<Table[]> {
    const conditions: readonly (readonly [string, Conditions])[] = [
      ...LATENCIES.map((latencyMs) => [`${latencyMs} ms`, { latencyMs }] as const),
      ['20 ms, 12 ms a call', { latencyMs: 20, pace: PACE }],
    ];
    const rows: Cell[][] = [];
    const notes = [
      'Milliseconds, medians. Whole: with the reading of the original. From Save: of ours, without the reading that fills the window; of the others, from where they have read the original.',
      `Bound: ${DEPTH} round trips and nothing else. Not measured (–): what would take longer than ${LONGEST_MS / 1000} s.`,
      `"12 ms a call": a server that takes as long for each call, four requests at a time.`,
    ];
    const groups: { label: string; values: (number | undefined)[] }[] = [];
    for (const parts of PARTS) {
      for (const [label, condition] of conditions) {
        this.#say(`times: ${parts} parts, ${label}`);
        const expected = (way: Way): number =>
          requests(way, parts) * (condition.latencyMs + 3) +
          (condition.pace && way === 'one call at a time' ? parts * 17 : 0);
        const ways = WAYS.filter((way) => expected(way) < LONGEST_MS);
        const runs = ways.some((way) => expected(way) > 4_000) ? Math.min(2, this.#runs) : this.#runs;
        const samples = await interleaved(
          runs,
          ways.map((way) => () => this.#sample(way, parts, condition)),
        );
        const middle = (way: Way, of: (sample: Sample) => number): number | undefined => {
          const some = samples[ways.indexOf(way)];
          return some && median(some.map(of));
        };
        const whole = WAYS.map((way) => rounded(middle(way, ({ ms }) => ms)));
        const [ours, theirs] = [middle('ours', ({ ms }) => ms), middle('its multirequest', ({ ms }) => ms)];
        const after = (['ours', 'its multirequest'] as const).map((way) =>
          middle(way, ({ afterReading }) => afterReading),
        );
        rows.push([
          ...[parts, label, ...whole, DEPTH * condition.latencyMs],
          ours && theirs && rounded(ours / theirs, 2),
          ...after.map((ms) => rounded(ms)),
          after[0] && after[1] && rounded(after[0] / after[1], 2),
          runs,
        ]);
        if (condition.latencyMs === 100) groups.push({ label: `${parts} parts`, values: whole });
      }
    }
    return [
      {
        title: 'How long a clone takes',
        columns: [
          ...['parts', 'latency', ...WAYS, 'bound', 'ours to multirequest'],
          ...['ours from Save', 'multirequest after reading', 'ratio', 'runs'],
        ],
        rows,
        notes,
        plot: {
          file: 'clone-time',
          title: 'How long a clone takes at 100 ms latency, with the reading of the original',
          unit: 'ms',
          series: WAYS,
          groups,
        },
      },
    ];
  }

  async #sample(way: Way, parts: number, conditions: Conditions): Promise<Sample> {
    const room = this.#rooms.get(parts);
    if (room === undefined) throw new Error('There is no such room.');
    this.#wire.begin(conditions);
    const through = { ...this.#target, url: this.#wire.url };
    let savedAt: number | undefined;
    const began = performance.now();
    const made = await (way === 'ours'
      ? cloneByOwnClient(through, room, 'Copy', () => (savedAt = performance.now()))
      : cloneByPlainClient(through, room, 'Copy', way satisfies Manner));
    const ms = performance.now() - began;
    const whole = this.#wire.counts();
    const fromSave = savedAt === undefined ? undefined : this.#wire.counts(savedAt);
    await deleteRooms(this.#target, [made.room]);
    return { ms, afterReading: made.afterReading, whole, fromSave };
  }
}
