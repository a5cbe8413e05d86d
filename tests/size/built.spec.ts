import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { PAGE_HOSTS } from '../../lib/hosts.ts';
import { LANGUAGES } from '../../lib/settings/language.ts';
import { zipOf } from '../release/zip.ts';

/** What was built for release, as a browser gets it. */
const BUILD = join(import.meta.dirname, '../../.output/chrome-mv3');

const manifestSchema = z.object({
  permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  optional_permissions: z._default(z.array(z.string()), []),
  key: z.optional(z.string()),
  content_scripts: z.array(
    z.object({
      matches: z.array(z.string()),
      js: z._default(z.array(z.string()), []),
      css: z._default(z.array(z.string()), []),
    }),
  ),
});

const read = (file: string): string => readFileSync(join(BUILD, file), 'utf8');
const manifest = manifestSchema.parse(JSON.parse(read('manifest.json')));

const KALTURA = /^[a-z*]+:\/\/(?:\*|(?:[^/]*\.)?kaltura\.com)\//;
const early = manifest.content_scripts
  .filter(({ matches }) => matches.some((match) => KALTURA.test(match)))
  .flatMap(({ js, css }) => [...js, ...css]);

/**
 * What may be evaluated in a teacher's page before the click, in bytes gzip: on every page, whether its globals hold a
 * session or not; and in all, where she may clone a room, with the script that keeps our items.
 */
const EARLY_BUDGET = 4_096;
const BUDGET = 10_240;
const before = [...early, 'kaltura-items.js'];

const sizeOf = (file: string): number => gzipSync(read(file), { level: 9 }).length;

test.each([
  ['on a page without a room to clone', early, EARLY_BUDGET],
  ['on a page with one', before, BUDGET],
])('what runs in a Kaltura page before the click, %s', (where, files, budget) => {
  expect(early).toEqual(['content-script.js', 'main-world.js']);
  const total = files.reduce((sum, file) => sum + sizeOf(file), 0);
  console.log(
    `${where}: ${total} of ${budget} bytes gzip: ${files.map((file) => `${file} ${sizeOf(file)}`).join(', ')}`,
  );
  expect(total).toBeLessThanOrEqual(budget);
});

/** Each script and style by its name without hash, in bytes gzip: a little more than what it is. Of texts, the largest. */
const BUDGETS: Readonly<Record<string, number>> = {
  'background.js': 182_000,
  'content-script.js': 4_096,
  'kaltura-items.js': 6_400,
  'main-world.js': 600,
  'moodle.js': 19_000,
  'overlay.js': 3_400,
  'page-check.js': 4_900,
  'page-description.js': 600,
  'page-structure.js': 3_600,
  'tool-hosts.js': 2_300,
  'dialog.js': 11_600,
  'load.js': 16_400,
  'options.js': 3_500,
  'popup.js': 4_300,
  'rich-text.js': 131_000,
  'rooms.js': 12_000,
  'welcome.js': 1_700,
  'window.js': 9_400,
  'windows.js': 16_500,
  'load.css': 3_100,
  'rich-text.css': 1_200,
  'rooms.css': 1_200,
};
/** What several pages share is split off by the bundler as it likes. */
const SMALL_BUDGET = 1_400;
/** What is downloaded and installed, zipped. */
const PACKAGE_BUDGET = 528_000;

test('each script and style keeps to its budget, and there is none for what is gone', () => {
  const files = readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:js|css)$/.test(file),
  );
  const nameOf = (file: string): string =>
    basename(file).replace(/^(.+?)-[\w-]{8}(\.\w+)$/, (whole, stem: string, ending: string) =>
      dirname(file) === '.' ? whole : stem + ending,
    );
  const over = files.flatMap((file) => {
    const [size, budget] = [sizeOf(file), BUDGETS[nameOf(file)] ?? SMALL_BUDGET];
    return size > budget ? [`${file}: ${size} of ${budget}`] : [];
  });
  expect(over).toEqual([]);
  const names = new Set(files.map(nameOf));
  expect(Object.keys(BUDGETS).filter((name) => !names.has(name))).toEqual([]);
});

test('what is downloaded keeps to its budget', async () => {
  const files = readdirSync(BUILD, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  const { length } = await zipOf(
    new Map(paths.map((path) => [path.slice(BUILD.length + 1), readFileSync(path)])),
  );
  console.log(`Zipped, without licences: ${length} of ${PACKAGE_BUDGET} bytes`);
  expect(length).toBeLessThanOrEqual(PACKAGE_BUDGET);
});

/** Strings that stay in a library's code when it is minified. */
const LIBRARIES = {
  preact: ['__html', 'dangerouslySetInnerHTML'],
  zod: ['_zod', 'invalid_type'],
  ky: ['HTTPError', 'Request timed out'],
  idb: ['IDBTransaction', 'objectStoreNames'],
  'webextension-polyfill': ['This script should only be loaded in a browser extension'],
  'intl-messageformat': ['MISSING_INTL_API', 'INVALID_VALUE'],
  prosemirror: ['ProseMirror'],
} as const;

const otherFiles = readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.js') && !before.includes(file.replaceAll('\\', '/')),
);
const others = otherFiles.map(read).join('\n');

test.each(Object.entries(LIBRARIES))('no script of a Kaltura page holds %s', (_library, strings) => {
  const held = before.map(read).join('\n');
  expect(strings.filter((text) => held.includes(text))).toEqual([]);
  // The other files hold the library: were its strings not there, this would tell nothing.
  expect(strings.filter((text) => !others.includes(text))).toEqual([]);
});

/** What a script can't run without: what it imports, and what that imports; not what it imports when it is needed. */
function withImports(file: string, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  const imported = parseAst(read(file)).body.flatMap((node) =>
    'source' in node && node.source ? [join(dirname(file), String(node.source.value))] : [],
  );
  return imported.reduce<ReadonlySet<string>>(
    (all, next) => withImports(next, all),
    new Set([...seen, file]),
  );
}

/** What the window's page loads before its name can be typed; each menu that is opened pays for it. */
const windowFiles = [
  ...new Set(
    [...read('dialog.html').matchAll(/(?:src|href)="\/([^"]+)"/g)].flatMap(([, file = '']) =>
      file.endsWith('.js') ? [...withImports(file)] : [file],
    ),
  ),
];

// No schema library, and no editor: that one is loaded when the description is unfolded.
test.each(['zod', 'ky', 'idb', 'prosemirror'] as const)('the window comes without %s', (library) => {
  expect(windowFiles.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(1);
  const holding = windowFiles.filter((file) => LIBRARIES[library].some((text) => read(file).includes(text)));
  expect(holding).toEqual([]);
});

test('messages are parsed at the build: no script holds a parser of them', () => {
  const sign = 'EXPECT_ARGUMENT_CLOSING_BRACE';
  expect([...before, ...otherFiles].filter((file) => read(file).includes(sign))).toEqual([]);
  // It stays in a script that holds the parser: it is no name of a variable.
  const parser = join(BUILD, '../../node_modules/@formatjs/icu-messageformat-parser/index.js');
  expect(readFileSync(parser, 'utf8')).toContain(`["${sign}"]`);
});

test('the worker holds the texts of all languages, and reads those of one when it needs them', () => {
  // What stands before each: the whole is too long to be shown.
  const held = read('background.js')
    .split('"defaultName":')
    .slice(0, -1)
    .map((text) => text.slice(-40));
  expect(held).toHaveLength(LANGUAGES.length);
  expect(held.filter((beginning) => !/=>JSON\.parse\(["'`]\{"dialog":\{$/.test(beginning))).toEqual([]);
});

test('the extension asks for no more than it needs', () => {
  // `activeTab`: to tell, on a press of the toolbar button, of which site it was pressed on. It warns of nothing, and is
  // what stands in for `tabs` and `<all_urls>`. `contextMenus`, for the button's own menu, warns of nothing either.
  const allowed = ['storage', 'alarms', 'notifications', 'scripting', 'activeTab', 'contextMenus'];
  expect(manifest.permissions.filter((permission) => !allowed.includes(permission))).toEqual([]);
  expect(manifest.optional_permissions).toEqual([]);
});

test.each(PAGE_HOSTS)('it works on %s from the start, and the documents say so', (host) => {
  const match = `*://${host}/*`;
  expect(manifest.content_scripts.filter(({ matches }) => matches.includes(match))).toHaveLength(2);
  expect(manifest.host_permissions).toContain(match);
  for (const file of ['docs/details.md', 'docs/administrators.md'])
    expect(readFileSync(join(BUILD, '../..', file), 'utf8'), file).toContain(host);
});

test("it may touch Kaltura's hosts alone when it is installed", () => {
  const all = [...manifest.host_permissions, ...manifest.content_scripts.flatMap(({ matches }) => matches)];
  const elsewhere = all.filter((match) => !/^(?:https|\*):\/\/(?:[a-z*]+\.)+kaltura\.com\//.test(match));
  expect(elsewhere).toEqual([]);
});

test('the key that gives test builds a fixed id is not in it', () => {
  expect(manifest.key).toBeUndefined();
});
