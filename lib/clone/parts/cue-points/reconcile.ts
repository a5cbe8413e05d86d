import type { PlacedCuePoint } from '../plans.ts';
import { listMadeCuePoints } from '../../../kaltura/cue-point.ts';
import { Multirequest } from '../../../kaltura/transport/multirequest.ts';
import { getTime } from '../../../kaltura/system.ts';
import { listUploadTokens } from '../../../kaltura/upload-token.ts';
import { copiesOfCuePoint } from '../../../room/parts/cue-points.ts';
import type { Step } from '../../engine/journal.ts';
import type { Evidence } from '../../engine/steps.ts';
import type { Run } from '../../job/run.ts';
import { askForList, wholeLists } from '../../reading/lists.ts';
import { giveUp, isOver, receiptsFor } from '../evidence.ts';
import { pollAgain, pollForEvidence, pollingSince, unwrap } from '../look.ts';
import type { CuePointOutcome } from '../outcomes.ts';

/** Cue points that a lost request was to add. */
export interface LostCuePoints {
  readonly placed: readonly PlacedCuePoint[];
  /** Whether the request left a receipt as it began: one that was sent by a plain call did not. */
  readonly isReceipted: boolean;
}

/** What became of lost cue points: each copy carries our mark, and stands in a room that is our own. */
export const reconcileCuePoints = (
  run: Run,
  intent: Step,
  lost: LostCuePoints,
): Promise<Evidence<readonly CuePointOutcome[]>> =>
  pollForEvidence(run, intent, () => lookForCuePoints(run, intent, lost), giveUp);

async function lookForCuePoints(
  run: Run,
  intent: Step,
  { placed, isReceipted }: LostCuePoints,
): Promise<Evidence<readonly CuePointOutcome[]>> {
  if (placed.length === 0) return { kind: 'happened', outcome: [] };
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const receiptList = chain.add(listUploadTokens());
  const entries = [...new Set(placed.map(({ entry }) => entry))];
  const listed = askForList(chain, (page) => listMadeCuePoints(entries, page));
  const answers = unwrap(await run.client.send(chain));
  const since = pollingSince(intent, unwrap(answers.read(time)));
  const receipts = isReceipted ? receiptsFor(run, since, answers.read(receiptList)) : undefined;
  const [list] = await wholeLists(run.client, answers, [listed]);
  const there = list ? unwrap(list) : [];
  const outcomes = placed.map(({ item: { cuePoint, metadata }, entry }): CuePointOutcome => {
    const source = cuePoint.id;
    const copy = copiesOfCuePoint(there, source).find(({ entryId }) => entryId === entry);
    // Metadata may be added again: the server refuses a second row.
    return copy
      ? { source, state: 'copied', copy: copy.id, described: metadata.length === 0 }
      : { source, state: 'retry' };
  });
  const complete = outcomes.every(({ state }) => state === 'copied');
  return complete || isOver(intent, since, receipts)
    ? { kind: 'happened', outcome: outcomes }
    : pollAgain(since);
}
