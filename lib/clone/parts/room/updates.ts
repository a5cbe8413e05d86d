import type { Call } from '../../../kaltura/call.ts';
import { type ChangedEntry, type Entry, NO_PEOPLE, updateEntry } from '../../../kaltura/entry.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import type { ResultToken } from '../../../kaltura/token.ts';
import { templateOf } from '../../../room/parts/settings.ts';
import { roomKind } from '../../../room/room.ts';
import type { SettingsSource } from '../../../room/settings-source.ts';
import type { Run } from '../../job/run.ts';
import type { RoomOutcome } from '../outcomes.ts';

/** Takes away every right that the original's people have on the copy, and gives a room its type back. */
export function clearPeople(copy: EntryId | ResultToken, original: Entry): Call<ChangedEntry> {
  const { objectType, roomType } = original;
  return updateEntry(copy, objectType, { ...NO_PEOPLE, ...(roomType !== undefined && { roomType }) });
}

/** Undefined for a legacy room, which has no such field. */
export function setTemplate(
  copy: EntryId | ResultToken,
  original: Entry,
  from: SettingsSource,
): Call<ChangedEntry> | undefined {
  return roomKind(original) === 'room'
    ? updateEntry(copy, original.objectType, { templateRoomEntryId: templateOf(original, from) })
    : undefined;
}

/** Repeats the updates of the first request that did not succeed, people first. */
export async function repairRoom(run: Run, { room, people, template }: RoomOutcome): Promise<void> {
  const { original, options } = run.job;
  const { entry } = original;
  if (!people) await run.steps.repeatable('people', () => run.client.call(clearPeople(room, entry)));
  const call = template ? undefined : setTemplate(room, entry, options.settingsFrom);
  if (call) await run.steps.repeatable('template', () => run.client.call(call));
}
