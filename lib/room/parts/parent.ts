import { type Check, counted } from './comparison.ts';

/** `rootEntryId` is set by the server's own clone and by nothing else: the reference to the original. */
export const checkParent: Check = ({ original, copy }) =>
  counted('parent', 1, copy.entry.rootEntryId === original.entry.id ? [] : ['rootEntryId']);
