import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { median, type Table } from './area.ts';
import { svgOf } from './plot.ts';
import { tableText } from './print.ts';
import { openWire } from './wire.ts';

test('medians, of odd and of even many', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
});

const TABLE: Table = {
  title: 'T',
  columns: ['way', 'ms'],
  rows: [
    ['ours', 7],
    ['theirs', undefined],
  ],
  notes: ['a note'],
};

test('a table has its columns in line, and what was not measured as a dash', () => {
  expect(tableText(TABLE).split('\n')).toEqual([
    'T',
    '',
    'way     ms',
    'ours     7',
    'theirs   –',
    '  a note',
    '',
  ]);
});

test('a plot has a bar for each value that there is, and no markup of its labels', () => {
  const svg = svgOf({
    ...{ file: 'f', title: 'a < b', unit: 'ms', series: ['x', 'y'] },
    groups: [{ label: '1', values: [3, undefined] }],
  });
  expect(svg).toContain('a &lt; b (ms)');
  // The ground, a sign for each series, and one bar.
  expect(svg.match(/<rect /g)).toHaveLength(1 + 2 + 1);
});

test('a label that is longer than its bars are wide stands in several lines', () => {
  const groups = Array.from({ length: 8 }, () => ({ label: 'a list of 500 rows in batches', values: [1] }));
  const svg = svgOf({ file: 'f', title: 't', unit: 'ms', series: ['x'], groups });
  expect(svg).not.toContain('a list of 500 rows');
  expect(svg).toContain('>a list of 500<');
});

test('the README shows each plot that is kept for it, and no other', () => {
  const root = join(import.meta.dirname, '../..');
  const shown = readFileSync(join(root, 'README.md'), 'utf8').split('docs/bench/').slice(1);
  const names = shown.map((text) => text.slice(0, text.indexOf(')')));
  expect(names.toSorted()).toEqual(readdirSync(join(root, 'docs/bench')).toSorted());
});

test('the wire counts requests, calls, bytes, and the requests that wait for each other', async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('12345'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, as just asked
  const wire = await openWire(`http://127.0.0.1:${port}`);
  const send = async (body: object): Promise<string> =>
    (await fetch(wire.url, { method: 'POST', body: JSON.stringify(body) })).text();
  // The two that are sent together are both on their way before either is answered.
  wire.begin({ latencyMs: 40 });
  await Promise.all([send({ 1: {}, 2: {} }), send({})]);
  const saved = performance.now();
  expect(await send({})).toBe('12345');
  expect(wire.counts()).toEqual({
    ...{ requests: 3, calls: 4, roundTrips: 2 },
    ...{ bytesSent: 19, bytesReceived: 15 },
  });
  expect(wire.counts(saved)).toEqual({
    ...{ requests: 1, calls: 1, roundTrips: 1 },
    ...{ bytesSent: 2, bytesReceived: 5 },
  });
  await wire.close();
  server.close();
});
