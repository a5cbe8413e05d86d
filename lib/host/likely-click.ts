import type { Extension } from './extension.ts';

/** Not again within so long, in milliseconds: a pointer that moves over an item says the same many times. */
const PAUSE_MS = 1_000;

/** Watches a part of the page that may hold an item of ours. @param holdsItem whether it is in it now */
export type WatchLikelyClick = (part: Element, signal: AbortSignal, holdsItem: () => boolean) => void;

/**
 * Tells the background that a click on an item of ours is likely, so that its window is there when it comes: when a
 * person comes to what holds it, by pointer or by key. No page can make these events.
 * @param clock a monotonic one, in milliseconds
 */
export function likelyClick(extension: Extension, clock: Pick<Performance, 'now'>): WatchLikelyClick {
  let next = -Infinity;
  return (part, signal, holdsItem) => {
    const come = ({ isTrusted }: Event): void => {
      if (!isTrusted || !holdsItem() || clock.now() < next || !extension.isThere()) return;
      next = clock.now() + PAUSE_MS;
      void extension.send({ type: 'dialog.likely' });
    };
    for (const type of ['pointermove', 'keyup']) part.addEventListener(type, come, { signal, passive: true });
  };
}
