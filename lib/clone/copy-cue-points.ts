import { addCuePoint, type CuePoint } from '../kaltura/cue-point.ts';
import { mayHaveHappened } from '../kaltura/failure.ts';
import type { EntryId } from '../kaltura/ids.ts';
import { addAnnotationMetadata } from '../kaltura/metadata.ts';
import { type Answers, Multirequest, type Slot } from '../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../kaltura/result.ts';
import { holdsToken, type ResultToken } from '../kaltura/token.ts';
import type { Choice } from '../room/choice.ts';
import { copyOfCuePoint, type OlderInteraction, olderInteractions } from '../room/parts/cue-points.ts';
import type { Room } from '../room/room.ts';
import { withPart } from './progress.ts';
import { chunks } from './read-room.ts';
import type { Run } from './run.ts';
import { settleCuePoints } from './settle.ts';

/** What came of one cue point; the states are those of a child. */
export type CuePointOutcome =
  | { readonly source: string; readonly state: 'copied'; readonly copy: string }
  | { readonly source: string; readonly state: 'again' }
  | { readonly source: string; readonly state: 'refused' };

export interface CuePointSlot {
  readonly source: string;
  readonly added: Slot<CuePoint>;
}

const BATCH = 20;
const ROUNDS = 6;

/** The cue points that a clone holds; none where they are left out or could not be read. */
export function planCuePoints(room: Room, leaveOut: readonly Choice[]): readonly OlderInteraction[] {
  return leaveOut.includes('interactions') ? [] : (olderInteractions(room) ?? []);
}

/** Whether it may go into a multirequest: the server would replace a token in its texts. */
export const isTokenFree = ({ cuePoint }: OlderInteraction): boolean =>
  !Object.values(copyOfCuePoint(cuePoint)).some((value) => typeof value === 'string' && holdsToken(value));

export function addCuePoints(
  chain: Multirequest,
  room: EntryId | ResultToken,
  plans: readonly OlderInteraction[],
): CuePointSlot[] {
  return plans.map(({ cuePoint }) => ({
    source: cuePoint.id,
    added: chain.add(addCuePoint(room, copyOfCuePoint(cuePoint))),
  }));
}

/** As for children: where the server failed while adding one, the whole request counts as lost. */
export function readCuePoints(
  answers: Answers,
  slots: readonly CuePointSlot[],
): Result<readonly CuePointOutcome[]> {
  const outcomes: CuePointOutcome[] = [];
  for (const { source, added } of slots) {
    const result = outcomeOf(source, answers.read(added));
    if (!result.ok) return result;
    outcomes.push(result.value);
  }
  return succeeded(outcomes);
}

function outcomeOf(source: string, answer: Result<CuePoint>): Result<CuePointOutcome> {
  if (answer.ok) return succeeded({ source, state: 'copied', copy: answer.value.id });
  if (mayHaveHappened(answer.failure)) return failed(answer.failure);
  const passing = answer.failure.kind === 'sessionOver' || answer.failure.kind === 'blocked';
  return succeeded({ source, state: passing ? 'again' : 'refused' });
}

/** Copies the cue points that have no outcome yet, then gives announcements the metadata that make them such. */
export async function copyCuePoints(
  run: Run,
  room: EntryId,
  plans: readonly OlderInteraction[],
  known: readonly CuePointOutcome[],
): Promise<void> {
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
  await addMetadata(run, plans, copiedOf(outcomes));
}

const isOpen = (outcome: CuePointOutcome | undefined): boolean =>
  outcome === undefined || outcome.state === 'again';

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
    settle: (intent) => settleCuePoints(run, intent.startedAt, room, batch),
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
    const { cuePoint } = only;
    const answer = await run.client.call(addCuePoint(room, copyOfCuePoint(cuePoint)));
    const result = outcomeOf(cuePoint.id, answer);
    if (!result.ok) return result;
    // Refused for the moment: the step waits.
    return result.value.state === 'again' && !answer.ok ? answer : succeeded([result.value]);
  }
  const chain = new Multirequest();
  const slots = addCuePoints(chain, room, batch);
  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  const [first] = slots;
  const answer = first && sent.value.read(first.added);
  const results = readCuePoints(sent.value, slots);
  const nothing = results.ok && results.value.every(({ state }) => state === 'again');
  return nothing && answer?.ok === false ? answer : results;
}

/** The server keeps one row a profile, so this may be repeated: a second one is refused, and changes nothing. */
async function addMetadata(
  run: Run,
  plans: readonly OlderInteraction[],
  copies: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = plans.flatMap(({ cuePoint, metadata }) => {
    const copy = copies.get(cuePoint.id);
    return copy === undefined
      ? []
      : metadata.map(({ metadataProfileId, xml }) => ({ copy, metadataProfileId, xml }));
  });
  const alone = rows.filter(({ xml }) => holdsToken(xml));
  for (const [i, row] of alone.entries()) {
    await run.steps.repeatable(`announcements/own/${i + 1}`, async () => {
      const answer = await run.client.call(addAnnotationMetadata(row.copy, row.metadataProfileId, row.xml));
      return answer.ok ? succeeded(1) : answer;
    });
  }
  const safe = rows.filter(({ xml }) => !holdsToken(xml));
  for (const [i, batch] of chunks(safe, BATCH).entries()) {
    await run.steps.repeatable(`announcements/${i + 1}`, async (): Promise<Result<number>> => {
      const chain = new Multirequest();
      const slots = batch.map((row) =>
        chain.add(addAnnotationMetadata(row.copy, row.metadataProfileId, row.xml)),
      );
      const sent = await run.client.send(chain);
      if (!sent.ok) return sent;
      for (const slot of slots) {
        const answer = sent.value.read(slot);
        if (!answer.ok && mayHaveHappened(answer.failure)) return answer;
      }
      return succeeded(batch.length);
    });
  }
}
