// Installs the packages when they are missing or older than the lock file. Plain JavaScript without packages.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

const age = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** Node's oldest version that everything here runs on. */
const OLDEST = [20, 19];

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return true;
  console.error(`Clone Room needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}.`);
  return false;
}

/** Runs npm ci where it is needed. Returns whether the packages are there. */
export function ensurePackages() {
  const installed = age(join(ROOT, 'node_modules', '.package-lock.json'));
  // A second of grace: npm writes both files at the end of the same installation.
  if (installed > 0 && installed + 1000 >= age(join(ROOT, 'package-lock.json'))) return true;
  console.log('Installing packages (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) console.error('npm ci failed: see above. The packages come from the npm registry.');
  return status === 0;
}

/** A program of the installed packages, run to its end with its output shown. Returns its exit code. */
export function runLocal(name, args, env = {}) {
  const { status } = spawnSync(process.execPath, [binary(name), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

const BINARIES = {
  tsx: 'tsx/dist/cli.mjs',
  wxt: 'wxt/bin/wxt.mjs',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  knip: 'knip/bin/knip.js',
};

/** The script of a program: run by this Node itself, so that no shell is needed on any system. */
export const binary = (name) => join(ROOT, 'node_modules', BINARIES[name]);
