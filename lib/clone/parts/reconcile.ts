import { listCuePoints } from '../../kaltura/cue-point.ts';
import { type Entry, getEntry, listChildren, listCopies } from '../../kaltura/entry.ts';
import { MOST_PARTS } from '../../kaltura/bounds.ts';
import type { Failure } from '../../kaltura/failure.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { Multirequest } from '../../kaltura/multirequest.ts';
import { getTime } from '../../kaltura/system.ts';
import { listUploadTokens } from '../../kaltura/upload-token.ts';
import { copiesOfCuePoint } from '../../room/parts/cue-points.ts';
import { roomKind } from '../../room/room.ts';
import type { Step } from '../engine/journal.ts';
import type { Evidence } from '../engine/steps.ts';
import { problemOf } from '../job/problem-of.ts';
import type { Job } from '../job/record.ts';
import { type JobSuspension, type Run, suspend } from '../job/run.ts';
import { askForList, wholeLists } from '../reading/lists.ts';
import type { ChildOutcome, CuePointOutcome, FirstParts, PlacedCuePoint, RoomOutcome } from './outcomes.ts';
import { looking, lookingSince, needed, type Since, unclear } from './look.ts';
import type { ChildPlan } from './plan.ts';
import { NOT_PROVED, proofFor } from './proof.ts';
import { type Receipt, receiptsOf } from './receipt.ts';

/**
 * What became of a creating request whose answer was lost. Only what this job is proved to have made counts as its own:
 * what a receipt of this job names, and what stands under a room that is its own. What may be its own and is not proved
 * to be is asked, and neither changed nor deleted.
 */

/**
 * PHP ends a request after 60 s: before that the lost request may still be at work
 * (docs/facts/kaltura-api.md#9-duration).
 */
const REQUEST_LIMIT_S = 60;
/** For a replica of the database that is behind, and for clocks of servers that differ. */
const SLACK_S = 10;
const OVER_S = REQUEST_LIMIT_S + SLACK_S;
/** How far the search index may lag before what it does not show counts as absent. */
const INDEX_PATIENCE_S = 900;
/** A room that no receipt names can only come from a server that stopped between two calls: it is looked for so long. */
const HALF_MADE_PATIENCE_S = 180;

/** This job's receipts, where they tell anything about this request. */
function receiptsFor(
  run: Run,
  { noted }: Since,
  answer: Parameters<typeof receiptsOf>[1],
): readonly Receipt[] | undefined {
  return noted.unreceipted === true ? undefined : receiptsOf(run.job, answer);
}

/** What is there of a request that can't be found out is the teacher's to say: there is no candidate to choose from. */
const askForRoom =
  ({ startedAt }: Step) =>
  (): JobSuspension => ({ kind: 'decision', about: startedAt, candidates: [] });

/** Where the room is known, what is missing in it is said at its end. */
const giveUp = (failure: Failure): JobSuspension => ({ kind: 'end', problem: problemOf(failure) });

/** What became of a lost first request. */
export const reconcileRoom = (run: Run, intent: Step, first: FirstParts): Promise<Evidence<RoomOutcome>> =>
  looking(run, intent, () => lookForRoom(run, intent, first), askForRoom(intent));

async function lookForRoom(run: Run, intent: Step, first: FirstParts): Promise<Evidence<RoomOutcome>> {
  const { original, user } = await run.record();
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const source = chain.add(getEntry(original.entry.id));
  const receiptList = chain.add(listUploadTokens());
  const copies = chain.add(listCopies(original.entry.id, user, run.job.readAt));
  const answers = needed(await run.client.send(chain));
  const serverNow = needed(answers.read(time));
  const since = lookingSince(intent, serverNow);
  const receipts = receiptsFor(run, since, answers.read(receiptList))?.filter(({ step }) => step === 'room');

  const own = receipts?.find(({ made }) => made !== undefined);
  if (own?.made !== undefined) {
    const named = await run.client.call(getEntry(own.made));
    if (named.ok && !(await proofFor(run))(original.entry.id, named.value))
      return suspend({ kind: 'end', problem: problemOf(NOT_PROVED) });
  }
  if (own?.made !== undefined) return reconcileParts(run, intent, since, own.made, own, first);
  const answer = await answerTo(run, intent);
  if (answer !== undefined && answer !== 'none')
    return reconcileParts(run, intent, since, answer, undefined, first);
  if (since.elapsed < OVER_S) return unclear(since);

  const now = answers.read(source);
  if (!now.ok && now.failure.kind === 'notFound') return { kind: 'absent' };
  const { updatedAt } = needed(now);
  const absent = async (): Promise<Evidence<RoomOutcome>> => {
    // Somebody may have changed the original since it was read.
    await run.note({ kind: 'originalChanged', updatedAt });
    return { kind: 'absent' };
  };
  // A clone changes the original, and `get` reads the database (docs/facts/kaltura-api.md#22-measured-recipe).
  if (answer === 'none' || updatedAt === original.entry.updatedAt) return absent();
  // Carried out, and stopped at its first calls: it made nothing.
  if (receipts !== undefined && receipts.length > 0) return absent();
  const latest = since.firstLook + OVER_S;
  const proved = await proofFor(run);
  const found = needed(answers.read(copies)).objects.filter(
    (copy) =>
      copy.createdAt <= latest &&
      proved(original.entry.id, copy) &&
      mayBeHalfMade(copy, original.entry, receipts !== undefined),
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
  return since.elapsed >= patience ? absent() : unclear(since);
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
function mayBeHalfMade(copy: Entry, original: Entry, receiptsReadable: boolean): boolean {
  if (copy.type !== original.type || copy.id === original.id) return false;
  if (!receiptsReadable) return true;
  return roomKind(original) === 'room' ? copy.roomType === undefined : copy.name === original.name;
}

/** Without the rooms of other jobs of ours. */
async function withoutKnown(run: Run, copies: readonly Entry[]): Promise<Entry[]> {
  const others = (await run.journal.jobs()).filter(({ id }) => id !== run.job.id).map(({ room }) => room);
  return copies.filter(({ id }) => !others.includes(id));
}

/** What a lost first request made beside the room. People, template and texts are updates: repeated, not looked for. */
async function reconcileParts(
  run: Run,
  intent: Step,
  since: Since,
  room: EntryId,
  receipt: Receipt | undefined,
  first: FirstParts,
): Promise<Evidence<RoomOutcome>> {
  // It is this job's: known from now on, also while its parts are still looked for.
  await run.note({ kind: 'roomMade', room, stored: undefined });
  const noted = { ...intent, noted: since.noted };
  const children = await reconcileChildren(run, noted, { room, plans: first.children, copies: new Map() });
  if (children.kind !== 'happened') return children;
  const placed = first.cuePoints.map((item) => ({ item, entry: room }));
  const cuePoints = await reconcileCuePoints(run, noted, placed);
  if (cuePoints.kind !== 'happened') return cuePoints;
  const outcome = {
    room,
    receipts: receipt ? [receipt.id] : [],
    people: false,
    template: false,
    texts: undefined,
    children: children.outcome,
    cuePoints: cuePoints.outcome,
  };
  return { kind: 'happened', outcome };
}

/** What became of lost cue points: each copy carries our mark, and stands in a room that is our own. */
export const reconcileCuePoints = (
  run: Run,
  intent: Step,
  plans: readonly PlacedCuePoint[],
  /** Whether the request left a receipt as it began: one that was sent by a plain call did not. */
  isReceipted = true,
): Promise<Evidence<readonly CuePointOutcome[]>> =>
  looking(run, intent, () => lookForCuePoints(run, intent, plans, isReceipted), giveUp);

async function lookForCuePoints(
  run: Run,
  intent: Step,
  plans: readonly PlacedCuePoint[],
  isReceipted: boolean,
): Promise<Evidence<readonly CuePointOutcome[]>> {
  if (plans.length === 0) return { kind: 'happened', outcome: [] };
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const receiptList = chain.add(listUploadTokens());
  const entries = [...new Set(plans.map(({ entry }) => entry))];
  const listed = askForList(chain, (page) => listCuePoints(entries, {}, page));
  const answers = needed(await run.client.send(chain));
  const since = lookingSince(intent, needed(answers.read(time)));
  const receipts = isReceipted ? receiptsFor(run, since, answers.read(receiptList)) : undefined;
  const [list] = await wholeLists(run.client, answers, [listed]);
  const there = list ? needed(list) : [];
  const outcomes = plans.map(({ item: { cuePoint, metadata } }): CuePointOutcome => {
    const source = cuePoint.id;
    const [copy] = copiesOfCuePoint(there, source);
    // Metadata may be added again: the server refuses a second row.
    return copy
      ? { source, state: 'copied', copy: copy.id, described: metadata.length === 0 }
      : { source, state: 'retry' };
  });
  const complete = outcomes.every(({ state }) => state === 'copied');
  return complete || isOver(intent, since, receipts)
    ? { kind: 'happened', outcome: outcomes }
    : unclear(since);
}

/**
 * Whether what is not to be seen was not made: the request can't be at work any more, and left no receipt, so it never
 * began; or the index had all the time that it may take.
 */
function isOver({ name }: Step, { elapsed }: Since, receipts: readonly Receipt[] | undefined): boolean {
  const began = receipts === undefined || receipts.some(({ step }) => step === name);
  return elapsed >= (began ? INDEX_PATIENCE_S : OVER_S);
}

/** Children that a lost request was to make. */
export interface LostChildren {
  readonly room: EntryId;
  readonly plans: readonly ChildPlan[];
  /** Child of the original → its copy, of those that are known: under these the others belong. */
  readonly copies: ReadonlyMap<EntryId, EntryId>;
}

/**
 * What became of a lost batch of children: each is found under the new room, or under the copy of its parent there. A
 * copy that stands nowhere is not proved to be ours, and is left alone.
 */
export const reconcileChildren = (
  run: Run,
  intent: Step,
  lost: LostChildren,
  /** `notAtWork`: it is enough that the request has ended, whatever the index shows. */
  until: 'found' | 'notAtWork' = 'found',
): Promise<Evidence<readonly ChildOutcome[]>> =>
  looking(run, intent, () => lookForChildren(run, intent, lost, until), giveUp);

async function lookForChildren(
  run: Run,
  intent: Step,
  { room, plans, copies }: LostChildren,
  until: 'found' | 'notAtWork',
): Promise<Evidence<readonly ChildOutcome[]>> {
  if (plans.length === 0) return { kind: 'happened', outcome: [] };
  const chain = new Multirequest();
  const time = chain.add(getTime());
  const receiptList = chain.add(listUploadTokens());
  const answers = needed(await run.client.send(chain));
  const since = lookingSince(intent, needed(answers.read(time)));
  const receipts = receiptsFor(run, since, answers.read(receiptList));
  const found = new Map(copies);
  const made = new Map<EntryId, Entry>();
  // Level by level: where a child is found, its own children are looked for under it.
  const looked = new Set<EntryId>();
  const proved = await proofFor(run);
  for (;;) {
    const open = plans.filter(({ source }) => !made.has(source));
    const parents = new Set(
      open.flatMap(({ parent }) => (parent === undefined ? room : (found.get(parent) ?? []))),
    );
    const next = [...parents].filter((parent) => !looked.has(parent));
    if (next.length === 0) break;
    for (const parent of next) {
      looked.add(parent);
      const under = await childrenUnder(run, parent);
      for (const { source } of open) {
        const copy = under.find((entry) => proved(source, entry));
        if (!copy) continue;
        made.set(source, copy);
        found.set(source, copy.id);
      }
    }
  }
  const outcomes = plans.map(({ source, template }): ChildOutcome => {
    const copy = made.get(source);
    if (!copy) return { source, state: 'retry' };
    // A breakout room gets its template by a call of its own: without it, the move is done again with it.
    const moved = !template || copy.templateRoomEntryId === template;
    return { source, state: 'copied', copy: copy.id, moved };
  });
  const over = until === 'notAtWork' ? since.elapsed >= OVER_S : isOver(intent, since, receipts);
  return made.size === plans.length || over ? { kind: 'happened', outcome: outcomes } : unclear(since);
}

/** All children of an entry of ours, page by page. */
async function childrenUnder(run: Run, parent: EntryId): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let page = 1; ; page += 1) {
    const { objects, totalCount } = needed(await run.client.call(listChildren(parent, page)));
    for (const entry of objects) found.push(entry);
    if (objects.length === 0 || found.length >= Math.min(totalCount, MOST_PARTS)) return found;
  }
}

/** All rooms that receipts of this job name: what a request made that its browser sent twice is among them. */
export const roomsOf = (receipts: readonly Receipt[] | undefined, job: Job): readonly EntryId[] => [
  ...new Set(
    (receipts ?? [])
      .filter(({ step }) => step === 'room')
      .flatMap(({ made }) => (made === undefined || made === job.original.entry.id ? [] : [made])),
  ),
];
