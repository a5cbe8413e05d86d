import { reportOf, withLine } from '../../room/check.ts';
import { leftOutChildren } from '../../room/choice.ts';
import type { PartReport, Report } from '../../room/report/report.ts';
import { copyInside, copyServiceParts, parts } from '../parts/index.ts';
import { shareWithCoeditors } from '../parts/coeditors.ts';
import { copiesOf } from '../parts/outcomes.ts';
import type { Copy } from '../parts/part.ts';
import { publish } from '../parts/publishing.ts';
import type { Target } from '../parts/service-part.ts';
import { problemOf } from '../job/problem-of.ts';
import { type Run, suspend } from '../job/run.ts';
import { currentRoom, withoutOutdated } from './catch-up.ts';
import { discard, type FinishOutcome, finishRoom, hasExtras } from './verify.ts';

/**
 * The clone of a room, from its journal: every step that is done is replayed, so this runs from the top each time a
 * job is taken up. Ends with the room verified, or by a Suspension.
 */
export async function cloneRoom(run: Run): Promise<void> {
  const begun = await parts.room.copy(run);
  if (!begun.ok) return suspend({ kind: 'end', problem: problemOf(begun.failure) });
  const copy = await copyInside(run, begun.value, { kind: 'first' });
  await parts.texts.copy(run);
  await verify(run, copy);
}

/** The report with these lines in the place of those for the same parts. */
function withLines(report: Report, lines: readonly PartReport[]): Report {
  const byPart = new Map(lines.map((line) => [line.part, line]));
  return reportOf(report.parts.map((line) => byPart.get(line.part) ?? line));
}

/** Parts may be added or changed while a room is cloned, or be found late by the search index: so often they are caught up with. */
const CATCH_UPS = 3;

/** Playlists, reading back, the check. Once it is done it is never done again: the room is the teacher's then. */
async function verify(run: Run, first: Copy): Promise<void> {
  const { stored } = await run.record();
  // Copying the texts has just seen to it.
  if (!stored) throw new Error('No texts are stored.');
  let copy = first;
  for (let number = 1; ; number += 1) {
    const { room, original, receipts, msPerCall } = copy;
    const [children, cuePoints] = [copiesOf(copy.children), copiesOf(copy.cuePoints)];
    const copied = { children, cuePoints, receipts, msPerCall };
    const result = await finishRoom(run, `finish/${number}`, { room, original, copied, stored });
    if (!result.ok) return suspend({ kind: 'end', problem: problemOf(result.failure) });
    const { report: checked, extras, leftAt, attachments, holds } = result.value;
    if (hasExtras(extras)) await discard(run, `discard/${number}`, extras);
    const grown = number > CATCH_UPS ? undefined : await currentRoom(run, number, original, result.value);
    if (!grown) {
      const lines = await copyServiceParts(run, targetOf(run, copy, attachments));
      const shared = await shareWithCoeditors(run, room, checked, leftAt);
      const published = await publish(run, room, checked);
      const report = withLines(checked, [...lines, ...(published ? [published.line] : [])]);
      const finished = {
        report: shared ? withLine(report, shared.line) : report,
        leftAt: published?.leftAt ?? shared?.leftAt ?? leftAt,
        ...(holds && { holds }),
      };
      await run.note({ kind: 'verified', finished });
      return;
    }
    const { before, still } = await withoutOutdated(run, number, copy, grown);
    copy = await copyInside(run, { ...still, original: grown }, { kind: 'late', number, before });
  }
}

/** What room services point to, of the original and of the copy. */
function targetOf(
  { job }: Run,
  { room, original, children }: Copy,
  attachments: FinishOutcome['attachments'],
): Target {
  const copies = copiesOf(children);
  return {
    room,
    leftOut: leftOutChildren(original.children, job.options.leaveOut),
    entries: new Map([
      [original.entry.id, room],
      ...original.children.map(({ id }) => [id, copies.get(id)] as const),
    ]),
    attachments: new Map([
      ...(original.attachments ?? []).map(({ id }) => [id, undefined] as const),
      ...attachments,
    ]),
  };
}
