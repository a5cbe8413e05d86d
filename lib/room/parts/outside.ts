import type { Check } from './comparison.ts';

/** What a clone does not hold, each named in the report: silence would read as "copied". */

/**
 * Chat & Collaboration has no interface in API v3 (docs/facts/kaltura-api.md#19-chat-and-collaboration): how many
 * there are is not known.
 */
export const checkInteractions: Check = () => ({
  part: 'interactions',
  outcome: 'notCopied',
  of: undefined,
  reason: 'noInterface',
  names: [],
});

/**
 * The storyboard that the live room itself keeps has no interface in API v3 either
 * (docs/facts/kaltura-api.md#21-live-room).
 */
export const checkLiveStoryboard: Check = () => ({
  part: 'liveStoryboard',
  outcome: 'notCopied',
  of: undefined,
  reason: 'noInterface',
  names: [],
});

/** These point to the original's recordings and broadcast, which are no part of a clone. */
export const checkRecordings: Check = ({ original: { entry } }) => {
  const fields = ['recordedEntryId', 'redirectEntryId', 'broadcastEntryId'] as const;
  const names = fields.filter((field) => entry[field] !== '');
  const part = 'recordings';
  if (names.length === 0) return { part, outcome: 'none' };
  return { part, outcome: 'notCopied', of: names.length, reason: 'neverCopied', names };
};

/** The clone is in nobody's course or channel until the teacher publishes it. */
export const checkPublishing: Check = ({ original: { entry } }) => {
  const names = entry.categories.split(',').filter((name) => name !== '');
  const part = 'publishing';
  if (names.length === 0) return { part, outcome: 'none' };
  return { part, outcome: 'notCopied', of: names.length, reason: 'notPublished', names };
};
