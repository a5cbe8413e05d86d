import type { FirstParts } from '../plans.ts';
import { succeeded } from '../../../kaltura/transport/result.ts';
import { withChildren, withCuePoints } from '../../job/progress.ts';
import { copiedSources, type RoomOutcome } from '../outcomes.ts';
import type { FirstPart } from '../part.ts';
import { roomsOf } from '../receipt.ts';
import { copyRoom, firstParts } from './copy.ts';
import { reconcileRoom } from './reconcile.ts';
import { repairRoom } from './updates.ts';

/** The room's own entry, with its people, its template, and the parts that fit into its request. */
export const room: FirstPart<FirstParts, RoomOutcome> = {
  async copy(run) {
    const { original, options } = run.job;
    const made = await copyRoom(run, firstParts(run.job));
    if (!made.ok) return made;
    const { receipts } = made.value;
    const children = new Map(made.value.children.map((outcome) => [outcome.source, outcome]));
    const cuePoints = new Map(made.value.cuePoints.map((outcome) => [outcome.source, outcome]));
    const { progress } = await run.note({
      ...{ kind: 'roomCreated', room: made.value.room, stored: made.value.texts },
    });
    const withFirst = withChildren(progress, original, options.leaveOut, { copied: copiedSources(children) });
    await run.note({
      kind: 'progressed',
      progress: withCuePoints(withFirst, original, options.leaveOut, { copied: copiedSources(cuePoints) }),
    });
    await repairRoom(run, made.value);
    return succeeded({
      room: made.value.room,
      original,
      receipts,
      children,
      cuePoints,
      msPerCall: made.value.msPerCall,
    });
  },
  reconcile: reconcileRoom,
  check: ({ job }, { room: own, receipts, copied }) => ({
    receipts: receipts.map(({ id }) => id).filter((id) => !copied.receipts.includes(id)),
    entries: roomsOf(receipts, job).filter((id) => id !== own),
  }),
};
