import type { ClockAndRandom } from '../engine/steps.ts';
import { MOST_LEVELS, MOST_PARTS } from '../../kaltura/transport/bounds.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import type { Entry } from '../../kaltura/entry.ts';
import {
  type ChildSummary,
  listChildSummaries,
  listChildren,
  listFewChildren,
} from '../../kaltura/entry-lists.ts';
import type { Page } from '../../kaltura/list.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Call } from '../../kaltura/call.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { chunks } from './chunks.ts';
import { askForList, inParallel, wholeLists } from './lists.ts';

/** How many lists of children go into one request at the most, and which holds nothing else. */
const MOST = 100;
/** Fewer are not worth a request of their own. */
const FEWEST = 10;
const REQUESTS_AT_ONCE = 4;
/** Of the 25 s in which an answer must come: a list that is mostly empty takes no longer than the one above it did. */
const LONGEST_MS = 20_000;

/**
 * The children of all these parents, one list each, the requests at the same time. They hold lists alone: whatever
 * else touches an entry before them hides from a co-editor what others put there, where the portal has entitlement
 * (recorded scenario `entitlement-filter-once`).
 * @param most how many lists go into a request
 */
export const readChildrenOf = (
  client: KalturaClient,
  parents: readonly EntryId[],
  most: number,
): Promise<Result<Entry[]>> =>
  readBelow(client, parents, parents.length === 1 ? listChildren : listFewChildren, most);

/** The same, of each child only where it stands. @param beside one more list, which may fail */
export const readPlacesUnder = (
  client: KalturaClient,
  parents: readonly EntryId[],
  most: number,
  beside?: Call<Page<ChildSummary>>,
): Promise<Result<ChildSummary[]>> => readBelow(client, parents, listChildSummaries, most, beside);

type ChildList<T> = (parent: EntryId, page: number) => Call<Page<T>>;

async function readBelow<T extends { readonly id: EntryId }>(
  client: KalturaClient,
  parents: readonly EntryId[],
  list: ChildList<T>,
  most: number,
  beside?: Call<Page<T>>,
): Promise<Result<T[]>> {
  const share = Math.max(FEWEST, Math.ceil(parents.length / REQUESTS_AT_ONCE));
  const batches = chunks(parents, Math.min(most, MOST, share));
  const read = await inParallel(batches, REQUESTS_AT_ONCE, (batch) =>
    readLists(client, batch, list, batch === batches[0] ? beside : undefined),
  );
  const found: T[] = [];
  for (const children of read) {
    if (!children.ok) return children;
    for (const child of children.value) found.push(child);
  }
  return succeeded(found);
}

async function readLists<T extends { readonly id: EntryId }>(
  client: KalturaClient,
  parents: readonly EntryId[],
  list: ChildList<T>,
  beside: Call<Page<T>> | undefined,
): Promise<Result<T[]>> {
  const chain = new Multirequest();
  const asked = parents.map((id) => askForList(chain, (page) => list(id, page)));
  // Behind them: by the first list of a request the server makes its filter for all of it.
  const further = beside && chain.add(beside);
  const answers = await client.send(chain);
  if (!answers.ok) return answers;
  const found: T[] = [];
  for (const children of await wholeLists(client, answers.value, asked)) {
    if (!children.ok) return children;
    for (const child of children.value) found.push(child);
  }
  const more = further && answers.value.read(further);
  if (more?.ok) for (const child of more.value.objects) found.push(child);
  return succeeded(found);
}

/** One level of a tree: what was found below the entries of the level above. */
export type EachLevel = (level: readonly Entry[]) => Promise<void>;

/**
 * Reads what is below these entries, level by level.
 * @param each is called with each level while the next one is being read
 * @returns all that was found, each after its parent, and each once, however the server's parents go round; and how many
 *   milliseconds the first level took
 */
export async function readTree(
  client: KalturaClient,
  roots: readonly EntryId[],
  { now }: Pick<ClockAndRandom, 'now'>,
  each: EachLevel = () => Promise.resolve(),
): Promise<Result<{ readonly entries: readonly Entry[]; readonly msOfFirst: number }>> {
  const found: Entry[] = [];
  const seen = new Set<EntryId>(roots);
  const work: Promise<void>[] = [];
  let depth = 0;
  let msOfFirst: number | undefined;
  for (let parents = roots; parents.length > 0;) {
    const began = now();
    const most =
      msOfFirst === undefined ? MOST : Math.max(1, Math.floor(LONGEST_MS / Math.max(1, msOfFirst)));
    const children = await readChildrenOf(client, parents, most);
    if (!children.ok) return children;
    msOfFirst ??= Math.max(0, now() - began);
    const level = children.value.filter(({ id }) => !seen.has(id) && seen.add(id));
    for (const child of level) found.push(child);
    if (found.length > MOST_PARTS) return failed({ kind: 'tooMuch', bound: 'parts' });
    depth += 1;
    if (depth > MOST_LEVELS && level.length > 0) return failed({ kind: 'tooMuch', bound: 'levels' });
    if (level.length > 0) work.push(each(level));
    parents = level.map(({ id }) => id);
  }
  await Promise.all(work);
  return succeeded({ entries: found, msOfFirst: msOfFirst ?? 0 });
}
