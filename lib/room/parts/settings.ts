import { roomKind } from '../room.ts';
import { type Check, counted } from './comparison.ts';

const COPIED = ['accessControlId', 'startDate', 'endDate', 'displayInSearch'] as const;

/**
 * A room takes the settings of its live room from `templateRoomEntryId`, which is the original here; whether the live
 * room heeds it cannot be seen through the API. A legacy room has neither this field nor `roomType`.
 */
export const checkSettings: Check = ({ original, copy }) => {
  const wrong: string[] = COPIED.filter((field) => copy.entry[field] !== original.entry[field]);
  const own = roomKind(original.entry) === 'room';
  if (own && copy.entry.roomType !== original.entry.roomType) wrong.push('roomType');
  if (own && copy.entry.templateRoomEntryId !== original.entry.id) wrong.push('templateRoomEntryId');
  return counted('settings', COPIED.length + (own ? 2 : 0), wrong);
};
