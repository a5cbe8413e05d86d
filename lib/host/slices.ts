/** A browser's way to give way (https://developer.mozilla.org/docs/Web/API/Scheduler/yield), which not all have. */
interface Yielding {
  readonly scheduler?: { readonly yield?: () => Promise<void> };
}

/** Resolves when the page had its turn: what waited for it, a key or a frame, was done. */
export function pageTurn(window: Window & Yielding): Promise<void> {
  return window.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/**
 * Handles things a few at a time, and gives the page its turn in between, so that no task of ours is long however many
 * there are. The first few are handled before this returns.
 * @param page the one that has its turn; its signal ends it
 */
export async function inSlices<T>(
  all: readonly T[],
  size: number,
  handle: (one: T) => void,
  { window, signal }: { readonly window: Window; readonly signal: AbortSignal },
): Promise<void> {
  for (let start = 0; start < all.length; start += size) {
    if (start > 0) await pageTurn(window);
    if (signal.aborted) return;
    all.slice(start, start + size).forEach(handle);
  }
}
