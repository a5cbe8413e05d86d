import type { EntryId } from '../../kaltura/ids.ts';
import { failed, type Result } from '../../kaltura/result.ts';
import type { Choice } from '../../room/choice.ts';
import type { Copies } from '../../room/references.ts';
import type { PartReport } from '../../room/report.ts';
import type { Run } from '../job/run.ts';
import type { StepResult } from '../engine/steps.ts';

/** The parts of a room that API v3 does not offer: a room service holds each of them, or nobody does. */
export type ServicePartName = 'interactions' | 'liveStoryboard';

/** What a copy is made into: the new room, and what of the original has a copy. */
export interface Target {
  readonly room: EntryId;
  readonly entries: Copies;
  readonly attachments: Copies;
  /** Children of the original that the teacher left out. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * A part that a room service holds. It is copied once the new room stands, and read back; each module of them is
 * built alike.
 */
export interface ServicePart {
  readonly part: ServicePartName;
  /** With which choice of the teacher's it goes. */
  readonly choice: Choice;
  /**
   * Reads it from the original, copies it, and holds the copy against the original.
   * @returns a line of the report; undefined where no service is set up for it
   */
  readonly copy: (run: Run, target: Target) => Promise<PartReport | undefined>;
}

/**
 * A service that fails so often is given up, and the report says so: the room itself is whole, and the teacher waits
 * for it. With the delays of `steps.ts` that is about a quarter of an hour.
 */
const PATIENCE = 9;

/** A step with a room service: it may be repeated, by its keys or since it sets what is known. */
export async function serviceStep<T>(
  run: Run,
  name: string,
  effect: () => Promise<Result<T>>,
): Promise<StepResult<T>> {
  return run.steps.repeatable(name, async () => {
    const attempts = (await run.journal.step(run.job.id, name))?.attempts ?? 0;
    const result = await effect();
    if (result.ok || attempts < PATIENCE) return result;
    return failed({ kind: 'refused', code: result.failure.kind, field: undefined });
  });
}

/** What the report says of a part whose service took nothing of it, or could not be read. */
export const serviceFailed = (part: ServicePartName, of: number | undefined): PartReport => ({
  part,
  outcome: 'notCopied',
  of,
  reason: 'serviceFailed',
  names: [],
});
