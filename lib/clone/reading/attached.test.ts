import { expect, test } from 'vitest';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { id } from '../../room/samples.ts';
import { type Answer, COPY_ID, exception, page, sampleClient } from '../samples.ts';
import { askForCompared, type Attached } from './attached.ts';

/** What belongs to a copy and to its original, in the same lists. */

const IDS = ['1_aaaaaaaa', '1_bbbbbbbb'].map(id);
const REFUSED = exception('SERVICE_FORBIDDEN', { SERVICE: 'x' });
const row = { id: 1, metadataProfileId: 5, objectId: 'a', xml: '<x/>' };
/** An original that has, or may have, something of everything. */
const SOME: Attached = {
  ...{ attachments: undefined, thumbnails: undefined, metadata: undefined },
  ...{ cuePoints: undefined, cuePointCount: undefined, annotationMetadata: [] },
};

async function ask(metadata: Answer, copies: string[] = [], read = SOME) {
  const chain = new Multirequest();
  const asked = askForCompared(chain, { copies: [COPY_ID], originals: IDS }, { copies, originals: [] }, read);
  const params: Readonly<Record<string, unknown>>[] = [];
  const client = sampleClient((name, sent) => {
    params.push(sent);
    return name === 'metadata_metadata.list' ? metadata(name, sent) : page();
  });
  const answers = await client.send(chain);
  if (!answers.ok) throw new Error(answers.failure.kind);
  return { ...(await asked(client, answers.value)), params };
}

const ofAnnotations = (params: unknown): boolean => JSON.stringify(params).includes('annotationMetadata');

test('the copy has the metadata of its annotations, or does not know them', async () => {
  const rows: Answer = (_, params) => (ofAnnotations(params) ? page(row) : page());
  expect(await ask(rows, ['a'])).toMatchObject({ copy: { annotationMetadata: [row] } });
  const refused: Answer = (_, params) => (ofAnnotations(params) ? REFUSED : page());
  expect(await ask(refused, ['a'])).toMatchObject({ copy: { metadata: [], annotationMetadata: undefined } });
  expect(await ask(rows)).toMatchObject({ copy: { annotationMetadata: [] } });
});

test('each has what belongs to its own entries, of one list; or neither knows', async () => {
  const rows = [
    { ...row, objectId: COPY_ID },
    { ...row, id: 2, objectId: IDS[0] },
  ];
  const { copy, original, params } = await ask(() => page(...rows));
  expect([copy.metadata, original.metadata]).toEqual([[rows[0]], [rows[1]]]);
  const all = [COPY_ID, ...IDS].join(',');
  expect(params).toMatchObject([
    { filter: { entryIdIn: all } },
    { filter: { entryIdIn: all } },
    { filter: { objectIdIn: all } },
    { filter: { entryIdIn: COPY_ID } },
  ]);
  const failed = await ask(() => REFUSED);
  expect([failed.copy.metadata, failed.original.metadata]).toEqual([undefined, undefined]);
});

test('what the original has not is asked for in short, and found all the same', async () => {
  const pages: Answer = (_, { pager }) => ({
    totalCount: 2,
    objects: [{ ...row, objectId: COPY_ID, id: pager === undefined ? 1 : 2 }],
  });
  const { copy, params } = await ask(pages, [], { ...SOME, metadata: [] });
  expect(params.filter(({ responseProfile }) => responseProfile === undefined)).toHaveLength(2);
  expect(copy.metadata?.map(({ id: one }) => one)).toEqual([1, 2]);
});
