import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

/** The policies that `docs/administrators.md` shows: tests run them as they stand. */
const PAGE = readFileSync(join(ROOT, 'docs/administrators.md'), 'utf8');

/** The text of the first block of a kind: `json policy=chromium`, `reg`, `xml`. */
export function documentedExample(kind: string): string {
  const from = PAGE.split(`\`\`\`${kind}\n`)[1];
  const text = from?.split('\n```')[0];
  if (text === undefined) throw new Error(`docs/administrators.md shows no example of ${kind}.`);
  return text;
}

/** The policy for a browser, with an id and an address in place of those that are only examples. */
export function documentedPolicy(
  browser: 'chromium' | 'firefox',
  { id, url }: { readonly id: string; readonly url: string },
): object {
  const text = documentedExample(`json policy=${browser}`)
    .replaceAll('EXTENSION_ID', id)
    .replaceAll('https://extensions.example.edu', url);
  // An object, since the page is ours.
  return JSON.parse(text) as object;
}
