import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Element, Window } from 'happy-dom';
import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { parsePolicy } from '../../lib/settings/policy.ts';
import config from '../../wxt.config.ts';
import { documentedExample, documentedPolicy } from '../setup/documented.ts';
import { anchorOf } from './anchor.ts';

/** What the documents say of the project is held to the project. */

const ROOT = join(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const documents = [
  'README.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`),
].filter((file) => file.endsWith('.md'));

test('each link to a file is to one that is there', () => {
  const links = documents.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => ({ file, target })),
  );
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter(({ file, target }) => !existsSync(join(ROOT, dirname(file), target)))).toEqual([]);
});

test('each link to a heading is to one that is there', () => {
  const links = documents.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)].map(([, target = '', anchor]) => ({
      file,
      anchor,
      within: target === '' ? file : join(dirname(file), target),
    })),
  );
  expect(links.length).toBeGreaterThan(8);
  expect(links.filter(({ within, anchor }) => !anchorsIn(textOf(within)).includes(anchor ?? ''))).toEqual([]);
});

const anchorsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Our settings in each example of a policy: the same settings everywhere, so that one is not forgotten in a change. */
const ID = 'abcdefghijklmnopabcdefghijklmnop';
const GECKO = 'clone-room@clone-room-for-kaltura';
const at = { id: ID, url: 'https://extensions.example.edu' };
const examples = {
  chromium: () => within(documentedPolicy('chromium', at), '3rdparty', 'extensions', ID),
  firefox: () => within(documentedPolicy('firefox', at), 'policies', '3rdparty', 'Extensions', GECKO),
  reg: () => within(registryOf(documentedExample('reg')), '3rdparty', 'extensions', 'EXTENSION_ID', 'policy'),
  xml: () => settingsOfProfile(documentedExample('xml')),
};

test.each(Object.entries(examples))(
  'the example in the form of %s is used as it stands',
  (_form, settings) => {
    const { refused, ...used } = parsePolicy(settings());
    expect(refused).toEqual([]);
    expect(used).toEqual({
      sites: ['https://moodle.example.edu/*', 'https://media.example.edu/*'],
      services: ['https://kaltura.example.edu'],
      defaults: { settingsFrom: 'original', leaveOut: ['interactions'] },
      fixed: { language: 'en', namePattern: '{name} (copy)', notifications: false },
    });
  },
);

type Tree = Readonly<Record<string, unknown>>;
const tree = z.record(z.string(), z.unknown());
const within = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => tree.parse(inner)[name], value);

/** What is below Chrome's key of a registry file, as Chromium reads it: values named 1, 2, … are a list. */
function registryOf(text: string): Tree {
  const root: Record<string, unknown> = {};
  let key = root;
  for (const line of text.split('\n').slice(1)) {
    const folder = /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\(.+)\]$/.exec(line)?.[1];
    const value = /^"([^"]+)"=(?:"([^"]*)"|dword:([0-9a-f]{8}))$/.exec(line);
    if (folder !== undefined) key = folder.split('\\').reduce(childOf, root);
    else if (value?.[1] !== undefined) key[value[1]] = value[2] ?? Number.parseInt(value[3] ?? '', 16) !== 0;
    else expect(line).toBe('');
  }
  return listsIn(root);
}

function childOf(parent: Record<string, unknown>, name: string): Record<string, unknown> {
  const child = tree.safeParse(parent[name]).data ?? {};
  parent[name] = child;
  return child;
}

function listsIn(folder: Tree): Tree {
  const entries = Object.entries(folder).map(([name, value]): [string, unknown] => {
    const { data: inner } = tree.safeParse(value);
    if (inner === undefined) return [name, value];
    const isList = Object.keys(inner).every((each, index) => each === String(index + 1));
    return [name, isList ? Object.values(inner) : listsIn(inner)];
  });
  return Object.fromEntries(entries);
}

/** The settings in a configuration profile: the payload of the extension's own domain, without what names the payload. */
function settingsOfProfile(text: string): Tree {
  const xml = new new Window().DOMParser().parseFromString(text, 'application/xml');
  const profile = tree.parse(plistOf(xml.querySelector('plist > dict')));
  const payloads = z.array(tree).parse(profile['PayloadContent']);
  const ours = payloads.find(({ PayloadType: type }) => type === 'com.google.Chrome.extensions.EXTENSION_ID');
  return Object.fromEntries(Object.entries(ours ?? {}).filter(([name]) => !name.startsWith('Payload')));
}

/** A value of a property list. */
function plistOf(element: Element | null | undefined): unknown {
  const children = [...(element?.children ?? [])];
  switch (String(element?.tagName)) {
    case 'dict':
      return Object.fromEntries(
        children.flatMap((key, index) =>
          index % 2 === 0 ? [[key.textContent, plistOf(children[index + 1])]] : [],
        ),
      );
    case 'array':
      return children.map(plistOf);
    case 'true':
    case 'false':
      return element?.tagName === 'true';
    case 'string':
    case 'integer':
      return element?.textContent;
    default:
      throw new Error(`No property list has <${String(element?.tagName)}>.`);
  }
}

interface Manifest {
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
  readonly content_scripts: readonly { readonly matches: readonly string[] }[];
}
/** WXT's type allows a promise, and a plain object. */
const manifestOf = (mode: string): Manifest =>
  (config.manifest as unknown as (env: object) => Manifest)({ mode, browser: 'chrome' });

test("a package for a school is granted its hosts at install, and runs there; the tests' own build does not know them", () => {
  vi.stubEnv('CLONE_ROOM_HOSTS', 'media.example.edu, *.example.com');
  const hosts = ['https://media.example.edu/*', 'https://*.example.com/*'];
  const school = manifestOf('production');
  const tests = manifestOf('e2e');
  vi.stubEnv('CLONE_ROOM_HOSTS', '');
  const all = manifestOf('production');
  expect(school.host_permissions).toEqual([...all.host_permissions, ...hosts]);
  expect(school.content_scripts.map(({ matches }) => matches)).toEqual(
    all.content_scripts.map(({ matches }) => [...matches, ...hosts]),
  );
  expect(JSON.stringify(tests)).not.toContain('media.example.edu');
  vi.stubEnv('CLONE_ROOM_HOSTS', 'media.example.edu,*');
  expect(() => manifestOf('production')).toThrow('"*" is no host');
  vi.unstubAllEnvs();
});

test('what changed in this version is written down', () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(textOf('package.json')));
  expect(textOf('docs/CHANGELOG.md').split('\n')).toContain(`## ${version}`);
});

test('each permission that the manifest asks for is explained', () => {
  const { permissions } = manifestOf('production');
  const table = textOf('docs/administrators.md');
  expect(permissions.length).toBeGreaterThan(3);
  expect(permissions.filter((permission) => !table.includes(`| \`${permission}\` `))).toEqual([]);
});
