import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../setup/browser.mjs';
import { runTool } from '../setup/process.mjs';
import type { Area, Server, Table } from './area.ts';
import { browserCost } from './browser.ts';
import { cloneCost } from './clone.ts';
import { pageCost } from './page.ts';
import { svgOf } from './plot.ts';
import { tableText } from './print.ts';
import { windowOpening } from './window.ts';

/**
 * `npm run bench`: measures, and prints one table or more for each area, with medians of interleaved runs. Writes
 * `.output/bench.json` and the plots beside it; with `--readme` also those that the README shows. `--pages 'a Moodle'`
 * measures of the area `page` those alone whose names begin so.
 */

const AREAS: readonly Area[] = [browserCost, cloneCost, pageCost, windowOpening];

const ROOT = join(import.meta.dirname, '../..');
const RUNS = 5;
const FOLDER = join(ROOT, '.output/bench');
const README_FOLDER = join(ROOT, 'docs/bench');

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    pages: { type: 'string' },
    runs: { type: 'string' },
    readme: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',');
const unknown = only?.filter((name) => !AREAS.some((area) => area.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `No such area: ${unknown.join(', ')}. There are ${AREAS.map(({ name }) => name).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  await bench(AREAS.filter(({ name }) => only?.includes(name) ?? true));
}

async function bench(areas: readonly Area[]): Promise<void> {
  const server = await otherServer();
  const problem = areas.some(({ inBrowser }) => inBrowser !== false) ? await buildForBrowser() : undefined;
  if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  const begun = performance.now();
  const say = (text: string): void =>
    void process.stderr.write(`${Math.round((performance.now() - begun) / 1000)} s: ${text}\n`);
  const measured: Record<string, readonly Table[]> = {};
  const runsOf: Record<string, number> = {};
  for (const { name, measure, ...area } of areas) {
    const runs = (runsOf[name] = Number(values.runs ?? area.runs ?? RUNS));
    const tables = await measure({ runs, server, pages: values.pages, say });
    measured[name] = tables;
    for (const table of tables) {
      console.log(tableText(table));
      for (const goal of table.missed ?? []) console.error(`Not reached: ${goal}`);
      if ((table.missed ?? []).length > 0) process.exitCode = 1;
    }
  }
  mkdirSync(FOLDER, { recursive: true });
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  const made = {
    at: new Date().toISOString(),
    machine,
    server: server?.url ?? 'campus',
    runs: runsOf,
  };
  writeFileSync(
    join(ROOT, '.output/bench.json'),
    `${JSON.stringify({ ...made, areas: measured }, undefined, 2)}\n`,
  );
  for (const folder of values.readme ? [FOLDER, README_FOLDER] : [FOLDER]) {
    mkdirSync(folder, { recursive: true });
    for (const { plot } of Object.values(measured).flat())
      if (plot) writeFileSync(join(folder, `${plot.file}.svg`), svgOf(plot));
  }
}

/** What is measured in a browser is built anew: an older build would be measured as this one. @returns what is wrong */
async function buildForBrowser(): Promise<string | undefined> {
  const browser = await ensureBrowser();
  if ('problem' in browser) return browser.problem;
  const { code, output } = await runTool('wxt', ['build', '--mode', 'e2e'], { capture: true });
  return code === 0 ? undefined : `The extension could not be built:\n${output}`;
}

/**
 * Another server than the emulator: `KALTURA_URL` and `KALTURA_PARTNER_ID`, and a user's KS in `KALTURA_KS` or, with
 * `KALTURA_KS=-`, as the first line of standard input: where no list of processes shows it.
 */
async function otherServer(): Promise<Server | undefined> {
  const { KALTURA_URL: url, KALTURA_PARTNER_ID: partnerId, KALTURA_KS: ks } = process.env;
  if (url === undefined || partnerId === undefined || ks === undefined) return undefined;
  const clean = url.replace(/\/+$/, '').replace(/\/api_v3$/, '');
  return { url: clean, partnerId: Number(partnerId), ks: ks === '-' ? await firstLine() : ks };
}

async function firstLine(): Promise<string> {
  const parts: string[] = [];
  for await (const part of process.stdin.setEncoding('utf8')) parts.push(String(part));
  return parts.join('').split('\n')[0]?.trim() ?? '';
}
