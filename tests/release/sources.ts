import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from '../setup/process.mjs';
import type { Files } from './zip.ts';

/**
 * The files from which everything is built, as they are now: those that git knows or would take; without git, as in the
 * sources' own zip, all but what `.gitignore` names.
 */
export async function sourceFiles(root: string): Promise<Files> {
  const names = existsSync(join(root, '.git')) ? await namesByGit(root) : namesIn(root);
  const there = names.filter((name) => existsSync(join(root, name)));
  return new Map(there.map((name) => [name, readFileSync(join(root, name))]));
}

async function namesByGit(root: string): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { code, output } = await run('git', args, { capture: true, cwd: root });
  if (code !== 0) throw new Error(`git does not list the sources:\n${output}`);
  return output.split('\0').filter(Boolean);
}

/** The lines of our `.gitignore` are names at the top, and no patterns. */
function namesIn(root: string): readonly string[] {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter(Boolean);
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !ignored.includes(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(root, entry.name)) : [join(root, entry.name)]))
    .map((path) => relative(root, path).replaceAll('\\', '/'));
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
