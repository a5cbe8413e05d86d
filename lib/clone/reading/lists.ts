import type { Call } from '../../kaltura/call.ts';
import type { KalturaClient } from '../../kaltura/client.ts';
import type { Page } from '../../kaltura/entry.ts';
import { type Answers, Multirequest, type Slot } from '../../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/result.ts';
import { chunks } from './chunks.ts';

/** A list that may have several pages, of which the first is asked for in some request. */
export interface AskedList<T> {
  readonly ask: (page: number) => Call<Page<T>>;
  readonly slot: Slot<Page<T>>;
}

/** Longer lists are given up as unreadable: 20,000 objects. */
const MOST_PAGES = 40;
/** Each page may hold 500 objects: bounded, so that one request stays small. */
const PAGES_A_REQUEST = 10;
/** Browsers keep six connections to a host. */
const REQUESTS_AT_ONCE = 4;

/** Asks for the first page of a list. */
export function askForList<T>(chain: Multirequest, ask: (page: number) => Call<Page<T>>): AskedList<T> {
  return { ask, slot: chain.add(ask(1)) };
}

/**
 * The whole lists of which these answers hold the first pages: all further pages of all of them are asked for at once.
 * Each list fails by itself, also where it is not whole in the end.
 * @returns the results in the order of `asked`
 */
export async function wholeLists<T>(
  client: KalturaClient,
  answers: Answers,
  asked: readonly AskedList<T>[],
): Promise<Result<T[]>[]> {
  const firsts = asked.map(({ slot }) => answers.read(slot));
  const wanted = asked.flatMap((list, place) => {
    const first = firsts[place];
    const pages = first?.ok ? pagesOf(first.value) : 0;
    if (pages > MOST_PAGES) return [];
    return Array.from({ length: Math.max(0, pages - 1) }, (_, i) => ({ place, call: list.ask(i + 2) }));
  });
  const pages = await sendAll(client, wanted);
  return firsts.map((first, place) => {
    if (!first.ok) return first;
    const all = [...first.value.objects];
    for (const page of pages.get(place) ?? []) {
      if (!page.ok) return page;
      all.push(...page.value.objects);
    }
    if (all.length >= first.value.totalCount) return succeeded(all);
    return failed({ kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined });
  });
}

/** How many pages a list has, by what its first one holds. */
function pagesOf<T>({ totalCount, objects }: Page<T>): number {
  return objects.length === 0 ? 1 : Math.ceil(totalCount / objects.length);
}

async function sendAll<T>(
  client: KalturaClient,
  wanted: readonly { readonly place: number; readonly call: Call<Page<T>> }[],
): Promise<ReadonlyMap<number, Result<Page<T>>[]>> {
  const pages = new Map<number, Result<Page<T>>[]>();
  const batches = chunks(wanted, PAGES_A_REQUEST);
  const sent = await inParallel(batches, REQUESTS_AT_ONCE, async (batch) => {
    const chain = new Multirequest();
    const slots = batch.map(({ call }) => chain.add(call));
    const answers = await client.send(chain);
    return slots.map((slot) => (answers.ok ? answers.value.read(slot) : answers));
  });
  for (const [i, { place }] of wanted.entries()) {
    const page = sent.flat()[i];
    if (page) pages.set(place, [...(pages.get(place) ?? []), page]);
  }
  return pages;
}

/** The work for each item, so many at once, with the results in the items' order. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (const batch of chunks(items, atOnce)) results.push(...(await Promise.all(batch.map(work))));
  return results;
}
