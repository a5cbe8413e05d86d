import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { NO_POLICY, parsePolicy } from './policy.ts';
import { LANGUAGES } from './language.ts';
import { DEFAULTS, parseSome } from './settings.ts';

test('a policy is read, with sites as administrators write them', () => {
  const policy = parsePolicy({
    sites: ['media.example.org', 'https://moodle.example.org/', '*.uni.example', 'media.example.org'],
    services: ['https://kaltura.example.org/api_v3', 'https://kaltura.example.org'],
    defaults: { settingsFrom: 'template' },
    fixed: { notifications: false },
  });
  expect(policy).toEqual({
    sites: ['https://media.example.org/*', 'https://moodle.example.org/*', 'https://*.uni.example/*'],
    services: ['https://kaltura.example.org'],
    defaults: { settingsFrom: 'template' },
    fixed: { notifications: false },
    refused: [],
  });
});

test.each([undefined, {}])('no policy: %j', (value) => {
  expect(parsePolicy(value)).toEqual(NO_POLICY);
});

test.each([
  [null, ['policy']],
  [7, ['policy']],
  [[], ['policy']],
  [
    { sites: 'x', services: 7, defaults: [], fixed: 'x', extra: 1 },
    ['sites', 'services', 'defaults', 'fixed', 'extra'],
  ],
])('of no form that is read: %j', (value, paths) => {
  const { refused, ...used } = parsePolicy(value);
  expect({ ...used, refused: [] }).toEqual(NO_POLICY);
  expect(refused.map(({ path }) => path)).toEqual(paths);
});

test.each([
  [{ sites: ['moodle.example.edu:8443'] }, 'sites[0]', '"moodle.example.edu:8443"'],
  [{ sites: ['a.example', 'moodle.example.edu/course'] }, 'sites[1]', '"moodle.example.edu/course"'],
  [{ sites: ['*://*.example.edu/*'] }, 'sites[0]', '"*://*.example.edu/*"'],
  [{ services: ['kaltura.example.org'] }, 'services[0]', '"kaltura.example.org"'],
  [{ defaults: { language: 'iw' } }, 'defaults.language', '"iw"'],
  [{ fixed: { notifications: 'false' } }, 'fixed.notifications', '"false"'],
  [{ fixed: { namePattern: 'Copy of' } }, 'fixed.namePattern', '"Copy of"'],
  [{ fixed: { colour: 'red' } }, 'fixed.colour', '"red"'],
])('a wrong value is named: %j', (value, path, shown) => {
  expect(parsePolicy(value).refused).toEqual([{ path, value: shown }]);
});

test('what is wrong in it spoils nothing', () => {
  const policy = parsePolicy({
    sites: ['*', 'http://a.example', 7, 'a.example'],
    services: ['http://a.example', 'https://u:p@a.example', 'x', 'https://a.example:8443'],
    fixed: { language: 'xx', chatService: 'http://a.example', namePattern: 'Copy of', copyActivity: false },
  });
  expect(policy).toMatchObject({
    sites: ['https://a.example/*'],
    services: ['https://a.example:8443'],
    fixed: { copyActivity: false },
  });
  // Every new room would be called alike.
  expect(policy.fixed).not.toHaveProperty('namePattern');
});

/** What the browser checks a policy against: what is not in it is thrown away before we see it. */
const schema = z
  .object({
    properties: z.record(
      z.string(),
      z.object({ properties: z.optional(z.record(z.string(), z.looseObject({}))) }),
    ),
  })
  .parse(JSON.parse(readFileSync(`${import.meta.dirname}/../../public/managed_schema.json`, 'utf8')));

test('the schema names just what is read', () => {
  const { refused: _, ...read } = NO_POLICY;
  expect(Object.keys(schema.properties)).toEqual(Object.keys(read));
});

test.each(['defaults', 'fixed'])(
  'the schema of %s names every setting, with its type and its values',
  (name) => {
    const properties = schema.properties[name]?.properties ?? {};
    expect(Object.keys(properties)).toEqual(Object.keys(DEFAULTS));
    for (const [setting, { type, enum: values = [] }] of Object.entries(properties)) {
      const value = DEFAULTS[setting as keyof typeof DEFAULTS]; // the keys were just compared
      expect([setting, type]).toEqual([setting, Array.isArray(value) ? 'array' : typeof value]);
      for (const one of values as string[]) expect(parseSome({ [setting]: one })).toEqual({ [setting]: one });
    }
  },
);

test.each(['defaults', 'fixed'])('the schema of %s says every language', (name) => {
  const { description } = z
    .object({ description: z.string() })
    .parse(schema.properties[name]?.properties?.['language']);
  const named = description.split('One of: ')[1]?.replace('.', '').split(', ') ?? [];
  expect(named).toEqual([...LANGUAGES, 'browser']);
});
