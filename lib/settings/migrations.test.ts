import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { migrate, SETTINGS_VERSION } from './migrations.ts';
import { DEFAULTS, parseSettings } from './settings.ts';

/** Settings as a version wrote them. Frozen: what is on teachers' disks does not change either. */
const fixtureOf = (version: number): string => `${import.meta.dirname}/fixtures/v${version}.json`;
const versions = Array.from({ length: SETTINGS_VERSION + 1 }, (_, version) => version);

test.each(versions)('there is a fixture of version %i', (version) => {
  expect(existsSync(fixtureOf(version))).toBe(true);
});

test.each(versions)('nothing that was chosen in version %i is lost', (version) => {
  const stored: unknown = JSON.parse(readFileSync(fixtureOf(version), 'utf8'));
  expect(parseSettings(migrate(stored))).toEqual({
    language: 'he',
    namePattern: '{name} – autumn',
    leaveOut: ['files'],
    settingsFrom: 'template',
    copyActivity: false,
    chatService: 'https://rooms.example.org/chat',
    storyboardService: '',
    notifications: false,
    showBesideNative: true,
  });
});

test('every step from the stored version on is taken, in order', () => {
  const steps = [1, 2, 3].map((step) => (chosen: object) => ({ ...chosen, [`step${step}`]: step }));
  expect(migrate({ a: 1 }, steps)).toEqual({ a: 1, step1: 1, step2: 2, step3: 3 });
  expect(migrate({ version: 2, chosen: { a: 1 } }, steps)).toEqual({ a: 1, step3: 3 });
  expect(migrate({ version: 3, chosen: { a: 1 } }, steps)).toEqual({ a: 1 });
  // Written by a newer version, before this one was put back.
  expect(migrate({ version: 9, chosen: { a: 1 } }, steps)).toEqual({ a: 1 });
});

test.each([
  undefined,
  null,
  'x',
  [],
  { version: 1 },
  { version: -1, chosen: { language: 'he' } },
  { version: 0.5, chosen: { language: 'he' } },
  { version: 1, chosen: 'x' },
])('damaged settings are none: %j', (stored) => {
  expect(parseSettings(migrate(stored))).toEqual(DEFAULTS);
});
