import type { FirstParts } from '../plans.ts';
import { getEntry } from '../../../kaltura/entry.ts';
import { cloneEntry, type EntryCopy, updateEntry } from '../../../kaltura/entry-changes.ts';
import { listUnchanged } from '../../../kaltura/entry-lists.ts';
import type { Failure } from '../../../kaltura/transport/failure.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { Multirequest, type Slot } from '../../../kaltura/transport/multirequest.ts';
import { failed, type Result, succeeded } from '../../../kaltura/transport/result.ts';
import { holdsToken } from '../../../kaltura/token.ts';
import type { Choice } from '../../../room/choice.ts';
import type { CuePointItem } from '../../../room/parts/cue-points.ts';
import { isRecycled, type Room } from '../../../room/room.ts';
import type { RoomTexts } from '../../../room/texts/texts.ts';
import { readChildren } from '../children/copy.ts';
import type { RoomOutcome } from '../outcomes.ts';
import { addCuePoints, isTokenFree, planCuePoints, readCuePoints } from '../cue-points/copy.ts';
import { withFirstRequest } from '../../job/progress.ts';
import { FIRST_CHILDREN_BEFORE, type Job } from '../../job/record.ts';
import { addChild, guardField, idBehindGuard, planChildren } from '../children/plan.ts';
import { clearPeople, setFields, templateFields } from './updates.ts';
import type { Run } from '../../job/run.ts';
import { type Due, FIRST_PARTS } from '../batches.ts';
import { listUploadTokens } from '../../../kaltura/upload-token.ts';
import { NOT_PROVED, proofFor } from '../proof.ts';
import { addRoomReceipt, receiptsOf, roomRequest } from '../receipt.ts';
import { reconcileRoom } from './reconcile.ts';
import type { StepResult } from '../../engine/steps.ts';

const isOfRoom = ({ entry }: Room, { cuePoint }: CuePointItem): boolean => cuePoint.entryId === entry.id;

/** How many parts there are of which the first request may hold some. */
export const duePartsOf = (original: Room, leaveOut: readonly Choice[]): Due => ({
  children: planChildren(original, leaveOut).length,
  cuePoints: planCuePoints(original, leaveOut).filter((item) => isOfRoom(original, item)).length,
});

/** What goes with the room in its first request: children, as many as the job has noted, then cue points. */
export function firstParts({
  original,
  options,
  firstChildren = FIRST_CHILDREN_BEFORE,
  firstParts: parts = FIRST_PARTS,
}: Pick<Job, 'original' | 'options' | 'firstChildren' | 'firstParts'>): FirstParts {
  const { entry } = original;
  const plans = planChildren(original, options.leaveOut);
  // A child without a guard would be cloned although the chain was stopped: such children come in the next request.
  const guarded = plans.every(({ source }) => guardField(source, entry) !== undefined) ? plans : [];
  const children = guarded.slice(0, firstChildren);
  const cuePoints = planCuePoints(original, options.leaveOut).filter(
    (item) => isOfRoom(original, item) && isTokenFree(item),
  );
  return { children, cuePoints: cuePoints.slice(0, Math.max(0, parts - children.length)) };
}

/**
 * The guarded chain (docs/facts/kaltura-api.md#22-measured-recipe): a no-op update of the original, which the server
 * refuses to whoever may not edit it; the clone, by that call's token; people in an update of their own, so that a refused text never
 * leaves the old co-editors on the copy; texts and template in another: what is refused of it, each is set again by
 * itself; then the first children and cue points.
 *
 * Before all of it the original is asked for as it was read. A clone changes the original, so the same chain makes a
 * room once and no second time, whoever repeats it: Chromium itself sends a POST again when a connection that it
 * used before breaks (ShouldResendRequest in net/http/http_network_transaction.cc). Right behind the clone a receipt
 * says which room is ours, for the case that the answer is lost.
 */
export function copyRoom(run: Run, first: FirstParts): Promise<StepResult<RoomOutcome>> {
  return run.steps.creating('room', {
    effect: (attempts) => sendRoom(run, first, attempts),
    reconcile: (intent) => reconcileRoom(run, intent, first),
  });
}

/** What the server answers when the original is not as it was read any more: this request has made nothing. */
const CHANGED: Failure = { kind: 'blocked', code: 'CHANGED', retryAfter: undefined };

/** So often the chain is sent at once with the original as it is now; then it is waited for, as for a busy server. */
const TAKES = 3;

/**
 * "Changed since it was read" is an answer, not a lost one: the original is read again, and the chain goes on with it.
 * Unless it was this job that changed it, by the same request which the browser sent before by itself: its receipt
 * says so.
 */
async function sendRoom(run: Run, first: FirstParts, attempts: number): Promise<Result<RoomOutcome>> {
  let earlier: readonly string[] = [];
  for (let take = 1; ; take += 1) {
    const result = await sendChain(run, first, attempts);
    if (result.ok) return succeeded({ ...result.value, receipts: [...earlier, ...result.value.receipts] });
    if (result.failure !== CHANGED) return result;
    const look = new Multirequest();
    const source = look.add(getEntry(run.job.original.entry.id));
    const receiptList = look.add(listUploadTokens());
    const answers = await run.client.send(look);
    if (!answers.ok) return lostIf(answers);
    const now = answers.value.read(source);
    if (!now.ok) return lostIf(now);
    const receipts = receiptsOf(run.job, answers.value.read(receiptList));
    // Without receipts nothing tells our own change from another's: evidence is looked for, as for a lost answer.
    if (!receipts || receipts.some(({ made }) => made !== undefined)) return failed(LOST);
    if (isRecycled(now.value)) return failed(RECYCLED);
    earlier = receipts.map(({ id }) => id);
    await run.note({ kind: 'originalChanged', updatedAt: now.value.updatedAt });
    if (take === TAKES) return result;
  }
}

/** Put into the recycle bin since it was read: a copy of it would lie there, too, and nobody would find it. */
const RECYCLED: Failure = { kind: 'refused', code: 'ROOM_RECYCLED', field: undefined };

const LOST: Failure = { kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined };

/** Behind a chain that may have been carried out before: whatever fails here, evidence has the word. */
const lostIf = ({ failure }: { readonly failure: Failure }): Result<never> =>
  failed(failure.kind === 'notFound' || failure.kind === 'noRight' ? failure : LOST);

async function sendChain(
  run: Run,
  { children, cuePoints }: FirstParts,
  attempts: number,
): Promise<Result<RoomOutcome>> {
  const { wanted, original, options } = await run.record();
  const { entry } = original;
  const chain = new Multirequest();
  const unchanged = chain.add(listUnchanged(entry.id, entry.updatedAt));
  const guard = chain.add(updateEntry(unchanged.firstId(), entry.objectType, {}));
  const clone = chain.add(cloneEntry(guard.id()));
  const startedAt = (await run.journal.step(run.job.id, 'room'))?.startedAt;
  const receipt = addRoomReceipt(chain, run.job, roomRequest(startedAt, original), clone);
  const people = chain.add(clearPeople(clone.id(), entry));
  // A firewall may refuse a text, and the whole request with it: the texts go by themselves then.
  const safe = attempts === 0 ? tokenFree(wanted.texts) : {};
  const template = templateFields(entry, options.settingsFrom);
  const fields = setFields(clone.id(), entry, { ...safe, ...template });
  const set = fields && chain.add(fields);
  const slots = new Map<EntryId, Slot<EntryCopy>>();
  const childSlots = children.flatMap((plan) => {
    const parent = plan.parent === undefined ? clone : (slots.get(plan.parent) ?? clone);
    const source = idBehindGuard(plan.source, people, entry);
    if (source === undefined) return [];
    const added = addChild(chain, plan, parent.id(), source);
    slots.set(plan.source, added.cloned);
    return [added];
  });
  const cuePointSlots = addCuePoints(chain, clone.id(), cuePoints);
  const asked = new Set([...slots.keys(), ...cuePoints.map(({ cuePoint }) => cuePoint.id)]);
  await run.note({
    kind: 'sent',
    progress: withFirstRequest((await run.record()).progress, original, options.leaveOut, asked),
  });

  const began = run.clock.now();
  const sent = await run.client.send(chain);
  const msPerCall = Math.max(0, run.clock.now() - began) / chain.size;
  if (!sent.ok) return sent;
  const answers = sent.value;
  const asRead = answers.read(unchanged);
  if (!asRead.ok) return asRead;
  if (asRead.value.objects.length === 0) return failed(CHANGED);
  const guarded = answers.read(guard);
  if (!guarded.ok) return guarded;
  const cloned = answers.read(clone);
  if (!cloned.ok) return cloned;
  const proved = await proofFor(run);
  if (!proved(entry.id, cloned.value)) return failed(NOT_PROVED);
  const copied = readChildren(answers, childSlots, proved);
  if (!copied.ok) return copied;
  const added = readCuePoints(answers, cuePointSlots);
  if (!added.ok) return added;
  const cleared = answers.read(people).ok;
  const noted = answers.read(receipt);
  const isSet = set === undefined || answers.read(set).ok;
  return succeeded({
    room: cloned.value.id,
    receipts: noted.ok ? [noted.value.id] : [],
    people: cleared,
    template: isSet || template.templateRoomEntryId === undefined,
    texts: isSet && Object.keys(safe).length === 3 ? { ...wanted, refused: [] } : undefined,
    // Their ids were read from the answer that cleared the people: without it they are still to be copied.
    children: cleared ? copied.value : copied.value.filter(({ state }) => state === 'copied'),
    cuePoints: added.value,
    msPerCall,
  });
}

/** The texts that may go into a multirequest: the server would read a token in any other and replace it. */
function tokenFree(texts: RoomTexts): Partial<RoomTexts> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]: [string, string]) => !holdsToken(text)));
}
