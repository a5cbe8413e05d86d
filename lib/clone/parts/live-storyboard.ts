import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { copiedStoryboard } from '../../room/live/live-storyboard.ts';
import { checkLiveStoryboard } from '../../room/parts/live-storyboard.ts';
import { comparable } from '../../room/live/references.ts';
import { isStale } from '../../services/post.ts';
import type { StoryboardItem, StoryboardClient } from '../../services/storyboard.ts';
import { type ServicePart, serviceStep } from './service-part.ts';

interface Items {
  readonly all: readonly StoryboardItem[];
  readonly due: readonly StoryboardItem[];
}

/** The storyboard that the live room itself keeps. */
export const liveStoryboard: ServicePart<StoryboardClient, Items> = {
  part: 'liveStoryboard',
  choice: 'storyboard',
  service: ({ storyboard }) => storyboard,

  async read(run, storyboard, { leftOut }) {
    const source = run.job.original.entry.id;
    const read = await serviceStep(run, 'liveStoryboard/read', () => storyboard.get(source));
    if (!read.ok) return read;
    const { items } = read.value;
    // With a file that is left out its items are.
    return succeeded({ all: items, due: items.filter(({ entryId }) => !leftOut.has(entryId ?? '')) });
  },

  async copy(run, storyboard, { room, entries, attachments }, { due }) {
    const copies = copiedStoryboard(due, entries, attachments);
    // Over the version that is there, unless it holds the same already: an earlier answer was lost.
    await serviceStep(run, 'liveStoryboard/save', async (): Promise<Result<number>> => {
      const now = await storyboard.get(room);
      if (!now.ok) return now;
      if (comparable(now.value.items) === comparable(copies)) return succeeded(copies.length);
      const saved = await storyboard.save(room, now.value.version, copies);
      if (saved.ok) return succeeded(copies.length);
      // Somebody saved in between: what is there then is read at the next try.
      const { failure } = saved;
      return isStale(failure)
        ? { ok: false, failure: { kind: 'blocked', code: 'stale', retryAfter: undefined } }
        : saved;
    });
  },

  async check(run, storyboard, { room, entries, attachments }, { all, due }) {
    const notes = due.length < all.length ? (['itemsLeftOut'] as const) : [];
    const there = await serviceStep(run, 'liveStoryboard/check', () => storyboard.get(room));
    return there.ok
      ? succeeded(checkLiveStoryboard(due, there.value.items, { entries, attachments, notes }))
      : there;
  },
};
