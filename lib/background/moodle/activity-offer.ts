import type { ActivityOffer } from '../../messages/messages.ts';
import { toolModule, unsuitedBy } from '../../moodle/port.ts';
import type { Activity } from '../../room/activity.ts';
import { inTime, type Timers } from '../../in-time.ts';
import type { MoodleAt } from './moodle-tabs.ts';

/** A Moodle that does not answer by then keeps nobody waiting for the form. */
const PATIENCE_MS = 5_000;

/**
 * Whether an activity can be copied with its room: proven where its own settings name the entry, and this teacher may
 * edit them (docs/facts/moodle-pages.md#5-activities-and-their-entries,
 * docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes). A Moodle that is slow or silent has said
 * nothing: the copy is offered, and whether it can be made is found out before anything is made.
 */
export async function offerOf(
  activity: Activity | undefined,
  entryId: string,
  moodleAt: MoodleAt,
  checked: boolean,
  timers: Timers,
): Promise<ActivityOffer> {
  if (!activity) return { kind: 'none' };
  const { base, cmid, module, name } = activity;
  if (!toolModule(module)) return { kind: 'impossible', name, reason: 'activityKind' };
  const settings = await inTime(moodleAt(base).settings(cmid), PATIENCE_MS, timers);
  if (settings?.ok === true) {
    const reason = unsuitedBy(settings.value, entryId);
    return reason
      ? { kind: 'impossible', name, reason }
      : { kind: 'offered', name: settings.value.name, checked };
  }
  switch (settings?.failure.kind) {
    case 'refused':
      return { kind: 'impossible', name, reason: 'moodleRefused' };
    case 'notThere':
      return { kind: 'impossible', name, reason: 'activityChanged' };
    case 'unexpected':
    case 'unsuited':
      return { kind: 'impossible', name, reason: 'activityKind' };
    case 'away':
    case 'signedOut':
    case 'lost':
    case undefined:
      return { kind: 'offered', name, checked };
  }
}
