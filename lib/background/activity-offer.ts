import type { ActivityOffer } from '../messages/messages.ts';
import type { MoodlePort } from '../moodle/port.ts';
import type { Activity } from '../room/activity.ts';

/** A Moodle that does not answer by then keeps nobody waiting for the form. */
const PATIENCE_MS = 5_000;

/**
 * Whether an activity can be copied with its room: proven for an External tool whose own custom parameters name the
 * entry, and whose settings this teacher may edit (moodle-pages §5).
 */
export async function offerOf(
  activity: Activity | undefined,
  entryId: string,
  moodleAt: (base: string) => MoodlePort,
  checked: boolean,
): Promise<ActivityOffer> {
  if (!activity) return { kind: 'none' };
  const { base, cmid, module, name } = activity;
  const impossible = { kind: 'impossible', name } as const;
  if (module !== 'lti') return impossible;
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const settings = await Promise.race([moodleAt(base).settings(cmid), late]);
  return settings?.ok && settings.value.entryId === entryId
    ? { kind: 'offered', name: settings.value.name, checked }
    : impossible;
}
