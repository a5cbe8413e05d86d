import type { Entry } from '../../kaltura/entry.ts';
import type { Note } from '../report/report.ts';
import { roomKind } from '../room.ts';
import type { SettingsSource } from '../settings-source.ts';
import { type Check, counted } from './comparison.ts';
import { differingSettings, settingsOf } from './fields.ts';

/**
 * The room from which the live room of a copy takes its settings: the original itself (design, decision 3), or the
 * template that the original has. Whether Kaltura follows a chain of templates is not known
 * (docs/facts/kaltura-api.md#10-template-room).
 */
export function templateOf({ id, templateRoomEntryId }: Entry, from: SettingsSource): string {
  return from === 'template' && templateRoomEntryId !== '' ? templateRoomEntryId : id;
}

/**
 * A room takes the settings of its live room from `templateRoomEntryId`, which is the original here; whether the live
 * room heeds it cannot be seen through the API. A legacy room has neither this field nor `roomType`.
 */
export const checkSettings: Check = ({ original, copy, settingsFrom, now }) => {
  const own = roomKind(original.entry) === 'room';
  const wrong: string[] = differingSettings(original.entry, copy.entry);
  const template = templateOf(original.entry, settingsFrom);
  if (own && copy.entry.templateRoomEntryId !== template) wrong.push('templateRoomEntryId');
  const notes: Note[] = [];
  if (own && template === original.entry.id) notes.push('dependsOnOriginal');
  // A user's session can neither set nor change these dates: they come with the clone
  // (docs/facts/kaltura-api.md#6-what-a-clone-drops).
  if (copy.entry.endDate !== undefined && copy.entry.endDate < now) notes.push('scheduleOver');
  if (original.entry.referenceId !== '') notes.push('referenceIdLost');
  return counted('settings', settingsOf(original.entry).length + (own ? 1 : 0), wrong, { notes });
};
