import type { PlacedCuePoint } from '../plans.ts';
import type { Call } from '../../../kaltura/call.ts';
import { addCuePoint, cloneCuePoint, type CreatedCuePoint } from '../../../kaltura/cue-point.ts';
import { mayHaveHappened } from '../../../kaltura/transport/failure.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { addAnnotationMetadata, type CreatedMetadata } from '../../../kaltura/metadata.ts';
import { type Answers, Multirequest, type Slot } from '../../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../../kaltura/transport/result.ts';
import { holdsToken, type ResultToken } from '../../../kaltura/token.ts';
import type { Choice } from '../../../room/choice.ts';
import {
  copyOfCuePoint,
  copyOfMetadata,
  type CuePointItem,
  cuePointItems,
  isClonedByServer,
  isLeftOut,
} from '../../../room/parts/cue-points.ts';
import type { PartProgress } from '../../../room/report/report.ts';
import type { Room } from '../../../room/room.ts';
import { addMetadata, type MissingMetadata } from './metadata.ts';
import { withCuePoints } from '../../job/progress.ts';
import { chunks } from '../../reading/chunks.ts';
import type { Job } from '../../job/record.ts';
import type { Run } from '../../job/run.ts';
import { inTurns, type Lanes, notedSize, type RequestObserver } from '../batches.ts';
import { reconcileCuePoints } from './reconcile.ts';
import { copiedSources, type CuePointOutcome, isOpen, refusedState } from '../outcomes.ts';
import { addReceipt } from '../receipt.ts';

export interface CuePointSlot {
  readonly source: string;
  readonly added: Slot<CreatedCuePoint>;
  readonly metadata: readonly Slot<CreatedMetadata>[];
}

/** A cue point that was refused for the moment is tried so often. */
const ROUNDS = 6;

/** The cue points that a clone holds; none where they are left out or could not be read. */
export function planCuePoints(original: Room, leaveOut: readonly Choice[]): readonly CuePointItem[] {
  return (cuePointItems(original) ?? []).filter((item) => !isLeftOut(item, leaveOut));
}

/** Whether it may go into a multirequest: the server would replace a token in its texts. */
export const isTokenFree = (item: CuePointItem): boolean =>
  !holdsToken(JSON.stringify([copyOfCuePoint(item), item.metadata.map(copyOfMetadata)]));

const copyCall = (item: CuePointItem, entry: EntryId | ResultToken): Call<CreatedCuePoint> =>
  isClonedByServer(item) ? cloneCuePoint(item.cuePoint.id, entry) : addCuePoint(entry, copyOfCuePoint(item));

/**
 * Adds each cue point, and right behind it the metadata that make an announcement of it, by the token of its id: so
 * does Kaltura's own player when somebody asks a question.
 */
export function addCuePoints(
  chain: Multirequest,
  entry: EntryId | ResultToken,
  plans: readonly CuePointItem[],
): CuePointSlot[] {
  return plans.map((item) => {
    const added = chain.add(copyCall(item, entry));
    const rows = item.metadata.map((row) =>
      chain.add(addAnnotationMetadata(added.id(), row.metadataProfileId, copyOfMetadata(row))),
    );
    return { source: item.cuePoint.id, added, metadata: rows };
  });
}

/** As for children: where the server failed while adding one, the whole request counts as lost. */
export function readCuePoints(
  answers: Answers,
  slots: readonly CuePointSlot[],
): Result<readonly CuePointOutcome[]> {
  const outcomes: CuePointOutcome[] = [];
  for (const { source, added, metadata } of slots) {
    const described = metadata.every((row) => answers.read(row).ok);
    const result = outcomeOf(source, answers.read(added), described);
    if (!result.ok) return result;
    outcomes.push(result.value);
  }
  return succeeded(outcomes);
}

function outcomeOf(
  source: string,
  answer: Result<CreatedCuePoint>,
  described: boolean,
): Result<CuePointOutcome> {
  if (answer.ok) return succeeded({ source, state: 'copied', copy: answer.value.id, described });
  if (mayHaveHappened(answer.failure)) return failed(answer.failure);
  return succeeded({ source, state: refusedState(answer.failure) });
}

/**
 * Where each cue point goes. Those of a child that has no copy go nowhere.
 * @param copies entry of the original → its copy, the room's own included
 */
export const placeCuePoints = (
  items: readonly CuePointItem[],
  copies: ReadonlyMap<string, EntryId>,
): PlacedCuePoint[] =>
  items.flatMap((item) => {
    const entry = copies.get(item.cuePoint.entryId);
    return entry === undefined ? [] : [{ item, entry }];
  });

/**
 * Copies the cue points that have no outcome yet, then gives announcements the metadata that they still lack.
 * @param prefix of the steps' names, unique among the calls of one job
 * @returns all outcomes, those that came in included
 */
export async function copyCuePoints(
  run: Run,
  plans: readonly PlacedCuePoint[],
  known: ReadonlyMap<string, CuePointOutcome>,
  prefix: string,
  { atOnce, msPerCall, receipted }: Lanes,
): Promise<ReadonlyMap<string, CuePointOutcome>> {
  const outcomes = new Map(known);
  const underWay = new Set<string>();
  const progressNow = ({ progress, original, options }: Job): PartProgress[] =>
    withCuePoints(progress, original, options.leaveOut, { copied: copiedSources(outcomes), underWay });
  for (let round = 1; round <= ROUNDS; round += 1) {
    const left = plans.filter(({ item }) => isOpen(outcomes.get(item.cuePoint.id)));
    if (left.length === 0) break;
    const together = left.filter(({ item }) => isTokenFree(item));
    const alone = left.filter(({ item }) => !isTokenFree(item)).map((plan) => [plan]);
    const pace = { msPerCall, callsPerPart: 1, round };
    const size = await notedSize(run, `${prefix}/${round}`, together.length, atOnce, pace);
    await inTurns([...chunks(together, size), ...alone], atOnce, async (batch, i) => {
      const sending = async (): Promise<void> => {
        for (const { item } of batch) underWay.add(item.cuePoint.id);
        await run.note((job) => ({ kind: 'sent', progress: progressNow(job) }));
      };
      const ended = await copyBatch(run, `${prefix}/${round}/${i + 1}`, batch, { sending, receipted });
      for (const outcome of ended) outcomes.set(outcome.source, outcome);
      for (const { item } of batch) underWay.delete(item.cuePoint.id);
      await run.note((job) => ({ kind: 'progressed', progress: progressNow(job) }));
    });
  }
  await addMetadata(
    run,
    plans.flatMap(({ item }) => missingMetadata(item, outcomes.get(item.cuePoint.id))),
    prefix,
  );
  return outcomes;
}

const missingMetadata = (
  { metadata }: CuePointItem,
  outcome: CuePointOutcome | undefined,
): MissingMetadata[] =>
  outcome?.state === 'copied' && !outcome.described
    ? metadata.map((row) => ({
        copy: outcome.copy,
        metadataProfileId: row.metadataProfileId,
        xml: copyOfMetadata(row),
      }))
    : [];

async function copyBatch(
  run: Run,
  name: string,
  batch: readonly PlacedCuePoint[],
  observer: RequestObserver,
): Promise<readonly CuePointOutcome[]> {
  const result = await run.steps.creating(name, {
    effect: async () => {
      await observer.sending();
      return sendBatch(run, name, batch, observer);
    },
    reconcile: (intent) =>
      reconcileCuePoints(run, intent, {
        placed: batch,
        isReceipted: batch.every(({ item }) => isTokenFree(item)),
      }),
  });
  return result.ok ? result.value : batch.map(({ item }) => ({ source: item.cuePoint.id, state: 'refused' }));
}

async function sendBatch(
  run: Run,
  name: string,
  batch: readonly PlacedCuePoint[],
  { receipted }: RequestObserver,
): Promise<Result<readonly CuePointOutcome[]>> {
  const [only] = batch;
  if (only && !isTokenFree(only.item)) {
    // A plain call: its texts arrive as they are.
    const { cuePoint, metadata } = only.item;
    const answer = await run.client.call(copyCall(only.item, only.entry));
    const result = outcomeOf(cuePoint.id, answer, metadata.length === 0);
    if (!result.ok) return result;
    // Refused for the moment: the step waits.
    return result.value.state === 'retry' && !answer.ok ? answer : succeeded([result.value]);
  }
  const chain = new Multirequest();
  const receipt = addReceipt(chain, run.job, name);
  const slots = batch.flatMap(({ item, entry }) => addCuePoints(chain, entry, [item]));
  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  const noted = sent.value.read(receipt);
  if (noted.ok) receipted(noted.value.id);
  const [first] = slots;
  const answer = first && sent.value.read(first.added);
  const results = readCuePoints(sent.value, slots);
  const nothing = results.ok && results.value.every(({ state }) => state === 'retry');
  return nothing && answer?.ok === false ? answer : results;
}
