import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Runs a program and answers its exit code and output. `capture` keeps the output from the terminal, `priority` is one
 * of Node's `os.constants.priority`. A program that does not start answers code 127, as a shell does.
 */
export function run(
  program,
  args,
  { capture = false, timeout, env, cwd = ROOT, shell = false, priority } = {},
) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      // Each tool knows its own NODE_ENV; one from outside would turn tests and builds into something else.
      env: { ...process.env, NODE_ENV: undefined, ...env },
      // Nothing that runs here may stop to ask a question.
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
      shell,
      windowsHide: true,
      ...(timeout && { timeout, killSignal: 'SIGKILL' }),
    });
    // At once: what it starts itself has its priority.
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${output}${signal}` : output }),
    );
  });
}

/** Runs a program of a package in node_modules, by Node itself: a shell's way to it differs on every system. */
export function runTool(name, args, options) {
  const home = join(ROOT, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0]);
  return run(process.execPath, [join(home, file), ...args], options);
}

/** Runs npm: the one that started us, the one beside Node, or the one of the PATH. */
export function runNpm(args, options) {
  const beside = [
    process.env['npm_execpath'],
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const cli = beside.find((path) => path && /npm-cli\.c?js$/.test(path) && existsSync(path));
  if (cli) return run(process.execPath, [cli, ...args], options);
  const windows = process.platform === 'win32';
  return run(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
}
