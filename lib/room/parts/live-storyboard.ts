import type { StoryboardItem } from '../../services/storyboard.ts';
import type { PartReport } from '../report.ts';
import { counted } from './comparison.ts';
import { canonical } from './interactions.ts';

/** What of the original has a copy, by id: its files, its attachments, and the room itself. */
export interface Copies {
  readonly entries: ReadonlyMap<string, string>;
  readonly attachments: ReadonlyMap<string, string>;
}

/** The storyboard of the new room: own items point to their copies, items from outside stay, in the same order. */
export function copiedStoryboard(
  items: readonly StoryboardItem[],
  { entries, attachments }: Copies,
): StoryboardItem[] {
  return items.map(({ entryId, attachmentId, ...item }) => ({
    ...item,
    ...(entryId !== undefined && { entryId: entries.get(entryId) ?? entryId }),
    ...(attachmentId !== undefined && { attachmentId: attachments.get(attachmentId) ?? attachmentId }),
  }));
}

/** The service may give its items new ids; all else must be the same. */
const content = ({ id: _id, ...item }: StoryboardItem): string => canonical(item);

export const sameStoryboard = (a: readonly StoryboardItem[], b: readonly StoryboardItem[]): boolean =>
  a.map(content).join('\n') === b.map(content).join('\n');

/** The same items in the same order. @param due as `copiedStoryboard` makes them; `there`: as they were read back */
export function checkLiveStoryboard(
  due: readonly StoryboardItem[],
  there: readonly StoryboardItem[],
): PartReport {
  const wrong = due.filter((item, place) => {
    const found = there[place];
    return !found || content(found) !== content(item);
  });
  const more = there.slice(due.length);
  return counted(
    'liveStoryboard',
    due.length,
    [...wrong, ...more].map(({ title, kind }) => title || kind),
  );
}
