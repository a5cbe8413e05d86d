import type { CloneOutcome, Tally } from '../plan/queue.ts';

/** Exit codes, as the usage lists them. */
export const EXIT = { complete: 0, failed: 1, partial: 2, waiting: 3, decision: 4, usage: 64 } as const;

/** Of several, the one that asks most urgently for something: first to run again, then to decide. */
const BY_URGENCY = ['waiting', 'decision', 'failed', 'partial'] as const satisfies readonly CloneOutcome[];

/** The exit code of several clones: that of the most urgent outcome among them. */
export function exitOf(tally: Pick<Tally, CloneOutcome | 'left'>): number {
  if (tally.left > 0) return EXIT.waiting;
  return EXIT[BY_URGENCY.find((outcome) => tally[outcome] > 0) ?? 'complete'];
}
