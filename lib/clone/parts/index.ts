import type { PartReport } from '../../room/report.ts';
import type { Run } from '../job/run.ts';
import { interactions } from './interactions.ts';
import { liveStoryboard } from './live-storyboard.ts';
import type { ServicePart, ServicePartName, Target } from './service-part.ts';

const SERVICE_PARTS: Readonly<Record<ServicePartName, ServicePart>> = { interactions, liveStoryboard };

/** Copies what room services hold, one part after the other, and answers a line of the report for each. */
export async function copyServiceParts(run: Run, target: Target): Promise<readonly PartReport[]> {
  const lines: PartReport[] = [];
  for (const { part, choice, copy } of Object.values(SERVICE_PARTS)) {
    const line = run.job.options.leaveOut.includes(choice)
      ? ({ part, outcome: 'notCopied', of: undefined, reason: 'leftOut', names: [] } as const)
      : await copy(run, target);
    if (line) lines.push(line);
  }
  return lines;
}
