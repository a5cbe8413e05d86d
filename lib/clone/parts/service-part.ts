import type { EntryId } from '../../kaltura/ids.ts';
import { failed, type Result } from '../../kaltura/transport/result.ts';
import { getUser } from '../../kaltura/user.ts';
import type { Choice } from '../../room/choice.ts';
import type { Copies } from '../../room/live/references.ts';
import type { PartReport } from '../../room/report/report.ts';
import { isUnauthorized } from '../../services/post.ts';
import type { RoomServices, Run } from '../job/run.ts';
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
 * A part that a room service holds. It is copied once the new room stands, and read back. The service keeps it from
 * doubling, by the keys of what is added or by the version that is written over: its steps may be repeated, and nothing
 * is reconciled.
 */
export interface ServicePart<Service, Original extends { readonly due: readonly unknown[] }> {
  readonly part: ServicePartName;
  /** With which choice of the teacher's it goes. */
  readonly choice: Choice;
  /** Undefined where none is set up. */
  readonly service: (services: RoomServices) => Service | undefined;
  /** What the original holds, and what of it is to be copied. */
  readonly read: (run: Run, service: Service, target: Target) => Promise<Result<Original>>;
  readonly copy: (run: Run, service: Service, target: Target, original: Original) => Promise<void>;
  /** Reads the copy back and holds it against the original: a line of the report. */
  readonly check: (
    run: Run,
    service: Service,
    target: Target,
    original: Original,
  ) => Promise<Result<PartReport>>;
}

/**
 * Reads a part from the original, copies it, and checks the copy.
 * @returns a line of the report; undefined where no service is set up for it
 */
export async function copyServicePart<Service, Original extends { readonly due: readonly unknown[] }>(
  { part, choice, service: serviceIn, read, copy, check }: ServicePart<Service, Original>,
  run: Run,
  target: Target,
): Promise<PartReport | undefined> {
  if (run.job.options.leaveOut.includes(choice)) return notCopied(part, undefined, 'leftOut');
  const service = serviceIn(run.services);
  if (!service) return undefined;
  const original = await read(run, service, target);
  if (!original.ok) return notCopied(part, undefined, 'serviceFailed');
  if (original.value.due.length === 0) return { part, outcome: 'none' };
  await copy(run, service, target, original.value);
  const line = await check(run, service, target, original.value);
  return line.ok ? line.value : notCopied(part, original.value.due.length, 'serviceFailed');
}

const notCopied = (
  part: ServicePartName,
  of: number | undefined,
  reason: 'leftOut' | 'serviceFailed',
): PartReport => ({ part, outcome: 'notCopied', of, reason, names: [] });

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
    if (result.ok) return result;
    // Another session is waited for only where Kaltura wants one, too: this service may take none.
    if (isUnauthorized(result.failure)) {
      const user = await run.client.call(getUser());
      if (!user.ok && user.failure.kind === 'sessionOver') return user;
    }
    if (attempts < PATIENCE) return result;
    return failed({ kind: 'refused', code: result.failure.kind, field: undefined });
  });
}
