import { type Result, succeeded } from '../../kaltura/result.ts';
import { checkLiveStoryboard, copiedStoryboard, sameStoryboard } from '../../room/parts/live-storyboard.ts';
import type { PartReport } from '../../room/report.ts';
import { getStoryboard, saveStoryboard, type StoryboardItem } from '../../services/storyboard.ts';
import { type ServicePart, serviceFailed, serviceStep } from './service-part.ts';

/** The storyboard that the live room itself keeps. */
export const liveStoryboard: ServicePart = {
  part: 'liveStoryboard',
  choice: 'storyboard',

  async copy(run, client, target): Promise<PartReport> {
    const source = run.job.original.entry.id;
    const read = await serviceStep(run, 'liveStoryboard/read', () => getStoryboard(client, source));
    if (!read.ok) return serviceFailed('liveStoryboard', undefined);
    const due = copiedStoryboard(read.value.items, target);
    if (due.length === 0) return { part: 'liveStoryboard', outcome: 'none' };
    await serviceStep(run, 'liveStoryboard/save', () => save(due));
    const there = await serviceStep(run, 'liveStoryboard/check', () => getStoryboard(client, target.room));
    return there.ok
      ? checkLiveStoryboard(due, there.value.items)
      : serviceFailed('liveStoryboard', due.length);

    /** Saves over the version that is there, unless it holds the same already: an earlier answer was lost. */
    async function save(items: readonly StoryboardItem[]): Promise<Result<number>> {
      const now = await getStoryboard(client, target.room);
      if (!now.ok) return now;
      if (sameStoryboard(now.value.items, items)) return succeeded(items.length);
      const saved = await saveStoryboard(client, target.room, now.value.version, items);
      return saved.ok ? succeeded(items.length) : saved;
    }
  },
};
