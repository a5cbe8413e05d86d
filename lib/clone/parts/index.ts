import type { PartReport } from '../../room/report/report.ts';
import type { Run } from '../job/run.ts';
import { allEnded, AT_ONCE, type Lanes, shareOfChildren } from './batches.ts';
import { children } from './children/children.ts';
import { begunAfterChildren, cuePoints } from './cue-points/cue-points.ts';
import { interactions } from './interactions.ts';
import { liveStoryboard } from './live-storyboard.ts';
import type { Copy, Extras, ReadBack, Turn } from './part.ts';
import { room } from './room/room.ts';
import { copyServicePart, type ServicePartName, type Target } from './service-part.ts';
import { texts } from './texts.ts';

/** The parts of a room; `part.ts` says what each offers. */
export const parts = { room, children, cuePoints, texts } as const;

/** What may be made twice. */
const CREATED = [room, children, cuePoints] as const;
const SERVICE_PARTS: Readonly<
  Record<ServicePartName, (run: Run, target: Target) => Promise<PartReport | undefined>>
> = {
  interactions: (run, target) => copyServicePart(interactions, run, target),
  liveStoryboard: (run, target) => copyServicePart(liveStoryboard, run, target),
};

/**
 * Copies what is due inside the room: its children and its own cue points at the same time, then the cue points of these
 * children.
 */
export async function copyInside(run: Run, copy: Copy, turn: Turn): Promise<Copy> {
  const { msPerCall } = copy;
  const receipts: string[] = [...copy.receipts];
  const lanes = (atOnce: number): Lanes => ({ atOnce, msPerCall, receipted: (id) => receipts.push(id) });
  const all = lanes(AT_ONCE);
  if (turn.kind === 'late' || begunAfterChildren(await run.journal.steps(run.job.id))) {
    const withChildren = await children.copy(run, copy, turn, all);
    return { ...(await cuePoints.copy(run, withChildren, turn, all)), receipts };
  }
  const share = shareOfChildren({
    children: children.due(run, copy),
    cuePoints: cuePoints.due(run, copy),
  });
  const [first = copy, beside = copy] = await allEnded([
    children.copy(run, copy, turn, lanes(share)),
    cuePoints.copy(run, copy, turn, lanes(AT_ONCE - share), 'room'),
  ]);
  const both = { ...first, cuePoints: beside.cuePoints };
  return { ...(await cuePoints.copy(run, both, turn, all, 'children')), receipts };
}

/** All that this job has made twice. */
export function extrasOf(run: Run, read: ReadBack): Extras {
  const found = CREATED.map((part) => part.check(run, read));
  return {
    receipts: found.flatMap(({ receipts = [] }) => receipts),
    entries: found.flatMap(({ entries = [] }) => entries),
    cuePoints: found.flatMap((extras) => extras.cuePoints ?? []),
  };
}

/** Copies what room services hold, one part after the other, and answers a line of the report for each. */
export async function copyServiceParts(run: Run, target: Target): Promise<readonly PartReport[]> {
  const lines: PartReport[] = [];
  for (const copy of Object.values(SERVICE_PARTS)) {
    const line = await copy(run, target);
    if (line) lines.push(line);
  }
  return lines;
}
