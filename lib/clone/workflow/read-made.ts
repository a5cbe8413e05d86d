import { type CreatedEntry, listOriginsUnder, listCreatedSince } from '../../kaltura/entry-lists.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import type { Run } from '../job/run.ts';
import type { Receipt } from '../parts/receipt.ts';
import { askForList, wholeLists } from '../reading/lists.ts';
import { sendInParts } from '../reading/pace.ts';

/**
 * Whether no request of this job was carried out twice, nor one whose answer was lost: each leaves a receipt, in the
 * database and before it makes anything else, and there are none but those of the requests that were answered. So nothing
 * of this job's stands anywhere that is not known.
 */
export const isMadeOnce = (receipts: readonly Receipt[] | undefined, own: readonly string[]): boolean =>
  receipts !== undefined && own.length > 0 && receipts.every(({ id }) => own.includes(id));

/** What more this job may have made than is known. */
export interface Made {
  /** What stands below the copy, by the search index. */
  readonly under: readonly CreatedEntry[];
  /** What the user has made since the room was read. */
  readonly made: readonly CreatedEntry[];
}

/** Where each request is known to be carried out once. */
export const NOTHING_MADE: Result<Made> = succeeded({ under: [], made: [] });

/**
 * What stands below these entries of ours, and what the user has made. What is our own every list shows.
 * @param most how many calls go into a request
 */
export async function readMade(run: Run, parents: readonly EntryId[], most: number): Promise<Result<Made>> {
  const chain = new Multirequest();
  const under = parents.map((id) => {
    const asked = askForList(chain, (page) => listOriginsUnder(id, page));
    chain.mayEndHere();
    return asked;
  });
  const made = chain.add(listCreatedSince(run.job.user, run.job.readAt));
  const sent = await sendInParts(run.client, chain, most);
  if (!sent.ok) return sent;
  const lists = await wholeLists(run.client, sent.value, under);
  const all = sent.value.read(made);
  return succeeded({
    under: lists.flatMap((list) => (list.ok ? list.value : [])),
    made: all.ok ? all.value.objects : [],
  });
}
