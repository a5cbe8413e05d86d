export interface Run {
  /** Keeps the output from the terminal. */
  readonly capture?: boolean;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

export const ROOT: string;
export function run(program: string, args: readonly string[], options?: Run): Promise<Ended>;
export function runTool(name: string, args: readonly string[], options?: Run): Promise<Ended>;
export function runNpm(args: readonly string[], options?: Run): Promise<Ended>;
