import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

export const ROOT = join(import.meta.dirname, '../..');

const folder = mkdtempSync(join(tmpdir(), 'clone-room-command-'));
/** The command line as one file: tsx reads its 250 sources at every start, which takes eight times as long. */
const PROGRAM = join(folder, 'main.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [join(ROOT, 'lib/cli/main.ts')],
    bundle: true,
    outfile: PROGRAM,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What starts the command line with these arguments: a program and its own. */
export const commandWith = (args: readonly string[]): readonly [string, ...string[]] => [
  process.execPath,
  PROGRAM,
  ...args,
];

export function start(
  [program, ...args]: readonly [string, ...string[]],
  env: Record<string, string>,
): ChildProcess {
  return spawn(program, args, { cwd: ROOT, env: { ...process.env, ...env } });
}

export interface Ended {
  /** Nothing, of one that was killed. */
  readonly code: number | null;
  /** What it wrote to standard output, and all that it wrote. */
  readonly out: string;
  readonly all: string;
}

export function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, all: out + errors })));
}
