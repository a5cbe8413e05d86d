import { expect, test } from 'vitest';
import type { StoryboardItem } from '../../services/storyboard.ts';
import { checkLiveStoryboard } from './live-storyboard.ts';

const item = (title: string): StoryboardItem => ({ id: title, kind: 'video', title, settings: {} });
const NOTHING = new Map<string, string>();

test('the items of the live room are copied in their order, and the rest is named', () => {
  const [items, own] = [[item('Film'), item('Break')], { entries: NOTHING, attachments: NOTHING }];
  expect(checkLiveStoryboard(items, items, { ...own, notes: ['itemsLeftOut'] })).toEqual({
    ...{ part: 'liveStoryboard', outcome: 'copied', count: 2, of: 2, notes: ['itemsLeftOut'] },
  });
  expect(checkLiveStoryboard(items, items.slice(0, 1), { ...own, notes: [] })).toMatchObject({
    ...{ outcome: 'incomplete', count: 1, names: ['Break'] },
  });
});
