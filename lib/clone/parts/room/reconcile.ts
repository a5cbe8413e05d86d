import type { FirstParts } from '../plans.ts';
import { type Entry, getEntry } from '../../../kaltura/entry.ts';
import { listCopies } from '../../../kaltura/entry-lists.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import { Multirequest } from '../../../kaltura/transport/multirequest.ts';
import { getTime } from '../../../kaltura/system.ts';
import { listUploadTokens } from '../../../kaltura/upload-token.ts';
import { isRecycled, roomKind } from '../../../room/room.ts';
import type { Step } from '../../engine/journal.ts';
import type { Evidence } from '../../engine/steps.ts';
import { problemOf } from '../../job/problem-of.ts';
import { type JobSuspension, type Run, suspend } from '../../job/run.ts';
import { reconcileChildren } from '../children/reconcile.ts';
import { reconcileCuePoints } from '../cue-points/reconcile.ts';
import { INDEX_PATIENCE_S, OVER_S, receiptsFor } from '../evidence.ts';
import { pollAgain, pollForEvidence, pollingSince, type Since, unwrap } from '../look.ts';
import type { RoomOutcome } from '../outcomes.ts';
import { NOT_PROVED, proofFor } from '../proof.ts';
import { roomRequest } from '../receipt.ts';

/** A room that no receipt names can only come from a server that stopped between two calls: it is looked for so long. */
const HALF_MADE_PATIENCE_S = 180;

/** What is there of a request that can't be found out is the teacher's to say: there is no candidate to choose from. */
const askForRoom =
  ({ startedAt }: Step) =>
  (): JobSuspension => ({ kind: 'decision', about: startedAt, candidates: [] });

/** What became of a lost first request. */
export const reconcileRoom = (run: Run, intent: Step, first: FirstParts): Promise<Evidence<RoomOutcome>> =>
  pollForEvidence(run, intent, () => lookForRoom(run, intent, first), askForRoom(intent));

async function lookForRoom(run: Run, intent: Step, first: FirstParts): Promise<Evidence<RoomOutcome>> {
  const { original, user } = await run.record();
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const askedSource = chain.add(getEntry(original.entry.id));
  const receiptList = chain.add(listUploadTokens());
  const copies = chain.add(listCopies(original.entry.id, user, run.job.readAt));
  const answers = unwrap(await run.client.send(chain));
  const serverNow = unwrap(answers.read(time));
  const since = pollingSince(intent, serverNow);
  const receipts = receiptsFor(run, since, answers.read(receiptList))?.filter(({ step }) => step === 'room');

  const own = receipts?.find(({ made }) => made !== undefined);
  if (own?.made !== undefined) {
    const named = await run.client.call(getEntry(own.made));
    // One that is gone is refused whatever is sent to it; one that can't be read now is not proved.
    const isGone = !named.ok && named.failure.kind === 'notFound';
    if (!isGone && !(await proofFor(run))(original.entry.id, unwrap(named)))
      return suspend({ kind: 'end', problem: problemOf(NOT_PROVED) });
    return reconcileParts(run, intent, since, own.made, first);
  }
  const answer = await answerTo(run, intent);
  if (answer !== undefined && answer !== 'none') return reconcileParts(run, intent, since, answer, first);
  if (since.elapsed < OVER_S) return pollAgain(since);

  const now = answers.read(askedSource);
  if (!now.ok && now.failure.kind === 'notFound') return { kind: 'absent' };
  const source = unwrap(now);
  const { updatedAt } = source;
  const absent = async (): Promise<Evidence<RoomOutcome>> => {
    if (isRecycled(source)) return suspend({ kind: 'end', problem: { code: 'recycled' } });
    // Somebody may have changed the original since it was read.
    await run.note({ kind: 'originalChanged', updatedAt });
    return { kind: 'absent' };
  };
  // A clone changes the original, and `get` reads the database (docs/facts/kaltura-api.md#22-measured-recipe).
  if (answer === 'none' || updatedAt === original.entry.updatedAt) return absent();
  // Carried out, and stopped at its first calls: it made nothing. What an earlier request left says nothing of this one.
  const sent = roomRequest(intent.startedAt, original);
  if (receipts?.some(({ request = sent }) => request === sent) === true) return absent();
  const latest = since.firstLook + OVER_S;
  const proved = await proofFor(run);
  const found = unwrap(answers.read(copies)).objects.filter(
    (copy) =>
      copy.createdAt <= latest &&
      proved(original.entry.id, copy) &&
      mayBeIncomplete(copy, original.entry, receipts !== undefined),
  );
  const candidates = await withoutKnown(run, found);
  if (candidates.length > 0)
    return suspend({
      kind: 'decision',
      about: intent.startedAt,
      candidates: candidates.map(({ id, name, createdAt }) => ({
        entryId: id,
        name,
        createdAt: createdAt * 1000,
      })),
    });
  const patience = receipts === undefined ? INDEX_PATIENCE_S : HALF_MADE_PATIENCE_S;
  return since.elapsed >= patience ? absent() : pollAgain(since);
}

/** The teacher's answer, where it was given about this very request. */
async function answerTo(run: Run, { startedAt }: Step): Promise<EntryId | 'none' | undefined> {
  const { state } = await run.record();
  const answer = 'answer' in state ? state.answer : undefined;
  return answer?.about === startedAt ? answer.room : undefined;
}

/**
 * Whether a copy can come from a request of ours that ended behind its clone. The call right behind it leaves a receipt,
 * the next one sets the room's type, which `clone` loses: a copy that has one was finished by somebody.
 * @param receiptsReadable otherwise every copy may be ours
 */
function mayBeIncomplete(copy: Entry, original: Entry, receiptsReadable: boolean): boolean {
  if (copy.type !== original.type || copy.id === original.id) return false;
  if (!receiptsReadable) return true;
  return roomKind(original) === 'room' ? copy.roomType === undefined : copy.name === original.name;
}

/** Without the rooms of other jobs of ours. */
async function withoutKnown(run: Run, copies: readonly Entry[]): Promise<Entry[]> {
  const others = (await run.journal.jobs()).filter(({ id }) => id !== run.job.id).map(({ room }) => room);
  return copies.filter(({ id }) => !others.includes(id));
}

/** An answer may have been lost because the server is slow: requests are no larger than where a call takes so long. */
const SLOW_MS_PER_CALL = 200;

/** What a lost first request made beside the room. People, template and texts are updates: repeated, not looked for. */
async function reconcileParts(
  run: Run,
  intent: Step,
  since: Since,
  room: EntryId,
  first: FirstParts,
): Promise<Evidence<RoomOutcome>> {
  // It is this job's: known from now on, also while its parts are still looked for.
  await run.note({ kind: 'roomCreated', room, stored: undefined });
  const noted = { ...intent, noted: since.noted };
  const children = await reconcileChildren(run, noted, { room, plans: first.children, copies: new Map() });
  if (children.kind !== 'happened') return children;
  const placed = first.cuePoints.map((item) => ({ item, entry: room }));
  const cuePoints = await reconcileCuePoints(run, noted, { placed, isReceipted: true });
  if (cuePoints.kind !== 'happened') return cuePoints;
  const outcome = {
    room,
    // What else that request has made is looked for when the room is read back: its receipt stays until then.
    receipts: [],
    people: false,
    template: false,
    texts: undefined,
    children: children.outcome,
    cuePoints: cuePoints.outcome,
    msPerCall: Math.max(SLOW_MS_PER_CALL, run.job.msPerCall ?? 0),
  };
  return { kind: 'happened', outcome };
}
