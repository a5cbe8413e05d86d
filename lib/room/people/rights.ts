import type { Entry } from '../../kaltura/entry.ts';
import { peopleIn } from './coeditors.ts';

export type Right = 'owner' | 'coeditor' | 'groupCoeditor' | 'none';

const people = (list: string): string[] => peopleIn(list).map((id) => id.toLowerCase());

/**
 * What right a user has to clone a room. The server compares user ids without case
 * (docs/facts/kaltura-api.md#11-who-may-edit). Who created a room, publishes or views it has none. The server's own
 * word is the guard at the head of the clone.
 */
export function rightToClone(entry: Entry, user: string, groups: readonly string[]): Right {
  const me = user.trim().toLowerCase();
  if (me === '') return 'none';
  if (entry.userId.toLowerCase() === me) return 'owner';
  const editors = people(entry.entitledUsersEdit);
  if (editors.includes(me)) return 'coeditor';
  return groups.some((group) => editors.includes(group.toLowerCase())) ? 'groupCoeditor' : 'none';
}
