import type { StoryboardItem } from '../../services/storyboard.ts';
import { storyboardDifferences } from '../live/live-storyboard.ts';
import type { Copies } from '../live/references.ts';
import type { Note, PartReport } from '../report/report.ts';
import { counted } from './comparison.ts';

/** The same items in the same order. @param there the items of the new room, as they were read back */
export const checkLiveStoryboard = (
  items: readonly StoryboardItem[],
  there: readonly StoryboardItem[],
  { entries, attachments, notes }: { entries: Copies; attachments: Copies; notes: readonly Note[] },
): PartReport =>
  counted('liveStoryboard', items.length, storyboardDifferences(items, there, entries, attachments), {
    notes,
  });
