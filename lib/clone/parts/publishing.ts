import { addToCategory, IS_THERE } from '../../kaltura/category.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { getEntry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import type { Gallery } from '../../room/gallery.ts';
import type { PartReport, Report } from '../../room/report/report.ts';
import { isFinal } from '../engine/steps.ts';
import type { Run } from '../job/run.ts';

/** The room in its galleries. Deleting the room takes it out of them: there is nothing else to take back. */
export interface Published {
  readonly line: PartReport;
  /** The room's `updatedAt` afterwards, where it is known: publishing may count as a change of the room. */
  readonly leftAt: number | undefined;
}

/**
 * Publishes the finished room to the galleries that were chosen, and to none where none was; nor a room with faults: its
 * people would meet them before the teacher does. An entry is in a category
 * once, so it may be sent again: what is there already is said, and nothing is done.
 */
export async function publish(run: Run, room: EntryId, { verdict }: Report): Promise<Published | undefined> {
  const { publishTo = [] } = run.job.options;
  if (publishTo.length === 0) return undefined;
  if (verdict === 'faulty') {
    const names = publishTo.map(({ name }) => name);
    const line = {
      part: 'publishing',
      outcome: 'notCopied',
      of: names.length,
      reason: 'missing',
      names,
    } as const;
    return { line, leftAt: undefined };
  }
  const done = await run.steps.repeatable('publish', () => publishIn(run.client, room, publishTo));
  const of = publishTo.length;
  if (!done.ok)
    return {
      line: lineOf(
        of,
        publishTo.map(({ name }) => name),
        false,
      ),
      leftAt: undefined,
    };
  const { refused, pending, leftAt } = done.value;
  return { line: lineOf(of, refused, pending), leftAt };
}

interface Outcome {
  /** The names of the galleries that did not take it. */
  readonly refused: readonly string[];
  readonly pending: boolean;
  readonly leftAt: number;
}

async function publishIn(
  client: KalturaClient,
  room: EntryId,
  galleries: readonly Gallery[],
): Promise<Result<Outcome>> {
  const chain = new Multirequest();
  const asked = galleries.map(({ id, name }) => ({ name, slot: chain.add(addToCategory(room, id)) }));
  const after = chain.add(getEntry(room));
  const answers = await client.send(chain);
  if (!answers.ok) return answers;
  const refused: string[] = [];
  let pending = false;
  for (const { name, slot } of asked) {
    const answer = answers.value.read(slot);
    if (answer.ok) pending ||= answer.value;
    else if ('code' in answer.failure && answer.failure.code === IS_THERE) continue;
    else if (isFinal(answer.failure)) refused.push(name);
    else return answer;
  }
  const entry = answers.value.read(after);
  return entry.ok ? succeeded({ refused, pending, leftAt: entry.value.updatedAt }) : entry;
}

function lineOf(of: number, refused: readonly string[], pending: boolean): PartReport {
  const part = 'publishing';
  const notes = pending ? (['galleryPending'] as const) : [];
  const count = of - refused.length;
  if (count === of) return { part, outcome: 'copied', count, of, notes };
  const reason = 'galleryRefused';
  return count === 0
    ? { part, outcome: 'notCopied', of, reason, names: refused }
    : { part, outcome: 'incomplete', count, of, reason, names: refused, notes };
}
