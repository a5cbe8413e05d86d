import type { Extension } from './extension.ts';

/** Not again within so long, in milliseconds: a pointer that moves over an item says the same many times. */
const PAUSE_MS = 1_000;

/**
 * Tells the background that a click on an item of ours is likely, so that its window is there when it comes: when a
 * person has opened the menu that holds it, or is at it.
 */
export interface LikelyClick {
  readonly tell: () => void;
  /**
   * Tells when a person comes to this part of the page, by pointer or by key: no page can make these events.
   * @param holdsItem whether our item is in it now
   */
  readonly watch: (part: Element, signal: AbortSignal, holdsItem?: () => boolean) => void;
}

/** @param clock a monotonic one, in milliseconds */
export function likelyClick(extension: Extension, clock: Pick<Performance, 'now'>): LikelyClick {
  let next = -Infinity;
  const tell = (): void => {
    if (clock.now() < next || !extension.isThere()) return;
    next = clock.now() + PAUSE_MS;
    void extension.send({ type: 'dialog.likely' });
  };
  return {
    tell,
    watch(part, signal, holdsItem) {
      const come = ({ isTrusted }: Event): void => {
        if (isTrusted && holdsItem?.() !== false) tell();
      };
      for (const type of ['pointermove', 'keyup']) part.addEventListener(type, come, { signal });
    },
  };
}
