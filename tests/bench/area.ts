/**
 * One thing that is measured: a file an area, which answers tables. Counts and bytes that must hold are asserted by
 * `npm test`, times never are; what is a ratio within one run may be a goal of it.
 */
export interface Area {
  /** For `npm run bench -- --only NAME`. */
  readonly name: string;
  /** How often each thing is measured where `--runs` says nothing, in an area that can't have as many as the others. */
  readonly runs?: number;
  /** Left out: it needs a browser, and the extension built for tests. */
  readonly inBrowser?: false;
  readonly measure: (settings: Settings) => Promise<readonly Table[]>;
}

export interface Settings {
  /** Each is measured so often, one after the other in turns. */
  readonly runs: number;
  /** Another server than the emulator, for what talks to Kaltura. */
  readonly server: Server | undefined;
  /** Of an area that measures pages: those whose names begin so; undefined: all. */
  readonly pages: string | undefined;
  /** Says what is being measured. */
  readonly say: (text: string) => void;
}

/** Where to measure, and as whom. */
export interface Server {
  readonly url: string;
  readonly partnerId: number;
  readonly ks: string;
}

export type Cell = string | number | undefined;

export interface Table {
  /** Also its name in `bench.json`. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What was left out, and what the table does not prove. */
  readonly notes: readonly string[];
  readonly plot?: Plot;
  /** Goals that are ratios within this run, and that it did not reach: the command fails. */
  readonly missed?: readonly string[];
}

/** Groups of bars: one group a label, in each one bar a series. */
export interface Plot {
  /** The file's name, without its ending. */
  readonly file: string;
  readonly title: string;
  readonly unit: string;
  readonly series: readonly string[];
  readonly groups: readonly { readonly label: string; readonly values: readonly (number | undefined)[] }[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Rounded to what can be told apart. */
export const rounded = (value: number | undefined, digits = 0): number | undefined =>
  value === undefined || Number.isNaN(value) ? undefined : Number(value.toFixed(digits));

/**
 * Measures several things in turns: what slows the machine down for a while slows them all.
 * @returns the answers of each, in the order of `subjects`
 */
export async function interleaved<T>(
  runs: number,
  subjects: readonly (() => Promise<T>)[],
): Promise<readonly (readonly T[])[]> {
  const answers: T[][] = subjects.map(() => []);
  for (let run = 0; run < runs; run += 1)
    for (const [place, subject] of subjects.entries()) answers[place]?.push(await subject());
  return answers;
}
