import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parsePolicy } from '../../lib/settings/policy.ts';
import config from '../../wxt.config.ts';

/** What the documents say of the project is held to the project. */

const ROOT = join(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const documents = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`),
].filter((file) => file.endsWith('.md'));

test('each link to a file is to one that is there', () => {
  const links = documents.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => ({ file, target })),
  );
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter(({ file, target }) => !existsSync(join(ROOT, dirname(file), target)))).toEqual([]);
});

/** The settings for this extension in an example, by the browser whose policy it is. */
const examples = [...textOf('docs/administrators.md').matchAll(/```json policy=(\w+)\n([\s\S]*?)```/g)].map(
  ([, browser = '', json = '']) => ({ browser, policy: JSON.parse(json) as unknown }),
);

const forOne = z.record(z.string(), z.unknown());
const chromium = z.looseObject({ '3rdparty': z.object({ extensions: forOne }) });
const firefox = z.object({ policies: z.looseObject({ '3rdparty': z.object({ Extensions: forOne }) }) });

test('there is an example for each family of browsers', () => {
  expect(examples.map(({ browser }) => browser)).toEqual(['chromium', 'firefox']);
});

test.each(examples)('the example for $browser is used as it stands', ({ browser, policy }) => {
  const managed =
    browser === 'chromium'
      ? chromium.parse(policy)['3rdparty'].extensions
      : firefox.parse(policy).policies['3rdparty'].Extensions;
  const parsed = Object.values(managed).map(parsePolicy);
  expect(parsed.map(({ refused }) => refused)).toEqual([[]]);
  expect(parsed[0]?.sites.length).toBeGreaterThan(0);
  expect(parsed[0]?.fixed).toMatchObject({ language: 'he', notifications: false });
});

test('each permission that the manifest asks for is explained', async () => {
  // WXT's type allows a promise, and a plain object.
  const manifest = config.manifest as (env: object) => { permissions: string[]; host_permissions: string[] };
  const { permissions } = await Promise.resolve(manifest({ mode: 'production', browser: 'chrome' }));
  const table = textOf('docs/administrators.md');
  expect(permissions.length).toBeGreaterThan(3);
  expect(permissions.filter((permission) => !table.includes(`| \`${permission}\` `))).toEqual([]);
});
