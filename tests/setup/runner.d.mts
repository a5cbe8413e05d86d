import type { Tally } from './results.mjs';

export interface TestStep {
  readonly name: string;
  readonly title: string;
  readonly lane?: string;
  readonly run: () => Promise<Tally & { readonly output?: string }>;
}
export function inLanes(steps: readonly TestStep[]): readonly (readonly (readonly TestStep[])[])[];
export function runSteps(steps: readonly TestStep[], isWanted?: (step: TestStep) => boolean): Promise<void>;
