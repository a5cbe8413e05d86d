import { expect, test } from 'vitest';
import { parsePolicy } from '../../settings/policy.ts';
import { logRefused } from './refused-values.ts';

async function logOf(policy: unknown): Promise<readonly string[]> {
  const lines: string[] = [];
  await logRefused(
    { policy: () => Promise.resolve(parsePolicy(policy)) },
    { warn: (line: string) => void lines.push(line) },
  );
  return lines;
}

test('a wrong policy is named in the log by its places, not by its values', async () => {
  const lines = await logOf({ services: ['http://admin:secret@a.example'], fixed: { language: 'iw' } });
  expect(lines).toEqual(['Managed storage: not used, since wrong or unknown: services[0], fixed.language']);
});

test('of a policy that is right the log says nothing', async () => {
  expect(await logOf({ sites: ['moodle.example.edu'] })).toEqual([]);
});
