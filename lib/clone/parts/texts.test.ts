import { expect, test } from 'vitest';
import type { TextField } from '../../room/texts/texts.ts';
import type { Job } from '../job/record.ts';
import { type Answer, body, COPY_ID, exception, Lost, sampleJob, scene } from '../samples.ts';
import { storeTexts } from './texts.ts';

const TEXTS = { name: 'Algebra', description: '<p>x</p>', tags: 'a, b' };
const wanted = { texts: TEXTS, revision: 3 };
const REFUSED = exception('PROPERTY_VALIDATION_ERROR');

/** Stores the texts at a server that takes each update that `answer` says nothing else of; tells what was sent. */
async function store(answer: (fields: object, nth: number) => unknown, fields: Partial<Job> = {}) {
  const sent: object[] = [];
  const server: Answer = (action, params) => {
    if (action === 'baseEntry.get') return body(COPY_ID, { updatedAt: 5 });
    sent.push({ ...(params['baseEntry'] as object) });
    return answer(params['baseEntry'] as object, sent.length) ?? body(COPY_ID, { updatedAt: sent.length });
  };
  const { run, asked, journal } = await scene(server);
  const result = storeTexts(run, COPY_ID, sampleJob({ wanted, ...fields }));
  return { result, sent, asked, journal };
}

test('all texts are stored in one plain call', async () => {
  const { result, sent, asked } = await store(() => undefined);
  expect(await result).toMatchObject({
    ok: true,
    value: {
      stored: { texts: TEXTS, revision: 3, refused: [] },
      entry: { id: COPY_ID, updatedAt: 1 },
      untouched: true,
    },
  });
  expect(sent).toEqual([{ objectType: 'KalturaRoomEntry', ...TEXTS }]);
  expect(asked).toEqual([['baseEntry.update']]);
});

test('a revision is stored once', async () => {
  const { result, asked, journal } = await store(() => undefined);
  await result;
  expect(await journal.step('job', 'texts/3')).toMatchObject({ state: 'done' });
  expect(asked).toHaveLength(1);
});

const readyAt = (leftAt: number) =>
  ({ kind: 'ready', finished: { report: { verdict: 'complete', parts: [] }, leftAt } }) as const;

test.each([
  [5, true],
  [4, false],
])('of a room that was left at %i: untouched %s', async (leftAt, untouched) => {
  const { result, asked } = await store(() => undefined, { state: readyAt(leftAt) });
  expect(await result).toMatchObject({ value: { untouched } });
  expect(asked).toEqual([['baseEntry.get'], ['baseEntry.update']]);
});

const stored = (fields: Partial<typeof TEXTS>, refused: readonly TextField[] = []) => ({
  stored: { texts: { ...TEXTS, ...fields }, revision: 2, refused },
});

test.each<[string, Partial<Job>, object[]]>([
  ['the name alone', stored({ name: 'Before' }), [{ name: 'Algebra' }]],
  ['name and tags', stored({ name: 'Before', tags: '' }), [{ name: 'Algebra', tags: 'a, b' }]],
  ['a text that was refused before', stored({}, ['tags']), [{ tags: 'a, b' }]],
  ['nothing', stored({}), []],
])(
  'of a finished room only what was edited is sent, since others may have written the rest: %s',
  async (_, fields, due) => {
    const { result, sent } = await store(() => undefined, { state: readyAt(5), ...fields });
    expect(await result).toMatchObject({
      ok: true,
      value: { stored: { texts: TEXTS, revision: 3, refused: [] } },
    });
    expect(sent).toEqual(due.map((some) => ({ objectType: 'KalturaRoomEntry', ...some })));
  },
);

test('before a room is finished all of them are sent: nobody else knows it', async () => {
  const { result, sent } = await store(() => undefined, stored({}));
  await result;
  expect(sent).toEqual([{ objectType: 'KalturaRoomEntry', ...TEXTS }]);
});

test('nothing is stored where it cannot be seen whether somebody else has worked in the room', async () => {
  const { run, asked } = await scene(() => exception('ENTRY_ID_NOT_FOUND'));
  const result = await storeTexts(run, COPY_ID, sampleJob({ wanted, state: readyAt(5) }));
  expect(result).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect(asked).toEqual([['baseEntry.get']]);
});

test('one refused text does not lose the others', async () => {
  const { result, sent } = await store((fields) => ('description' in fields ? REFUSED : undefined));
  expect(await result).toMatchObject({
    value: { stored: { texts: TEXTS, revision: 3, refused: ['description'] }, entry: { updatedAt: 4 } },
  });
  expect(sent.slice(1)).toEqual([
    { objectType: 'KalturaRoomEntry', name: 'Algebra' },
    { objectType: 'KalturaRoomEntry', description: '<p>x</p>' },
    { objectType: 'KalturaRoomEntry', tags: 'a, b' },
  ]);
});

test('where all are refused there is nothing new of the room', async () => {
  const { result } = await store(() => REFUSED);
  expect(await result).toMatchObject({
    value: { stored: { refused: ['name', 'description', 'tags'] }, entry: undefined },
  });
});

test('who may not edit the room any more is told, without trying each text', async () => {
  const { result, sent } = await store(() => exception('ENTRY_ID_NOT_FOUND'));
  expect(await result).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  expect(sent).toHaveLength(1);
});

test('a text that gets no answer is not called refused: the step waits', async () => {
  const { result } = await store((_, nth) => {
    if (nth === 3) throw new Lost();
    return nth === 1 ? REFUSED : undefined;
  });
  await expect(result).rejects.toMatchObject({
    reason: { kind: 'pause', pause: { until: 'time', problem: { code: 'noAnswer' } } },
  });
});
