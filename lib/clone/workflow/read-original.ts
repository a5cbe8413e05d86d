import { type Entry, findEntry, getEntries, getEntry } from '../../kaltura/entry.ts';
import type { ChildSummary } from '../../kaltura/entry-lists.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { type Answers, Multirequest, type Slot } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { isBreakout, type Room } from '../../room/room.ts';
import type { Job } from '../job/record.ts';
import { IDS_A_CALL } from '../reading/attached.ts';
import { chunks } from '../reading/chunks.ts';
import { readChildrenOf } from '../reading/tree.ts';

/** Times are whole seconds, and servers' clocks differ: what was changed just before it was read may have been again. */
export const JUST_NOW_S = 10;
/** READY: a clone changes the original of every other status (docs/facts/kaltura-api.md#8-what-a-clone-holds). */
const READY = '2';

/** What has been asked for of the original. @param listed what stands below it, by the search index */
export type AskedOriginal = (
  answers: Answers,
  listed: readonly ChildSummary[],
) => Promise<Result<Pick<Room, 'entry' | 'children'>>>;

/**
 * Asks for the original, as the copy was made from it. Whether it is there is asked, and no more, where it had not
 * changed for a while when it was read: the request that made the copy asked for it unchanged since then, and what came
 * later is not in the copy. So are those of its children of which the time of the last change tells enough.
 * @param job as it stands in the journal now
 * @param due what was to be copied of its children
 * @param most how many calls go into a request
 */
export function askForOriginal(
  chain: Multirequest,
  { job, client }: { readonly job: Job; readonly client: KalturaClient },
  { original, due, most }: { readonly original: Room; readonly due: readonly Entry[]; readonly most: number },
): AskedOriginal {
  const isOld = ({ updatedAt }: Entry): boolean => updatedAt < job.readAt - JUST_NOW_S;
  const isSettled = (child: Entry): boolean => child.status === READY && isOld(child);
  const { entry } = original;
  // By the record: its time is that of the request that made the copy, also where it was not as it was read any more.
  const itself = chain.add<Entry | Pick<Entry, 'id'>>(
    isOld(job.original.entry) ? findEntry(entry.id) : getEntry(entry.id),
  );
  const whole = askByIds(
    chain,
    due.filter((child) => !isSettled(child)),
  );
  return async (answers, listed) => {
    const now = answers.read(itself);
    if (!now.ok) return now;
    const named = readByIds(answers, whole);
    if (!named.ok) return named;
    const changedAt = new Map<EntryId, number>(listed.map((place) => [place.id, place.updatedAt]));
    const unchanged = due.filter((child) => isSettled(child) && changedAt.get(child.id) === child.updatedAt);
    const read = byId([...named.value, ...unchanged]);
    // Changed since, or deleted, or not listed yet; or shown by lists alone: the session's filter keeps some from a call
    // that names them.
    const left = due.filter(({ id }) => !read.has(id));
    const again = await readAgain(client, left, placesIn(original), most);
    if (!again.ok) return again;
    const all = new Map([...again.value, ...read]);
    return succeeded({
      entry: 'updatedAt' in now.value ? now.value : entry,
      children: due.flatMap(({ id }) => all.get(id) ?? []),
    });
  };
}

/** Children by their ids, and by lists: what a call that names them answers counts. */
async function readAgain(
  client: KalturaClient,
  children: readonly Entry[],
  places: readonly EntryId[],
  most: number,
): Promise<Result<ReadonlyMap<EntryId, Entry>>> {
  if (children.length === 0) return succeeded(new Map());
  const chain = new Multirequest();
  const slots = askByIds(chain, children);
  const [sent, lists] = await Promise.all([client.send(chain), readChildrenOf(client, places, most)]);
  if (!sent.ok) return sent;
  if (!lists.ok) return lists;
  const named = readByIds(sent.value, slots);
  return named.ok ? succeeded(byId([...lists.value, ...named.value])) : named;
}

const askByIds = (chain: Multirequest, children: readonly Entry[]): Slot<readonly Entry[]>[] =>
  chunks(
    children.map(({ id }) => id),
    IDS_A_CALL,
  ).map((ids) => chain.add(getEntries(ids)));

function readByIds(answers: Answers, slots: readonly Slot<readonly Entry[]>[]): Result<readonly Entry[]> {
  const read: Entry[] = [];
  for (const slot of slots) {
    const page = answers.read(slot);
    if (!page.ok) return page;
    read.push(...page.value);
  }
  return succeeded(read);
}

const byId = (entries: readonly Entry[]): ReadonlyMap<EntryId, Entry> =>
  new Map(entries.map((entry) => [entry.id, entry]));

/** Type of an entry that has video: what else was filmed of the same lecture stands below it, and may come later. */
const MEDIA = '1';

/** Whether something may come below it, of which nothing was there. */
export const mayHaveChildren = (child: Pick<Entry, 'type'>): boolean =>
  child.type === MEDIA || isBreakout(child);

/** Where children may be: the room, its breakout rooms, its videos, and what had some when it was read. */
export function placesIn({ entry, children }: Room): EntryId[] {
  const parents = new Set(children.map(({ parentEntryId }) => parentEntryId));
  return [
    entry.id,
    ...children.filter((child) => parents.has(child.id) || mayHaveChildren(child)).map(({ id }) => id),
  ];
}
