import type { CopiedEntry } from '../../kaltura/entry.ts';
import { type Check, counted } from './comparison.ts';

/** Whoever cloned owns the room and everything in it; nobody else has any right on either. */
export const checkPeople: Check = ({ copy, user }) => {
  const mine = user.toLowerCase();
  const shared = (entry: CopiedEntry): boolean =>
    entry.userId.toLowerCase() !== mine ||
    entry.entitledUsersEdit !== '' ||
    entry.entitledUsersPublish !== '' ||
    entry.entitledUsersView !== '';
  const entries = [copy.entry, ...copy.children];
  return counted(
    'people',
    entries.length,
    entries.filter(shared).map((entry) => entry.name),
  );
};
