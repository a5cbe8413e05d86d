import type { Extension } from './extension.ts';

/** Not again within so long, in milliseconds: a pointer that moves over an item says the same many times. */
const PAUSE_MS = 1_000;

/**
 * Tells the background that a click on an item of ours is likely, so that its window is there when it comes: when a
 * person has opened the menu that holds it, or is at it.
 */
export class LikelyClick {
  readonly #extension: Extension;
  readonly #now: () => number;
  #told = -Infinity;

  /** @param now a monotonic clock, in milliseconds */
  constructor(extension: Extension, now: () => number) {
    this.#extension = extension;
    this.#now = now;
  }

  tell(): void {
    const now = this.#now();
    if (now - this.#told < PAUSE_MS || !this.#extension.isThere()) return;
    this.#told = now;
    void this.#extension.send({ type: 'dialog.likely' });
  }

  /**
   * Tells when a person comes to this part of the page, by pointer or by key: no page can make these events.
   * @param holdsItem whether our item is in it now
   */
  watch(part: Element, signal: AbortSignal, holdsItem: () => boolean = () => true): void {
    const come = ({ isTrusted }: Event): void => {
      if (isTrusted && holdsItem()) this.tell();
    };
    for (const type of ['pointermove', 'keyup']) part.addEventListener(type, come, { signal, passive: true });
  }
}
