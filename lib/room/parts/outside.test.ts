import { expect, test } from 'vitest';
import { compared } from '../samples.ts';
import { checkInteractions, checkLiveStoryboard, checkPublishing, checkRecordings } from './outside.ts';

const COMPARISON = compared();

test('what API v3 has no interface for is said, without a number', () => {
  const unknown = { outcome: 'notCopied', of: undefined, reason: 'noInterface', names: [] };
  expect(checkInteractions(COMPARISON)).toEqual({ part: 'interactions', ...unknown });
  expect(checkLiveStoryboard(COMPARISON)).toEqual({ part: 'liveStoryboard', ...unknown });
});

test('recordings and broadcast stay with the original: each that it has is named', () => {
  expect(checkRecordings(COMPARISON)).toEqual({ part: 'recordings', outcome: 'none' });
  const original = { recordedEntryId: 'film', redirectEntryId: 'film', broadcastEntryId: 'live' };
  expect(checkRecordings(compared({ original }))).toEqual({
    ...{ part: 'recordings', outcome: 'notCopied', of: 3, reason: 'neverCopied' },
    names: ['recordedEntryId', 'redirectEntryId', 'broadcastEntryId'],
  });
  expect(checkRecordings(compared({ original: { redirectEntryId: 'film' } }))).toMatchObject({
    ...{ of: 1, names: ['redirectEntryId'] },
  });
});

test('courses and channels stay with the original: each is named', () => {
  expect(checkPublishing(COMPARISON)).toEqual({ part: 'publishing', outcome: 'none' });
  const original = { categories: 'site>channels>algebra,,site>in>101' };
  expect(checkPublishing(compared({ original }))).toEqual({
    ...{ part: 'publishing', outcome: 'notCopied', of: 2, reason: 'notPublished' },
    names: ['site>channels>algebra', 'site>in>101'],
  });
});
