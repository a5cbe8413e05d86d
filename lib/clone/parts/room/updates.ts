import type { Call } from '../../../kaltura/call.ts';
import type { Entry } from '../../../kaltura/entry.ts';
import {
  type ChangedEntry,
  type EntryNumbers,
  NO_PEOPLE,
  updateAndGetNumbers,
  updateEntry,
} from '../../../kaltura/entry-changes.ts';
import type { EntryId } from '../../../kaltura/ids.ts';
import type { ResultToken } from '../../../kaltura/token.ts';
import { templateOf } from '../../../room/parts/settings.ts';
import { roomKind } from '../../../room/room.ts';
import type { SettingsSource } from '../../../room/settings-source.ts';
import type { Run } from '../../job/run.ts';
import type { RoomOutcome } from '../outcomes.ts';

/**
 * Takes away every right that the original's people have on the copy, and gives a room its type back. What it answers
 * guards the children behind it (`idBehindGuard`).
 */
export function clearPeople(copy: EntryId | ResultToken, original: Entry): Call<EntryNumbers> {
  const { objectType, roomType } = original;
  return updateAndGetNumbers(copy, objectType, { ...NO_PEOPLE, ...(roomType !== undefined && { roomType }) });
}

/** What an update gives a copy: a legacy room has no template. */
export function templateFields(
  original: Entry,
  from: SettingsSource,
): { readonly templateRoomEntryId?: string } {
  return roomKind(original) === 'room' ? { templateRoomEntryId: templateOf(original, from) } : {};
}

/** Sets those of the fields that there are; undefined where there are none. */
export function setFields(
  copy: EntryId | ResultToken,
  { objectType }: Entry,
  fields: Readonly<Record<string, string>>,
): Call<ChangedEntry> | undefined {
  return Object.keys(fields).length > 0 ? updateEntry(copy, objectType, fields) : undefined;
}

/** Repeats the updates of the first request that did not succeed, people first. */
export async function repairRoom(run: Run, { room, people, template }: RoomOutcome): Promise<void> {
  const { original, options } = run.job;
  const { entry } = original;
  if (!people) await run.steps.repeatable('people', () => run.client.call(clearPeople(room, entry)));
  const call = template ? undefined : setFields(room, entry, templateFields(entry, options.settingsFrom));
  if (call) await run.steps.repeatable('template', () => run.client.call(call));
}
