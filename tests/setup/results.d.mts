export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  /** The names of those that passed only when they were run again. */
  readonly again: readonly string[];
}
export function single(code: number): Tally;
export function sum(tallies: readonly Tally[]): Tally;
export function summary(tally: Tally): string;
export function countVitest(file: string, code: number): Tally;
export function countPlaywright(file: string, code: number): Tally;
