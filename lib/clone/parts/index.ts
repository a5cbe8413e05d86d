import type { PartReport } from '../../room/report.ts';
import type { Run } from '../job/run.ts';
import { children } from './children/children.ts';
import { cuePoints } from './cue-points/cue-points.ts';
import { interactions } from './interactions.ts';
import { liveStoryboard } from './live-storyboard.ts';
import type { Copy, Extras, ReadBack, Turn } from './part.ts';
import { room } from './room/room.ts';
import { copyServicePart, type ServicePartName, type Target } from './service-part.ts';
import { texts } from './texts.ts';

/** The parts of a room; `part.ts` says what each offers. */
export const parts = { room, children, cuePoints, texts } as const;

/** What is made inside the room, in the order in which one needs the other. */
const INSIDE = [children, cuePoints] as const;
/** What may be made twice. */
const CREATED = [room, ...INSIDE] as const;
const SERVICE_PARTS: Readonly<
  Record<ServicePartName, (run: Run, target: Target) => Promise<PartReport | undefined>>
> = {
  interactions: (run, target) => copyServicePart(interactions, run, target),
  liveStoryboard: (run, target) => copyServicePart(liveStoryboard, run, target),
};

/** Copies what is due inside the room, one part after the other. */
export async function copyInside(run: Run, copy: Copy, turn: Turn): Promise<Copy> {
  let now = copy;
  for (const part of INSIDE) now = await part.copy(run, now, turn);
  return now;
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
