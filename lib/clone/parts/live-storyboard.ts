import { type Result, succeeded } from '../../kaltura/result.ts';
import { copiedStoryboard } from '../../room/live-storyboard.ts';
import { checkLiveStoryboard } from '../../room/parts/live-storyboard.ts';
import { comparable } from '../../room/references.ts';
import { isStale } from '../../services/post.ts';
import { type ServicePart, serviceFailed, serviceStep } from './service-part.ts';

/** The storyboard that the live room itself keeps. */
export const liveStoryboard: ServicePart = {
  part: 'liveStoryboard',
  choice: 'storyboard',

  async copy(run, { room, entries, attachments, leftOut }) {
    const { storyboard } = run.services;
    if (!storyboard) return undefined;
    const source = run.job.original.entry.id;
    const read = await serviceStep(run, 'liveStoryboard/read', () => storyboard.get(source));
    if (!read.ok) return serviceFailed('liveStoryboard', undefined);
    // With a file that is left out its items are.
    const items = read.value.items.filter(({ entryId }) => !leftOut.has(entryId ?? ''));
    const notes = items.length < read.value.items.length ? (['itemsLeftOut'] as const) : [];
    if (items.length === 0) return { part: 'liveStoryboard', outcome: 'none' };
    const due = copiedStoryboard(items, entries, attachments);
    // Over the version that is there, unless it holds the same already: an earlier answer was lost.
    await serviceStep(run, 'liveStoryboard/save', async (): Promise<Result<number>> => {
      const now = await storyboard.get(room);
      if (!now.ok) return now;
      if (comparable(now.value.items) === comparable(due)) return succeeded(due.length);
      const saved = await storyboard.save(room, now.value.version, due);
      if (saved.ok) return succeeded(due.length);
      // Somebody saved in between: what is there then is read at the next try.
      const { failure } = saved;
      return isStale(failure)
        ? { ok: false, failure: { kind: 'blocked', code: 'stale', retryAfter: undefined } }
        : saved;
    });
    const there = await serviceStep(run, 'liveStoryboard/check', () => storyboard.get(room));
    return there.ok
      ? checkLiveStoryboard(items, there.value.items, { entries, attachments, notes })
      : serviceFailed('liveStoryboard', items.length);
  },
};
