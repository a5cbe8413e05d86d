import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SERVICES } from './dispatcher.ts';
import { GUESSES } from './guesses.ts';

const SCENARIOS = new URL('../../conformance/scenarios/', import.meta.url);

/** Every `service.action` that a recorded scenario calls, in lower case. */
function recorded(): Set<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      const { service, action } = value as { service?: unknown; action?: unknown }; // an object, as just checked
      if (typeof service === 'string' && typeof action === 'string')
        found.add(`${service}.${action}`.toLowerCase());
      Object.values(value).forEach(walk);
    }
  };
  for (const file of readdirSync(SCENARIOS)) walk(JSON.parse(readFileSync(new URL(file, SCENARIOS), 'utf8')));
  return found;
}

const actions = Object.entries(SERVICES).flatMap(([service, all]) =>
  Object.keys(all).map((action) => `${service}.${action}`),
);

test('what the emulator answers was recorded, or stands in the list of guesses with its source', () => {
  const known = recorded();
  const guessed = new Set(GUESSES.flatMap(({ of }) => of).map((name) => name.toLowerCase()));
  expect(actions.filter((name) => !known.has(name) && !guessed.has(name))).toEqual([]);
});

test('each guess is about something that the emulator answers, and says where it comes from', () => {
  for (const { of, what, source } of GUESSES) {
    for (const name of of) expect(actions).toContain(name.toLowerCase());
    expect(what).not.toBe('');
    expect(source).toMatch(/\w{4}/);
  }
  console.log(`The emulated Kaltura: ${GUESSES.length} guesses about ${actions.length} actions`);
});
