import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesFrom } from './sent-structure.ts';

/** `npm run fixture -- FILE`: makes a fixture and a test of a page's structure that was sent to us. */

const MOST_BYTES = 20_000_000;
const ROOT = join(import.meta.dirname, '../..');

const [file] = process.argv.slice(2);
if (file === undefined || !existsSync(file) || statSync(file).size > MOST_BYTES) {
  console.error(
    'npm run fixture -- FILE: a file that "Save this page’s structure" has saved, of 20 MB at most.',
  );
  process.exit(2);
}
const made = filesFrom(readFileSync(file, 'utf8'), basename(file).replace(/\.[^.]*$/, ''));
if (made.length === 0) {
  console.error('No frame of it names an entry: there is nothing to test.');
  process.exit(1);
}
for (const { path, text } of made) {
  // What is there already may have been worked on.
  writeFileSync(join(ROOT, path), text, { flag: 'wx' });
  console.log(path);
}
console.log(
  'Now: npx vitest run tests/pages. It fails as the page does; then the rule (docs/CONTRIBUTING.md).',
);
