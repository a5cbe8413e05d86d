import { expect, test } from 'vitest';
import { addMetadata } from './metadata.ts';
import { exception, scene } from '../../samples.ts';

const ROW = { id: 1, metadataProfileId: 5, objectId: 'x', xml: '<x/>' };
const row = (copy: string, xml = '<x/>') => ({ copy, metadataProfileId: 5, xml });

test('metadata go to the copies in batches of twenty; texts that hold a token go alone', async () => {
  const sent: unknown[] = [];
  const { run, asked, journal } = await scene((_, { objectId, metadataProfileId, xmlData }) => {
    sent.push([objectId, metadataProfileId, xmlData]);
    return ROW;
  });
  const many = Array.from({ length: 21 }, (_, i) => row(`copy${i}`));
  await addMetadata(run, [row('own', '{1:result:id}'), ...many], 'cuePoints');
  expect(asked.map((calls) => calls.length)).toEqual([1, 20, 1]);
  expect(sent.slice(0, 2)).toEqual([
    ['own', 5, '{1:result:id}'],
    ['copy0', 5, '<x/>'],
  ]);
  expect((await journal.steps('job')).map(({ name }) => name)).toEqual([
    ...['cuePoints/metadata/own/1', 'cuePoints/metadata/1', 'cuePoints/metadata/2'],
  ]);
});

test('none need no request', async () => {
  const { run, asked } = await scene(() => ROW);
  await addMetadata(run, [], 'cuePoints');
  expect(asked).toEqual([]);
});

test.each([
  ['METADATA_ALREADY_EXISTS', 'done'],
  ['ACTION_BLOCKED', 'rolledBack'],
  ['INTERNAL_SERVERL_ERROR', 'rolledBack'],
])('where one answers %s the step is %s', async (code, state) => {
  for (const [xml, name] of [
    ['<x/>', 'cuePoints/metadata/1'],
    ['{1:result:id}', 'cuePoints/metadata/own/1'],
  ] as const) {
    const { run, journal } = await scene(() => exception(code));
    await addMetadata(run, [row('copy', xml)], 'cuePoints').catch(() => undefined);
    expect((await journal.step('job', name))?.state).toBe(state);
  }
});
