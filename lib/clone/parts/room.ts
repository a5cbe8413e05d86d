import { cloneEntry, type Entry, getEntry, listUnchanged, updateEntry } from '../../kaltura/entry.ts';
import type { Failure } from '../../kaltura/failure.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest, type Slot } from '../../kaltura/multirequest.ts';
import { failed, type Result, succeeded } from '../../kaltura/result.ts';
import { holdsToken } from '../../kaltura/token.ts';
import type { CuePointItem } from '../../room/parts/cue-points.ts';
import type { RoomTexts } from '../../room/texts.ts';
import { type ChildOutcome, readChildren } from './children.ts';
import {
  addCuePoints,
  type CuePointOutcome,
  isTokenFree,
  planCuePoints,
  readCuePoints,
} from './cue-points.ts';
import type { Job, StoredTexts } from '../engine/journal.ts';
import {
  addChild,
  type ChildPlan,
  clearPeople,
  guardField,
  idBehindGuard,
  planChildren,
  setTemplate,
} from './plan.ts';
import { firstSentAt, keepUpdatedAt, type Run } from '../job/run.ts';
import { reconcileRoom } from './reconcile.ts';
import type { StepResult } from '../engine/steps.ts';

/** What came of the first request. `false`: not done yet, a later step repeats the update. */
export interface RoomOutcome {
  readonly room: EntryId;
  readonly people: boolean;
  readonly template: boolean;
  /** Undefined: not stored yet, or not known to be. */
  readonly texts: StoredTexts | undefined;
  readonly children: readonly ChildOutcome[];
  readonly cuePoints: readonly CuePointOutcome[];
}

/** What goes into the first request beside the room itself. */
export interface FirstParts {
  readonly children: readonly ChildPlan[];
  /** Of the room itself. */
  readonly cuePoints: readonly CuePointItem[];
}

/** So many children and cue points go into the first request: a room of up to so many parts is cloned in two. */
const FIRST_PARTS = 60;

export function firstParts({ original, options }: Job): FirstParts {
  const { entry } = original;
  const plans = planChildren(original, options.leaveOut);
  // A child without a guard would be cloned although the chain was stopped: such children come in the next request.
  const guarded = plans.every(({ source }) => guardField(source, entry) !== undefined) ? plans : [];
  const children = guarded.slice(0, FIRST_PARTS);
  const cuePoints = planCuePoints(original, options.leaveOut).filter(
    (item) => item.cuePoint.entryId === entry.id && isTokenFree(item),
  );
  return { children, cuePoints: cuePoints.slice(0, FIRST_PARTS - children.length) };
}

/**
 * The guarded chain (kaltura-api facts 11): a no-op update of the original, which the server refuses to whoever may
 * not edit it; the clone, by that call's token; people, texts and template as three updates, so that a refused text
 * never leaves the old co-editors on the copy; then the first children and cue points.
 *
 * Before all of it the original is asked for as it was read. A clone changes the original, so the same chain makes a
 * room once and no second time, whoever repeats it: Chromium itself sends a POST again when a connection that it
 * used before breaks (ShouldResendRequest in net/http/http_network_transaction.cc).
 */
export function copyRoom(run: Run, first: FirstParts): Promise<StepResult<RoomOutcome>> {
  return run.steps.creating('room', {
    effect: () => sendRoom(run, first),
    reconcile: (intent) => reconcileRoom(run, intent, first),
  });
}

/** What the server answers when the original is not as it was read any more: nothing was made by this request. */
const CHANGED: Failure = { kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined };

/** So often the chain is sent with the original as it is now, when it was changed between its reading and Save. */
const TAKES = 3;

async function sendRoom(run: Run, first: FirstParts): Promise<Result<RoomOutcome>> {
  for (let take = 1; ; take += 1) {
    const result = await sendChain(run, first);
    const changed = !result.ok && result.failure === CHANGED;
    if (!changed || take === TAKES || !(await wasChangedBefore(run))) return result;
  }
}

/** Whether it was changed before Save, and so by somebody else; then the job goes by it as it is now. */
async function wasChangedBefore(run: Run): Promise<boolean> {
  const now = await run.client.call(getEntry(run.job.original.entry.id));
  if (!now.ok || now.value.updatedAt >= firstSentAt(run)) return false;
  await keepUpdatedAt(run, now.value.updatedAt);
  return true;
}

async function sendChain(run: Run, { children, cuePoints }: FirstParts): Promise<Result<RoomOutcome>> {
  const { wanted, original, options } = (await run.journal.job(run.job.id)) ?? run.job;
  const { entry } = original;
  const chain = new Multirequest();
  const unchanged = chain.add(listUnchanged(entry.id, entry.updatedAt));
  const guard = chain.add(updateEntry(unchanged.firstId(), entry.objectType, {}));
  const clone = chain.add(cloneEntry(guard.id()));
  const people = chain.add(clearPeople(clone.id(), entry));
  const safe = tokenFree(wanted.texts);
  const texts =
    Object.keys(safe).length > 0 ? chain.add(updateEntry(clone.id(), entry.objectType, safe)) : undefined;
  const templateCall = setTemplate(clone.id(), entry, options.settingsFrom);
  const template = templateCall && chain.add(templateCall);
  const slots = new Map<EntryId, Slot<Entry>>();
  const childSlots = children.flatMap((plan) => {
    const parent = plan.parent === undefined ? clone : (slots.get(plan.parent) ?? clone);
    const source = idBehindGuard(plan.source, people, entry);
    if (source === undefined) return [];
    const added = addChild(chain, plan, parent.id(), source);
    slots.set(plan.source, added.cloned);
    return [added];
  });
  const cuePointSlots = addCuePoints(chain, clone.id(), cuePoints);

  const sent = await run.client.send(chain);
  if (!sent.ok) return sent;
  const answers = sent.value;
  const asRead = answers.read(unchanged);
  if (!asRead.ok) return asRead;
  if (asRead.value.objects.length === 0) return failed(CHANGED);
  const guarded = answers.read(guard);
  if (!guarded.ok) return guarded;
  const cloned = answers.read(clone);
  if (!cloned.ok) return cloned;
  const copied = readChildren(answers, childSlots);
  if (!copied.ok) return copied;
  const added = readCuePoints(answers, cuePointSlots);
  if (!added.ok) return added;
  const cleared = answers.read(people).ok;
  const allTexts = Object.keys(safe).length === 3 && texts !== undefined && answers.read(texts).ok;
  return succeeded({
    room: cloned.value.id,
    people: cleared,
    template: template === undefined || answers.read(template).ok,
    texts: allTexts ? { ...wanted, refused: [] } : undefined,
    // Their ids were read from the answer that cleared the people: without it they are still to be copied.
    children: cleared ? copied.value : copied.value.filter(({ state }) => state === 'copied'),
    cuePoints: added.value,
  });
}

/** The texts that may go into a multirequest: the server would read a token in any other and replace it. */
function tokenFree(texts: RoomTexts): Partial<RoomTexts> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]: [string, string]) => !holdsToken(text)));
}
