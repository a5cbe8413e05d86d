import type { Call } from '../../kaltura/call.ts';
import { MOST_PARTS } from '../../kaltura/transport/bounds.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import type { Page } from '../../kaltura/list.ts';
import type { Failure } from '../../kaltura/transport/failure.ts';
import { type Answers, Multirequest, type Slot } from '../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/transport/result.ts';
import { chunks } from './chunks.ts';

/** A list that may have several pages, of which the first is asked for in some request. */
export interface AskedList<T> {
  readonly ask: (page: number) => Call<Page<T>>;
  readonly slot: Slot<Page<T>>;
}

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
export async function wholeLists<T extends { readonly id: unknown }>(
  client: KalturaClient,
  answers: Answers,
  asked: readonly AskedList<T>[],
): Promise<Result<T[]>[]> {
  const firsts = asked.map(({ slot }) => answers.read(slot));
  const wanted = asked.flatMap((list, place) => {
    const first = firsts[place];
    const pages = first?.ok && first.value.totalCount <= MOST_PARTS ? pagesOf(first.value) : 0;
    return Array.from({ length: Math.max(0, pages - 1) }, (_, i) => ({ place, call: list.ask(i + 2) }));
  });
  const pages = await sendAll(client, wanted);
  return firsts.map((first, place) => {
    if (!first.ok) return first;
    if (first.value.totalCount > MOST_PARTS) return failed({ kind: 'tooMuch', bound: 'parts' });
    const once = new Map(first.value.objects.map((object) => [object.id, object]));
    let read = first.value.objects.length;
    for (const page of pages.get(place) ?? []) {
      if (!page.ok) return page;
      // What stood on an earlier page stands for nothing here: among equals a server's order may change from one page to
      // the next, and then another is on none.
      const fresh = page.value.objects.filter(({ id }) => !once.has(id));
      // The same page again and again is no list.
      if (fresh.length === 0) return failed(NOT_WHOLE);
      for (const object of fresh) once.set(object.id, object);
      read += fresh.length;
    }
    return read >= first.value.totalCount ? succeeded([...once.values()]) : failed(NOT_WHOLE);
  });
}

const NOT_WHOLE: Failure = { kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined };

/** How many pages a list has, by what its first one holds; a server that shows few on each is asked so often only. */
function pagesOf<T>({ totalCount, objects }: Page<T>): number {
  return objects.length === 0 ? 1 : Math.min(MOST_PAGES, Math.ceil(totalCount / objects.length));
}

const MOST_PAGES = 100;

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
