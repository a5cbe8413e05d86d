import { describe, expect, test } from 'vitest';
import { cloneEntry } from '../../kaltura/entry-changes.ts';
import type { Failure } from '../../kaltura/transport/failure.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { failed, succeeded } from '../../kaltura/transport/result.ts';
import { entry, id } from '../../room/samples.ts';
import { addReceipt, addRoomReceipt, receiptsOf } from './receipt.ts';
import { COPY_ID, ORIGINAL_ID, sampleJob } from '../samples.ts';

const CHILD = entry('1_childone', { parentEntryId: ORIGINAL_ID });
const job = sampleJob({ original: { ...sampleJob().original, children: [CHILD] } });
const token = (of: string, fileName: string) => ({ id: of, fileName });
const read = (tokens: readonly { id: string; fileName: string }[], totalCount = tokens.length) =>
  receiptsOf(job, succeeded({ objects: [...tokens], totalCount }));

describe('a receipt', () => {
  test('names the job and the step, and behind a clone what that made, by the server’s own token', () => {
    const chain = new Multirequest();
    const clone = chain.add(cloneEntry(id(ORIGINAL_ID)));
    addRoomReceipt(chain, job, '7.3', clone);
    addReceipt(chain, job, 'children/1/1/1');
    const sent = JSON.parse(JSON.stringify(chain.toBody())) as Record<string, unknown>; // as it is sent
    const add = (fileName: string) => ({
      ...{ service: 'uploadToken', action: 'add' },
      uploadToken: { fileName },
    });
    expect(Object.values(sent)).toMatchObject([
      { action: 'clone' },
      add('clone-room|job|room|7.3|{1:result:id}'),
      add('clone-room|job|children/1/1/1|'),
    ]);
  });

  test('is read as it was written', () => {
    const tokens = [
      token('a', `clone-room|job|room|${COPY_ID}`),
      token('b', 'clone-room|job|children/1/1/1|'),
      token('c', 'clone-room|job|room|'),
      token('d', `clone-room|job|room|7.3|${COPY_ID}`),
      token('e', 'clone-room|job|room|7.3|'),
    ];
    expect(read(tokens)).toEqual([
      { id: 'a', step: 'room', made: COPY_ID },
      { id: 'b', step: 'children/1/1/1', made: undefined },
      { id: 'c', step: 'room', made: undefined },
      { id: 'd', step: 'room', request: '7.3', made: COPY_ID },
      { id: 'e', step: 'room', request: '7.3', made: undefined },
    ]);
  });

  test.each([
    ['of another job', `clone-room|job-2|room|${COPY_ID}`],
    ['of a job whose id begins alike', `clone-room|jobs|room|${COPY_ID}`],
    ['of something else that uploads', 'film.mp4'],
    ['that only holds the mark', `x clone-room|job|room|${COPY_ID}`],
    ['without a name', ''],
    ['that names the original', `clone-room|job|room|${ORIGINAL_ID}`],
    ['that names a part of the original', `clone-room|job|room|${CHILD.id}`],
  ])('%s is none of ours', (_, fileName) => {
    expect(read([token('a', fileName)])).toEqual([]);
  });

  test.each(['no id', '{1:result:id}', '0', `${COPY_ID} `, '1_copyroom; 1_another0'])(
    'that names no entry (%j) names none',
    (made) => {
      expect(read([token('a', `clone-room|job|room|${made}`)])).toEqual([
        { id: 'a', step: 'room', made: undefined },
      ]);
    },
  );
});

describe('nothing follows from receipts that cannot be read', () => {
  test.each<Failure>([
    { kind: 'noRight', code: 'SERVICE_FORBIDDEN' },
    { kind: 'outcomeUnknown', cause: 'network', retryAfter: undefined },
  ])('%j', (failure) => {
    expect(receiptsOf(job, failed(failure))).toBeUndefined();
  });

  test('nor from a list that does not end with its first page', () => {
    expect(read([token('a', `clone-room|job|room|${COPY_ID}`)], 2)).toBeUndefined();
  });
});
