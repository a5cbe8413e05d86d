import { addCuePoint, type CuePoint } from '../../kaltura/cue-point.ts';
import { mayHaveHappened } from '../../kaltura/failure.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { addAnnotationMetadata, type Metadata } from '../../kaltura/metadata.ts';
import { type Answers, Multirequest, type Slot } from '../../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/result.ts';
import { holdsToken, type ResultToken } from '../../kaltura/token.ts';
import type { Choice } from '../../room/choice.ts';
import { copyOfCuePoint, type OlderInteraction, olderInteractions } from '../../room/parts/cue-points.ts';
import type { Room } from '../../room/room.ts';
import { addMetadata, type MissingMetadata } from './annotation-metadata.ts';
import { withPart } from '../job/progress.ts';
import { chunks } from '../reading/chunks.ts';
import type { Run } from '../job/run.ts';
import { reconcileCuePoints } from './reconcile.ts';

/** What came of one cue point; the states are those of a child. `described`: it is known to have all its metadata. */
export type CuePointOutcome =
  | { readonly source: string; readonly state: 'copied'; readonly copy: string; readonly described: boolean }
  | { readonly source: string; readonly state: 'retry' }
  | { readonly source: string; readonly state: 'refused' };

export interface CuePointSlot {
  readonly source: string;
  readonly added: Slot<CuePoint>;
  readonly metadata: readonly Slot<Metadata>[];
}

const BATCH = 20;
const ROUNDS = 6;

/** The cue points that a clone holds; none where they are left out or could not be read. */
export function planCuePoints(room: Room, leaveOut: readonly Choice[]): readonly OlderInteraction[] {
  return leaveOut.includes('interactions') ? [] : (olderInteractions(room) ?? []);
}

/** Whether it may go into a multirequest: the server would replace a token in its texts. */
export const isTokenFree = ({ cuePoint, metadata }: OlderInteraction): boolean =>
  ![...Object.values(copyOfCuePoint(cuePoint)), ...metadata.map(({ xml }) => xml)].some(
    (value) => typeof value === 'string' && holdsToken(value),
  );

/**
 * Adds each cue point, and right behind it the metadata that make an announcement of it, by the token of its id: so
 * does Kaltura's own player when somebody asks a question.
 */
export function addCuePoints(
  chain: Multirequest,
  room: EntryId | ResultToken,
  plans: readonly OlderInteraction[],
): CuePointSlot[] {
  return plans.map(({ cuePoint, metadata }) => {
    const added = chain.add(addCuePoint(room, copyOfCuePoint(cuePoint)));
    const rows = metadata.map(({ metadataProfileId, xml }) =>
      chain.add(addAnnotationMetadata(added.id(), metadataProfileId, xml)),
    );
    return { source: cuePoint.id, added, metadata: rows };
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

function outcomeOf(source: string, answer: Result<CuePoint>, described: boolean): Result<CuePointOutcome> {
  if (answer.ok) return succeeded({ source, state: 'copied', copy: answer.value.id, described });
  if (mayHaveHappened(answer.failure)) return failed(answer.failure);
  const passing = answer.failure.kind === 'sessionOver' || answer.failure.kind === 'blocked';
  return succeeded({ source, state: passing ? 'retry' : 'refused' });
}

/**
 * Copies the cue points that have no outcome yet, then gives announcements the metadata that they still lack.
 * @returns the cue points of the original → their copies
 */
export async function copyCuePoints(
  run: Run,
  room: EntryId,
  plans: readonly OlderInteraction[],
  known: readonly CuePointOutcome[],
): Promise<ReadonlyMap<string, string>> {
  const outcomes = new Map(known.map((outcome) => [outcome.source, outcome]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    const left = plans.filter(({ cuePoint }) => isOpen(outcomes.get(cuePoint.id)));
    if (left.length === 0) break;
    const alone = left.filter((plan) => !isTokenFree(plan)).map((plan) => [plan]);
    for (const [i, batch] of [...chunks(left.filter(isTokenFree), BATCH), ...alone].entries()) {
      for (const outcome of await copyBatch(run, `cuePoints/${round}/${i + 1}`, room, batch))
        outcomes.set(outcome.source, outcome);
      await run.change((job) => ({
        ...job,
        progress: withPart(job.progress, 'cuePoints', copiedOf(outcomes).size),
      }));
    }
  }
  await addMetadata(
    run,
    plans.flatMap((plan) => missingMetadata(plan, outcomes.get(plan.cuePoint.id))),
  );
  return copiedOf(outcomes);
}

const missingMetadata = (
  { metadata }: OlderInteraction,
  outcome: CuePointOutcome | undefined,
): MissingMetadata[] =>
  outcome?.state === 'copied' && !outcome.described
    ? metadata.map(({ metadataProfileId, xml }) => ({ copy: outcome.copy, metadataProfileId, xml }))
    : [];

const isOpen = (outcome: CuePointOutcome | undefined): boolean =>
  outcome === undefined || outcome.state === 'retry';

const copiedOf = (outcomes: ReadonlyMap<string, CuePointOutcome>): Map<string, string> =>
  new Map(
    [...outcomes.values()].flatMap((outcome) =>
      outcome.state === 'copied' ? [[outcome.source, outcome.copy] as const] : [],
    ),
  );

async function copyBatch(
  run: Run,
  name: string,
  room: EntryId,
  batch: readonly OlderInteraction[],
): Promise<readonly CuePointOutcome[]> {
  const result = await run.steps.creating(name, {
    effect: () => sendBatch(run, room, batch),
    reconcile: (intent) => reconcileCuePoints(run, intent.startedAt, room, batch),
  });
  return result.ok ? result.value : batch.map(({ cuePoint }) => ({ source: cuePoint.id, state: 'refused' }));
}

async function sendBatch(
  run: Run,
  room: EntryId,
  batch: readonly OlderInteraction[],
): Promise<Result<readonly CuePointOutcome[]>> {
  const [only] = batch;
  if (only && !isTokenFree(only)) {
    // A plain call: its texts arrive as they are.
    const { cuePoint, metadata } = only;
    const answer = await run.client.call(addCuePoint(room, copyOfCuePoint(cuePoint)));
    const result = outcomeOf(cuePoint.id, answer, metadata.length === 0);
    if (!result.ok) return result;
    // Refused for the moment: the step waits.
    return result.value.state === 'retry' && !answer.ok ? answer : succeeded([result.value]);
  }
  const chain = new Multirequest();
  const slots = addCuePoints(chain, room, batch);
  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  const [first] = slots;
  const answer = first && sent.value.read(first.added);
  const results = readCuePoints(sent.value, slots);
  const nothing = results.ok && results.value.every(({ state }) => state === 'retry');
  return nothing && answer?.ok === false ? answer : results;
}
