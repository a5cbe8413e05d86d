export interface Server {
  /** Ends with /api_v3. */
  readonly root: string;
  readonly partnerId: number;
  readonly adminSecret: string;
  readonly userSecret: string;
}

export interface Scenario {
  readonly name: string;
  readonly why: string;
}

export interface StepResult {
  readonly name: string;
  readonly diffs: readonly string[];
}

export interface ScenarioResult {
  readonly name: string;
  readonly steps: readonly StepResult[];
}

export function loadScenarios(folder: string, only?: string): Promise<{ file: string; scenario: Scenario }[]>;
export function runScenario(
  scenario: Scenario,
  server: Server,
  options: { record?: boolean },
): Promise<ScenarioResult>;
export function reportLines(
  result: ScenarioResult,
  options: { verbose?: boolean; record?: boolean },
): string[];
