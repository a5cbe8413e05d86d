import * as z from 'zod/mini';

/** What "Save this page's structure" saves (lib/pages/structure.ts): somebody else's file, so bounded. */
const schema = z.object({
  structure: z.literal(1),
  frames: z
    .array(
      z.object({
        path: z.string().check(z.regex(/^\/[\w/.-]{0,500}$/)),
        own: z.optional(z.string().check(z.regex(/^1_aaaa\d{4,8}$/))),
        html: z.string().check(z.maxLength(8_000_000)),
        isCut: z.boolean(),
      }),
    )
    .check(z.maxLength(200)),
});

/** A file of the project that is made of it: its path from the root, and what is in it. */
interface MadeFile {
  readonly path: string;
  readonly text: string;
}

/** The entries that a reduced page names, in their order: the reducer gives each such an id. */
export const entriesIn = (html: string): string[] => [...new Set(html.match(/1_aaaa\d{4,8}/g) ?? [])];

/**
 * A fixture and a test for each frame that names an entry.
 * @param json the file's text @param name what the files are called, by what was sent
 * @throws where the text is no such structure
 */
export function filesFrom(json: string, name: string): MadeFile[] {
  const { frames } = schema.parse(JSON.parse(json));
  const slug =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'page';
  const telling = frames.filter(({ own, html }) => own !== undefined || entriesIn(html).length > 0);
  return telling.flatMap(({ path, own, html, isCut }, at) => {
    const file = telling.length === 1 ? `sent-${slug}` : `sent-${slug}-${at + 1}`;
    const expected = own === undefined ? entriesIn(html) : [own];
    return [
      { path: `lib/pages/fixtures/${file}.html`, text: `<!doctype html>${html}\n` },
      { path: `tests/pages/${file}.test.ts`, text: testOf(file, path, expected, isCut) },
    ];
  });
}

const testOf = (file: string, path: string, expected: readonly string[], isCut: boolean): string =>
  `// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { itemsOfMarkup } from './page.ts';

const FIXTURE = join(import.meta.dirname, '../../lib/pages/fixtures/${file}.html');

/**
 * Made by \`npm run fixture\` of a page that was sent to us${isCut ? ', cut where it was too large' : ''}. Every entry
 * counts as a room of the teacher's here: take out of the list those whose menu is not in the page, or is none of theirs.
 */
test('${file}: each of its rooms has its item', async () => {
  expect(await itemsOfMarkup(readFileSync(FIXTURE, 'utf8'), '${path}')).toEqual(${JSON.stringify(expected).replaceAll('"', "'").replaceAll(',', ', ')});
});
`;
