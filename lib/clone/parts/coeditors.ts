import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { getEntry } from '../../kaltura/entry.ts';
import { updateAndGetEntry } from '../../kaltura/entry-changes.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { chosenCoeditors, type Coeditors, coeditorsOf, missingIn } from '../../room/people/coeditors.ts';
import type { PartReport, Report } from '../../room/report/report.ts';
import type { Run } from '../job/run.ts';

/** The co-editors of the room. Deleting the room takes their right: there is nothing else to take back. */
export interface Shared {
  readonly line: PartReport;
  /** The room's `updatedAt` afterwards, where that is known to be ours. */
  readonly leftAt: number | undefined;
}

/**
 * Gives the finished room those co-editors of the original whom the teacher chose by name, and nobody where none was
 * chosen; nor a room with faults: they would meet them before the teacher does. It sets fields to values that are known,
 * so it may be repeated; it reads the room first, and leaves one alone to which somebody has named people meanwhile.
 * @param leftAt the room's `updatedAt` as we left it
 */
export async function shareWithCoeditors(
  run: Run,
  room: EntryId,
  { verdict }: Report,
  leftAt: number,
): Promise<Shared | undefined> {
  const { original, options, user } = run.job;
  const wanted = chosenCoeditors(original.entry, options.coeditors ?? [], user);
  const names = [...new Set([...wanted.edit, ...wanted.publish])];
  if (names.length === 0) return undefined;
  const of = names.length;
  if (verdict === 'faulty')
    return {
      line: { part: 'coeditors', outcome: 'notCopied', of, reason: 'missing', names },
      leftAt: undefined,
    };
  const done = await run.steps.repeatable('coeditors', () => add(run.client, room, wanted, leftAt));
  const missing = done.ok ? done.value.missing : names;
  return { line: lineOf(of, missing), leftAt: done.ok ? done.value.leftAt : undefined };
}

interface Outcome {
  /** Those who have no right in the room. */
  readonly missing: readonly string[];
  readonly leftAt: number | undefined;
}

async function add(
  client: KalturaClient,
  room: EntryId,
  wanted: Coeditors,
  leftAt: number,
): Promise<Result<Outcome>> {
  const before = await client.call(getEntry(room));
  if (!before.ok) return before;
  const entry = before.value;
  const missing = missingIn(entry, wanted);
  // They are there: an earlier try has done it, whose answer was lost.
  if (missing.length === 0) return succeeded({ missing: [], leftAt: entry.updatedAt });
  // Somebody has named people in the room since it was made: theirs is left as it is.
  if (coeditorsOf(entry).length > 0) return succeeded({ missing, leftAt: undefined });
  const after = await client.call(
    updateAndGetEntry(room, entry.objectType, {
      ...(wanted.edit.length > 0 && { entitledUsersEdit: wanted.edit.join(',') }),
      ...(wanted.publish.length > 0 && { entitledUsersPublish: wanted.publish.join(',') }),
    }),
  );
  if (!after.ok) return after;
  return succeeded({
    missing: missingIn(after.value, wanted),
    // Where somebody has worked in the room before that, it stays known.
    leftAt: entry.updatedAt === leftAt ? after.value.updatedAt : undefined,
  });
}

function lineOf(of: number, missing: readonly string[]): PartReport {
  const part = 'coeditors';
  const count = of - missing.length;
  if (count === of) return { part, outcome: 'copied', count, of, notes: [] };
  const reason = 'coeditorsRefused';
  return count === 0
    ? { part, outcome: 'notCopied', of, reason, names: missing }
    : { part, outcome: 'incomplete', count, of, reason, names: missing, notes: [] };
}
