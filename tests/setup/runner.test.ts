import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { single } from './results.mjs';
import { inLanes, runSteps, type TestStep } from './runner.mjs';

vi.mock('./packages.mjs', () => ({ ensurePackages: () => Promise.resolve(undefined) }));

const step = (title: string, lane?: string, run = () => Promise.resolve(single(0))): TestStep => ({
  ...{ name: title, title, run },
  ...(lane !== undefined && { lane }),
});

test('only steps that follow each other and have a lane run beside each other', () => {
  const steps = [step('a', '1'), step('b', '2'), step('c', '2'), step('d'), step('e'), step('f', '1')];
  expect(inLanes(steps).map((lanes) => lanes.map((lane) => lane.map(({ title }) => title)))).toEqual([
    [['a'], ['b', 'c']],
    [['d']],
    [['e']],
    [['f']],
  ]);
});

let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

test('what fails in a lane counts, is shown with its output, and stops nothing', async () => {
  const order: string[] = [];
  const run = (title: string, code: number) => async () => {
    order.push(`${title} begins`);
    await new Promise((resolve) => setTimeout(resolve, title === 'slow' ? 30 : 1));
    order.push(`${title} ends`);
    return { ...single(code), output: `output of ${title}` };
  };
  await runSteps([
    ...[step('slow', '1', run('slow', 1)), step('fast', '2', run('fast', 0))],
    step('last', undefined, run('last', 0)),
  ]);
  expect(order).toEqual([
    ...['slow begins', 'fast begins', 'fast ends', 'slow ends', 'last begins', 'last ends'],
  ]);
  const all = said.join('\n');
  expect(all).toMatch(/── slow ──\noutput of slow\nslow: 0 passed, 1 failed in/);
  expect(all).toMatch(/\n2 passed, 1 failed$/);
  expect(process.exitCode).toBe(1);
});

test('steps that are apart stay so when what is between them is not wanted', async () => {
  const order: string[] = [];
  const run = (title: string) => async () => {
    order.push(`${title} begins`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    order.push(`${title} ends`);
    return single(0);
  };
  const steps = [
    step('build', '1', run('build')),
    step('unit', undefined, run('unit')),
    step('browser', '2', run('browser')),
  ];
  await runSteps(steps, ({ title }) => title !== 'unit');
  expect(order).toEqual(['build begins', 'build ends', 'browser begins', 'browser ends']);
});
