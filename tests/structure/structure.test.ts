import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/**
 * What the linter does not see of the house: circles, those by type imports too, and folders without a wall. (The linter's
 * own rule for circles sees no type imports, and took 50 s of 140.)
 */

const ROOT = join(import.meta.dirname, '../..');

const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'lib', 'components', 'entrypoints', 'tests'],
  {
    cwd: ROOT,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file) && existsSync(join(ROOT, file)));

/** The files of ours that a file imports, types included. */
function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)));
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** A way from a file back to itself, if there is one. */
function circleFrom(start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] | undefined => {
    for (const next of imports.get(file) ?? []) {
      if (next === start) return [...way, file, start];
      if (seen.has(next)) continue;
      seen.add(next);
      const circle = visit(next, [...way, file]);
      if (circle) return circle;
    }
    return undefined;
  };
  return visit(start, []);
}

test('no file imports itself by way of others, types included', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap((file) => circleFrom(file)?.join(' → ') ?? [])).toEqual([]);
});

/** The folder of a file; a file that stands beside folders is one of its own. */
const hasFolders = new Set(files.map((file) => dirname(dirname(file))));
const folderOf = (file: string): string => (hasFolders.has(dirname(file)) ? file : dirname(file));

test('no folder imports itself by way of others, types included', () => {
  const folders = new Map<string, Set<string>>();
  for (const [file, others] of imports) {
    // A test may build its world from anything of its noun.
    if (file.endsWith('.test.ts') || file.startsWith('tests/')) continue;
    const mine = folders.get(folderOf(file)) ?? new Set();
    for (const other of others) if (folderOf(other) !== folderOf(file)) mine.add(folderOf(other));
    folders.set(folderOf(file), mine);
  }
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...(folders.get(from) ?? [])].some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  expect([...folders.keys()].filter((folder) => reaches(folder, folder))).toEqual([]);
});

test('each folder of lib has a wall', () => {
  const config = readFileSync(join(ROOT, 'eslint.config.js'), 'utf8');
  const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(
    folders.map(({ name }) => name).filter((name) => !new RegExp(`^  '?${name}'?: \\[`, 'm').test(config)),
  ).toEqual([]);
});

test('no simulation has a limit of its own, within which a busy machine would not end it', () => {
  const simulations = files.filter((file) =>
    /^tests\/(?:clone\/simulation|clone\/life|worker\/.*lives).*\.test\.ts$/.test(file),
  );
  expect(simulations.length).toBeGreaterThan(5);
  const limited = simulations.filter((file) => /\btimeout:/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(limited).toEqual([]);
});

const sources = files
  .filter((file) => /^(?:lib|components|entrypoints)\/.*\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n') }));

test('what other files call says what it does: each exported function and class', () => {
  const declared =
    /^export (?:async )?(?:function|class) \w|^export const \w+ = (?:async )?(?:<[^>]*>)?\((?!\{\n)/;
  const bare = sources.flatMap(({ file, lines }) =>
    lines.flatMap((line, at) =>
      declared.test(line) && !lines[at - 1]?.endsWith('*/') ? `${file}:${at + 1}` : [],
    ),
  );
  expect(sources.length).toBeGreaterThan(300);
  expect(bare).toEqual([]);
});

test('a cast has its reason beside it, on its line or right above', () => {
  const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);
  const isCast = (line: string): boolean =>
    !isComment(line) &&
    / as (?:[A-Z]\w|\{ )/.test(line) &&
    // Names of imports, and the help of the command line, which is prose.
    !/^(?:import|export)\b|^ {2}(?:type )?\w+ as \w+,$|^ +--/.test(line);
  const casts = sources.flatMap(({ file, lines }) =>
    lines.flatMap((line, at) =>
      isCast(line) ? [{ at: `${file}:${at + 1}`, line, above: lines.slice(Math.max(0, at - 3), at) }] : [],
    ),
  );
  expect(casts.length).toBeGreaterThan(40);
  const bare = casts.filter(({ line, above }) => !line.includes('//') && !above.some(isComment));
  expect(bare.map(({ at, line }) => `${at} ${line.trim()}`)).toEqual([]);
});
