import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';

/** What documents and comments tell somebody to open or to run is there. */

const ROOT = join(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));
const documents = files.filter((file) => file.endsWith('.md'));

/** A file or a folder, by its path or by one with `*` in it; or a test by its path without an ending, as docs/job.md names it. */
const exists = (path: string): boolean => {
  const named = path.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '[^/]*');
  const either = new RegExp(`^${named}(?:\\.test\\.ts|/.*)?$`);
  return files.some((file) => either.test(file));
};

const NAMED_PATH = /(?<![\w./-])(?:lib|tests|components|entrypoints|locales|public|docs)\/[\w./*-]*[\w*]/g;
/** `xx` stands for a language. */
const pathsIn = (file: string, text: string) =>
  [...text.matchAll(NAMED_PATH)].map(([path]) => ({ file, path: path.replace(/\/xx$/, '/en') }));

test('each file and folder that a document names is there', () => {
  const named = documents.flatMap((document) => pathsIn(document, textOf(document)));
  expect(named.length).toBeGreaterThan(150);
  expect(named.filter(({ path }) => !exists(path))).toEqual([]);
});

test('each file and folder that a comment names is there', () => {
  const sources = files.filter((file) => /\.(?:tsx?|m?js|css)$/.test(file));
  const named = sources.flatMap((file) => {
    const comments = textOf(file).match(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm) ?? [];
    return pathsIn(file, comments.join('\n'));
  });
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ path }) => !exists(path))).toEqual([]);
});

/** In the table of what was found once, a test is named by its path below `tests/`, or by its whole path in lib. */
const foundOnce = textOf('docs/job.md')
  .split('\n')
  .filter((line) => /^\| .* \| .* \|$/.test(line))
  .slice(2)
  .flatMap((line) => [...(line.split('|')[2] ?? '').matchAll(/`([\w/-]+)`/g)].map(([, path = '']) => path));

test('each test that the table of what was found once names is there', () => {
  expect(foundOnce.length).toBeGreaterThan(40);
  const paths = foundOnce.map((path) => (path.startsWith('lib/') ? path : `tests/${path}`));
  expect(paths.filter((path) => !exists(path) && !exists(`${path}.spec.ts`) && !exists(`${path}/*`))).toEqual(
    [],
  );
});

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(textOf('package.json')));
const commands = documents.flatMap((document) =>
  [...textOf(document).matchAll(/\bnpm (?:run ([\w:]+)|(start|test)\b)/g)].map(([, script, short]) => ({
    document,
    script: script ?? short ?? '',
  })),
);

test('each npm script that a document names is one', () => {
  expect(commands.length).toBeGreaterThan(30);
  expect(commands.filter(({ script }) => !(script in scripts))).toEqual([]);
});

/** `npm run bench -- --only page`: the options behind a script, wherever it is named. */
const options = documents.flatMap((document) =>
  [...textOf(document).matchAll(/-- (--[^`\n]*)|`-- (--[^`]*)`/g)].flatMap(([, behind, alone]) =>
    [...(behind ?? alone ?? '').matchAll(/--([a-z][\w-]*)/g)].map(([, option = '']) => ({
      document,
      option,
    })),
  ),
);

test('each option that a document names behind a script is read by some script', () => {
  const sources = files.filter((file) => /^(?:lib\/cli|tests)\/.*\.(?:ts|mjs)$/.test(file)).map(textOf);
  // Stryker's own.
  const known = ['mutate'];
  const isRead = (option: string): boolean =>
    known.includes(option) ||
    sources.some((text) => new RegExp(`(?:'${option}'|\\b${option}): \\{|'--${option}'`).test(text));
  expect(options.length).toBeGreaterThan(10);
  expect(options.filter(({ option }) => !isRead(option))).toEqual([]);
});
