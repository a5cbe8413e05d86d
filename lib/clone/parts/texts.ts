import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { type Entry, getEntry } from '../../kaltura/entry.ts';
import { updateAndGetEntry } from '../../kaltura/entry-changes.ts';
import type { Failure } from '../../kaltura/transport/failure.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { checkTexts } from '../../room/parts/texts.ts';
import type { PartReport } from '../../room/report/report.ts';
import type { RoomTexts, TextField } from '../../room/texts/texts.ts';
import type { Job, StoredTexts, WantedTexts } from '../job/record.ts';
import type { Run } from '../job/run.ts';
import { refusedAll } from '../job/follow-up.ts';
import type { StepResult } from '../engine/steps.ts';
import type { SetPart } from './part.ts';

/** Name, description and tags, as the teacher wants them. */
export const texts: SetPart = { copy: storeWanted, check: checkLine };

export interface TextsOutcome {
  readonly stored: StoredTexts;
  /** The room as the server answered after the last text that it took. */
  readonly entry: Entry | undefined;
  /** Whether the room was as the job left it before, where it had left it: nobody else had worked in it. */
  readonly untouched: boolean;
  /** The texts that were sent; left out: all of them. */
  readonly sent?: readonly TextField[];
}

const FIELDS = ['name', 'description', 'tags'] as const satisfies readonly TextField[];

/** Stores the texts until the server has what was saved last. A job without a room has none to store. */
async function storeWanted(run: Run): Promise<void> {
  for (;;) {
    const job = await run.record();
    const { wanted, stored, room } = job;
    if (room === undefined || (stored && stored.revision >= wanted.revision)) return;
    const result = await storeTexts(run, room, job);
    if (!result.ok) {
      // Nothing of this revision was stored: the report says so, and the earlier texts stay.
      await run.note({ kind: 'textsStored', stored: refusedAll(wanted.texts, wanted.revision) });
      continue;
    }
    const { stored: now, entry, untouched, sent = FIELDS } = result.value;
    await run.note({
      kind: 'textsStored',
      stored: now,
      ...(entry && { line: checkLine({ ...job, wanted: asSent(wanted, entry, sent), stored: now }, entry) }),
      ...(entry && untouched && { leftAt: entry.updatedAt }),
    });
  }
}

/** What is to be found in the room: of what was not sent, whatever is there. */
const asSent = (wanted: WantedTexts, entry: Entry, sent: readonly TextField[]): WantedTexts => {
  const { name, description, tags } = { ...entry, ...only(sent, wanted.texts) };
  return { ...wanted, texts: { name, description, tags } };
};

const only = (fields: readonly TextField[], texts: RoomTexts): Partial<RoomTexts> =>
  Object.fromEntries(fields.map((field) => [field, texts[field]]));

/**
 * The texts that an edit is about. A room that is finished is everybody's who may edit it: what was written into it
 * elsewhere since stays, unless the same text is changed here.
 */
function edited({ wanted, stored, state }: Job): readonly TextField[] {
  if (state.kind !== 'ready' || !stored) return FIELDS;
  return FIELDS.filter(
    (field) => wanted.texts[field] !== stored.texts[field] || stored.refused.includes(field),
  );
}

/** The report's line on texts, after an edit of a room that is ready. */
function checkLine(job: Job, entry: Entry): PartReport {
  return checkTexts({
    original: job.original,
    copy: { ...job.original, entry },
    copies: new Map(),
    wanted: job.wanted.texts,
    refusedTexts: job.stored?.refused ?? [],
    user: job.user,
    ...job.options,
    leftOut: [],
    gone: [],
    loose: new Set(),
    now: 0,
  });
}

/**
 * Stores a revision of the texts in plain calls, in which the server replaces no tokens: all together, or one by one
 * where it refuses any of them, so that one refused text does not lose the others.
 */
export function storeTexts(run: Run, room: EntryId, job: Job): Promise<StepResult<TextsOutcome>> {
  const { wanted, original, state } = job;
  const leftAt = state.kind === 'ready' ? state.finished.leftAt : undefined;
  const fields = edited(job);
  return run.steps.repeatable(`texts/${wanted.revision}`, async (attempts): Promise<Result<TextsOutcome>> => {
    const before = leftAt === undefined ? undefined : await run.client.call(getEntry(room));
    if (before?.ok === false) return before;
    const untouched = before?.value.updatedAt === leftAt;
    if (before && fields.length === 0)
      return succeeded({
        stored: { ...wanted, refused: [] },
        ...{ entry: before.value, untouched, sent: fields },
      });
    const sent = await sendTexts(run.client, {
      room,
      wanted,
      fields,
      attempts,
      objectType: original.entry.objectType,
    });
    return sent.ok ? succeeded({ ...sent.value, untouched, sent: fields }) : sent;
  });
}

/** What is sent of the texts. */
interface SentTexts {
  readonly room: EntryId;
  /** Of the original. */
  readonly objectType: string;
  readonly wanted: WantedTexts;
  readonly fields: readonly TextField[];
  /** How often it was tried before. */
  readonly attempts: number;
}

async function sendTexts(
  client: KalturaClient,
  { room, objectType, wanted: { texts, revision }, fields, attempts }: SentTexts,
): Promise<Result<Pick<TextsOutcome, 'stored' | 'entry'>>> {
  const update = (some: Partial<RoomTexts>): Promise<Result<Entry>> =>
    client.call(updateAndGetEntry(room, objectType, some));
  const together = await update(only(fields, texts));
  if (together.ok) return succeeded({ stored: { texts, revision, refused: [] }, entry: together.value });
  if (!isRefusal(together.failure, attempts)) return together;

  const refused: TextField[] = [];
  let entry: Entry | undefined;
  for (const field of fields) {
    const alone = await update({ [field]: texts[field] });
    if (alone.ok) entry = alone.value;
    else if (isRefusal(alone.failure, attempts)) refused.push(field);
    else return alone;
  }
  return succeeded({ stored: { texts, revision, refused }, entry });
}

/** A firewall refuses what it reads in a text, now and then a passing fault looks alike: the second time it counts. */
const isRefusal = (failure: Failure, attempts: number): boolean =>
  failure.kind === 'refused' || (failure.kind === 'intercepted' && attempts > 0);
