import { type Entry, getEntries } from '../../../kaltura/entry.ts';
import { listCreatedSince } from '../../../kaltura/entry-lists.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { Multirequest } from '../../../kaltura/transport/multirequest.ts';
import { getTime } from '../../../kaltura/system.ts';
import type { Step } from '../../engine/journal.ts';
import type { Evidence } from '../../engine/steps.ts';
import type { Run } from '../../job/run.ts';
import { giveUp, INDEX_PATIENCE_S, OVER_S } from '../evidence.ts';
import { lookedForAt, pollAgain, pollForEvidence, pollingSince, unwrap } from '../look.ts';
import type { ChildOutcome } from '../outcomes.ts';
import { proofFor } from '../proof.ts';
import { looseCopies } from './children.ts';

/**
 * Requests that may have left copies of children outside of the room, with no answer that names them: somebody deleted
 * the room, or the server died, between a clone and its move. Unix seconds of the server's clock.
 */
export interface LostCopies {
  /** None of these requests made anything later. */
  readonly madeBefore: number;
  /** Until then the search index may not show what they made. */
  readonly listedAt: number;
}

/** A step that copied children, and what came of them. */
export interface CopiedChildren {
  readonly step: Step;
  readonly children: readonly ChildOutcome[];
}

/** @param began whether the step's request was carried out at all, as far as anybody knows */
export function lostCopiesOf(
  steps: readonly CopiedChildren[],
  began: (step: Step) => boolean,
): LostCopies | undefined {
  const looked = steps.flatMap(({ step, children }) => {
    const at = lookedForAt(step);
    const isMissed = children.some(({ state }) => state === 'retry');
    return at !== undefined && isMissed && began(step) ? [at] : [];
  });
  if (looked.length === 0) return undefined;
  const last = Math.max(...looked);
  return { madeBefore: last + OVER_S, listedAt: last + INDEX_PATIENCE_S };
}

/**
 * Copies of the original's children that stand in no room, made by this user while such a request was under way. Another
 * computer of theirs makes the same, so nothing proves that they are this job's: they are named, and not deleted.
 */
export const lookForUnproved = (
  run: Run,
  intent: Step,
  lost: LostCopies,
  known: ReadonlySet<EntryId>,
): Promise<Evidence<readonly EntryId[]>> =>
  pollForEvidence(run, intent, () => look(run, intent, lost, known), giveUp);

async function look(
  run: Run,
  intent: Step,
  { madeBefore, listedAt }: LostCopies,
  known: ReadonlySet<EntryId>,
): Promise<Evidence<readonly EntryId[]>> {
  const { user, readAt, original } = run.job;
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const made = chain.add(listCreatedSince(user, readAt));
  const answers = unwrap(await run.client.send(chain));
  const now = unwrap(answers.read(time));
  if (now < listedAt) return pollAgain(pollingSince(intent, now));
  const loose = looseCopies(unwrap(answers.read(made)).objects, original.children, known);
  if (loose.length === 0) return { kind: 'happened', outcome: [] };
  // What was deleted just now the index may still show.
  const there = unwrap(await run.client.call(getEntries(loose.map(({ id }) => id))));
  const proved = await proofFor(run);
  const sources = new Map<EntryId, EntryId>(loose.map(({ id, rootEntryId }) => [id, rootEntryId]));
  const mayBeOurs = (entry: Entry): boolean =>
    (entry.parentEntryId ?? '') === '' &&
    entry.createdAt <= madeBefore &&
    proved(sources.get(entry.id), entry);
  return { kind: 'happened', outcome: there.filter(mayBeOurs).map(({ id }) => id) };
}
