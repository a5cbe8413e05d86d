import { type Entry, getEntries } from '../../kaltura/entry.ts';
import type { EntryCopy } from '../../kaltura/entry-changes.ts';
import type { Failure } from '../../kaltura/transport/failure.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { doubtOf, knownIds } from '../../room/proof.ts';
import type { Run } from '../job/run.ts';

/**
 * Whether the server's own words prove that an entry is a copy which this job has asked for. In the request that makes a
 * room, the updates behind the clone go by its result's token: what a server takes that for, nobody can guard. But
 * nothing more is sent to an entry that is not proved, and nothing of it is undone.
 */
export type Proof = (source: string | undefined, copy: EntryCopy) => boolean;

/**
 * What proves that an answer names a copy of this job: made since it was read, by its user, and no entry that was
 * there.
 */
export async function proofFor(run: Run): Promise<Proof> {
  const { original, user, readAt } = await run.record();
  const others = (await run.journal.jobs()).flatMap(({ id, room }) =>
    id === run.job.id ? [] : (room ?? []),
  );
  const known = new Set([...knownIds(original.entry, original.children), ...others]);
  return (source, copy) => doubtOf(copy, { source, known, since: readAt, user }) === undefined;
}

/** What the job is told of a copy that is not proved: for good, and no request follows. */
export const NOT_PROVED: Failure = { kind: 'refused', code: 'NOT_PROVED_NEW', field: undefined };

/** Those of these entries that are proved to be copies of the original, or of a part of it, made under the new room. */
export async function provedEntries(run: Run, ids: readonly EntryId[]): Promise<Result<readonly EntryId[]>> {
  if (ids.length === 0) return succeeded([]);
  const read = await run.client.call(getEntries(ids));
  if (!read.ok) return read;
  const proved = await proofFor(run);
  const { original, room } = await run.record();
  const isOurs = (entry: Entry): boolean =>
    entry.rootEntryId === original.entry.id || (room !== undefined && entry.parentEntryId === room);
  return succeeded(
    read.value.flatMap((entry) =>
      ids.includes(entry.id) && isOurs(entry) && proved(entry.rootEntryId, entry) ? [entry.id] : [],
    ),
  );
}
