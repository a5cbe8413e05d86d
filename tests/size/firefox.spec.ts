import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';

/** What was built for release for Firefox, beside what was built for Chromium. */
const read = (folder: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../.output', folder, 'manifest.json'), 'utf8'));

const common = z.object({
  permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  optional_host_permissions: z.array(z.string()),
  content_scripts: z.array(z.object({ matches: z.array(z.string()), js: z.array(z.string()) })),
});

const firefox = read('firefox-mv3');

test('it is the same extension: it asks for the same, and does the same in pages', () => {
  expect(common.parse(firefox)).toEqual(common.parse(read('chrome-mv3')));
});

test('its background is an event page, and no service worker', () => {
  expect(firefox).toMatchObject({ manifest_version: 3, background: { scripts: ['background.js'] } });
  expect(firefox).not.toHaveProperty('background.service_worker');
});

test('it says which Firefox it needs, and that it collects nothing', () => {
  expect(firefox).toMatchObject({
    browser_specific_settings: {
      gecko: { strict_min_version: '140.0', data_collection_permissions: { required: ['none'] } },
    },
  });
});

test('nothing is in it that only Chromium knows', () => {
  for (const key of ['minimum_chrome_version', 'key', 'storage']) expect(firefox).not.toHaveProperty(key);
  expect(JSON.stringify(firefox)).not.toContain('use_dynamic_url');
});
