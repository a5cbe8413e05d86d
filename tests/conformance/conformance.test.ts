import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKaltura, type Running, startKaltura } from '../campus/kaltura/server.ts';
import { loadScenarios, reportLines, runScenario, type Server } from './run.mjs';

const scenarios = await loadScenarios(fileURLToPath(new URL('scenarios/', import.meta.url)));
const kaltura = createKaltura();
let running: Running;
let server: Server;

beforeAll(async () => {
  running = await startKaltura(kaltura);
  const { partnerId, adminSecret, userSecret } = kaltura;
  server = { root: `${running.url}/api_v3`, partnerId, adminSecret, userSecret };
});
afterAll(() => running.close());

describe.concurrent('the campus answers as the genuine server was recorded to', () => {
  test.each(scenarios.map(({ scenario }) => scenario))('$name', { timeout: 60_000 }, async (scenario) => {
    const result = await runScenario(scenario, server, {});
    const failed = result.steps.filter(({ diffs }) => diffs.length > 0);
    expect(failed, reportLines(result, {}).join('\n')).toEqual([]);
  });
});
