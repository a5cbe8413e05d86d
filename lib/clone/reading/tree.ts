import { MOST_LEVELS, MOST_PARTS } from '../../kaltura/bounds.ts';
import type { KalturaClient } from '../../kaltura/client.ts';
import {
  type Entry,
  type EntryPlace,
  listChildPlaces,
  listWholeChildren,
  listChildren,
  type Page,
} from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Call } from '../../kaltura/call.ts';
import { Multirequest } from '../../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/result.ts';
import { chunks } from './chunks.ts';
import { askForList, inParallel, wholeLists } from './lists.ts';

/** How many lists of children go into one request, which holds nothing else. */
const LISTS_A_REQUEST = 100;
const REQUESTS_AT_ONCE = 4;

/**
 * The children of all these parents, one list each, the requests at the same time. They hold lists alone: whatever
 * else touches an entry before them hides from a co-editor what others put there, where the portal has entitlement
 * (recorded scenario `entitlement-filter-once`).
 */
export const readChildrenOf = (
  client: KalturaClient,
  parents: readonly EntryId[],
): Promise<Result<Entry[]>> =>
  readBelow(client, parents, parents.length === 1 ? listChildren : listWholeChildren);

/** The same, of each child only where it stands. */
export const readPlacesUnder = (
  client: KalturaClient,
  parents: readonly EntryId[],
): Promise<Result<EntryPlace[]>> => readBelow(client, parents, listChildPlaces);

type ChildList<T> = (parent: EntryId, page: number) => Call<Page<T>>;

async function readBelow<T extends EntryPlace>(
  client: KalturaClient,
  parents: readonly EntryId[],
  list: ChildList<T>,
): Promise<Result<T[]>> {
  const batches = chunks(parents, LISTS_A_REQUEST);
  const read = await inParallel(batches, REQUESTS_AT_ONCE, (batch) => readLists(client, batch, list));
  const found: T[] = [];
  for (const children of read) {
    if (!children.ok) return children;
    for (const child of children.value) found.push(child);
  }
  return succeeded(found);
}

async function readLists<T extends EntryPlace>(
  client: KalturaClient,
  parents: readonly EntryId[],
  list: ChildList<T>,
): Promise<Result<T[]>> {
  const chain = new Multirequest();
  const asked = parents.map((id) => askForList(chain, (page) => list(id, page)));
  const answers = await client.send(chain);
  if (!answers.ok) return answers;
  const found: T[] = [];
  for (const children of await wholeLists(client, answers.value, asked)) {
    if (!children.ok) return children;
    for (const child of children.value) found.push(child);
  }
  return succeeded(found);
}

/** One level of a tree: what was found below the entries of the level above. */
export type EachLevel = (level: readonly Entry[]) => Promise<void>;

/**
 * Reads what is below these entries, level by level.
 * @param each is called with each level while the next one is being read
 * @returns all that was found, each after its parent, and each once, however the server's parents go round
 */
export async function readTree(
  client: KalturaClient,
  roots: readonly EntryId[],
  each: EachLevel = () => Promise.resolve(),
): Promise<Result<Entry[]>> {
  const found: Entry[] = [];
  const seen = new Set<EntryId>(roots);
  const work: Promise<void>[] = [];
  let depth = 0;
  for (let parents = roots; parents.length > 0;) {
    const children = await readChildrenOf(client, parents);
    if (!children.ok) return children;
    const level = children.value.filter(({ id }) => !seen.has(id) && seen.add(id));
    for (const child of level) found.push(child);
    if (found.length > MOST_PARTS) return failed({ kind: 'tooMuch', bound: 'parts' });
    depth += 1;
    if (depth > MOST_LEVELS && level.length > 0) return failed({ kind: 'tooMuch', bound: 'levels' });
    if (level.length > 0) work.push(each(level));
    parents = level.map(({ id }) => id);
  }
  await Promise.all(work);
  return succeeded(found);
}
