import { reportOf } from '../../room/check.ts';
import { leftOutChildren } from '../../room/choice.ts';
import type { Entry } from '../../kaltura/entry.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import { checkTexts } from '../../room/parts/texts.ts';
import type { PartReport, Report } from '../../room/report.ts';
import { copyChildren } from '../parts/children.ts';
import { copyCuePoints, placeCuePoints, planCuePoints } from '../parts/cue-points.ts';
import { copyServiceParts } from '../parts/index.ts';
import { type ChildOutcome, copiedSources, copiesOf } from '../parts/outcomes.ts';
import { planChildren } from '../parts/plan.ts';
import { repairChildren, repairRoom } from '../parts/repair.ts';
import { copyRoom, firstParts } from '../parts/room.ts';
import { storeTexts } from '../parts/texts.ts';
import { readEntries, withFound } from '../reading/read-room.ts';
import { problemOf } from '../job/problem-of.ts';
import { withChildren, withCuePoints } from '../job/progress.ts';
import type { Job } from '../job/record.ts';
import { type Run, suspend } from '../job/run.ts';
import { refusedAll } from '../job/state.ts';
import { discard, finishRoom, hasExtras } from './verify.ts';

/**
 * The clone of a room, from its journal: every step that is done is replayed, so this runs from the top each time a
 * job is taken up. Ends with the room verified, or by a Suspension.
 */
export async function cloneRoom(run: Run): Promise<void> {
  const { original, options } = run.job;
  const plans = planChildren(original, options.leaveOut);
  const cuePoints = planCuePoints(original, options.leaveOut);
  const made = await copyRoom(run, firstParts(run.job));
  if (!made.ok) return suspend({ kind: 'end', problem: problemOf(made.failure) });
  const { room, texts, receipts } = made.value;
  const early = new Map(made.value.children.map((outcome) => [outcome.source, outcome]));
  const { progress } = await run.note({ kind: 'roomMade', room, stored: texts });
  const copiedCuePoints = new Set(
    made.value.cuePoints.filter(({ state }) => state === 'copied').map(({ source }) => source),
  );
  const withEarly = withChildren(progress, original, options.leaveOut, { copied: copiedSources(early) });
  await run.note({
    kind: 'progressed',
    progress: withCuePoints(withEarly, original, options.leaveOut, { copied: copiedCuePoints }),
  });
  await repairRoom(run, made.value);
  const outcomes = await copyChildren(run, room, plans, early, 'children');
  await repairChildren(run, room, plans, outcomes, 'children');
  const placed = placeCuePoints(cuePoints, placesOf(run, room, outcomes));
  const cuePointCopies = await copyCuePoints(run, placed, made.value.cuePoints, 'cuePoints');
  await storeWanted(run);
  await verify(run, room, receipts, outcomes, cuePointCopies);
}

/** Entry of the original → its copy, the room's own included. */
const placesOf = (
  { job }: Run,
  room: EntryId,
  outcomes: ReadonlyMap<EntryId, ChildOutcome>,
): ReadonlyMap<string, EntryId> =>
  new Map<string, EntryId>([[job.original.entry.id, room], ...copiesOf(outcomes)]);

/** Stores the texts until the server has what was saved last. A job without a room has none to store. */
export async function storeWanted(run: Run): Promise<void> {
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
    const { stored: now, entry, untouched } = result.value;
    await run.note({
      kind: 'textsStored',
      stored: now,
      ...(entry && { line: textsLine({ ...job, stored: now }, entry) }),
      ...(entry && untouched && { leftAt: entry.updatedAt }),
    });
  }
}

/** The report's line on texts, after an edit of a room that is ready. */
const textsLine = (job: Job, entry: Entry): PartReport =>
  checkTexts({
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

/** The report with these lines in the place of those for the same parts. */
function withLines(report: Report, lines: readonly PartReport[]): Report {
  const byPart = new Map(lines.map((line) => [line.part, line]));
  return reportOf(report.parts.map((line) => byPart.get(line.part) ?? line));
}

/** Children may be added while a room is cloned, or be found late by the search index: so often they are caught up with. */
const CATCH_UPS = 3;

/** Playlists, reading back, the check. Once it is done it is never done again: the room is the teacher's then. */
async function verify(
  run: Run,
  room: EntryId,
  receipts: readonly string[],
  first: ReadonlyMap<EntryId, ChildOutcome>,
  firstCuePoints: ReadonlyMap<string, string>,
): Promise<void> {
  const { stored, options, ...job } = await run.record();
  // `storeWanted` has just seen to it.
  if (!stored) throw new Error('No texts are stored.');
  let original = job.original;
  let outcomes = first;
  let cuePoints = firstCuePoints;
  for (let turn = 1; ; turn += 1) {
    const copied = { children: copiesOf(outcomes), cuePoints, receipts };
    const result = await finishRoom(run, `finish/${turn}`, room, original, copied, stored);
    if (!result.ok) return suspend({ kind: 'end', problem: problemOf(result.failure) });
    const { report: checked, late, extras, leftAt, attachments } = result.value;
    if (hasExtras(extras)) await discard(run, `discard/${turn}`, extras);
    if (late.length === 0 || turn > CATCH_UPS) {
      const own = copiesOf(outcomes);
      const target = {
        room,
        leftOut: leftOutChildren(original.children, options.leaveOut),
        entries: new Map([
          [original.entry.id, room],
          ...original.children.map(({ id }) => [id, own.get(id)] as const),
        ]),
        attachments: new Map([
          ...(original.attachments ?? []).map(({ id }) => [id, undefined] as const),
          ...attachments,
        ]),
      };
      const report = withLines(checked, await copyServiceParts(run, target));
      await run.note({ kind: 'verified', finished: { report, leftAt } });
      return;
    }
    const prefix = `late/${turn}`;
    const found = await run.steps.repeatable(prefix, () => readEntries(run.client, late));
    if (!found.ok) return suspend({ kind: 'end', problem: problemOf(found.failure) });
    const before = original;
    original = withFound(original, found.value);
    const plans = planChildren(original, options.leaveOut);
    outcomes = await copyChildren(run, room, plans, outcomes, prefix);
    await repairChildren(run, room, plans, outcomes, prefix);
    const earlier = new Set(planCuePoints(before, options.leaveOut).map(({ cuePoint }) => cuePoint.id));
    const added = planCuePoints(original, options.leaveOut).filter(
      ({ cuePoint }) => !earlier.has(cuePoint.id),
    );
    const placed = placeCuePoints(added, placesOf(run, room, outcomes));
    const copies = await copyCuePoints(run, placed, [], `${prefix}/cuePoints`);
    cuePoints = new Map([...cuePoints, ...copies]);
  }
}
