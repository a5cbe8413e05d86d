/**
 * Whether a click or a key is meant for our window. A page can put something over it, hold the focus where our window
 * comes up, or have the user type or click at just that moment: what comes before a person can have seen the window, or
 * while it is covered, is not meant for it. Times in milliseconds of one monotonic clock.
 */

/**
 * The window has been seen and focused for so long before anything in it counts, and so long nothing was pressed too
 * early: longer than a hand that is under way. Systems take two presses for one double click up to 500 ms after the
 * first went down. Of those, a hand holds the button for about 80, and the window comes about 70 after it lets go; so
 * the second press of a double click never counts. Who sees the window come needs 250 and more to press anything.
 */
export const MOMENT_MS = 400;

/** Focus that is gone so soon after it came was taken by the page: no hand is as fast. */
const TAKEN_MS = 250;
/** Once may be the page that puts its own focus back while the window comes up. */
const TAKEN_TIMES = 2;

/** Less than this shows no window, but a part that somebody has chosen. In CSS pixels. */
const SMALLEST = { width: 240, height: 200 } as const;

/** Whether a window of this size can be read. */
export const isLargeEnough = (width: number, height: number): boolean =>
  width >= SMALLEST.width && height >= SMALLEST.height;

/** What a person does. `press`: a button of a pointer, or a key, goes down; `act`: what follows from it. */
export type Deed =
  | { readonly kind: 'press'; readonly by: 'pointer' | 'key'; readonly repeats: boolean }
  | { readonly kind: 'act' };

/**
 * Whether what is pressed in a window was meant for it, from what the browser tells of it. Times as
 * `performance.now()` tells them.
 */
export class Attention {
  #seenSince: number | undefined;
  #focusedSince: number | undefined;
  /** Whether the last press in the window was meant for it: what follows from one that was not is not either. */
  #lastPress: 'none' | 'meant' | 'refused' = 'none';
  /** When the last press came that did not count: hands that click in a row have not seen the window between two. */
  #refusedAt: number | undefined;
  /** When the focus came, or went, as the browser told it. */
  #focus: { readonly isHere: boolean; readonly since: number } | undefined;
  /** How often, one after the other, it was gone at once. */
  #taken = 0;

  /** The window is whole and uncovered on the screen, or is not any more. */
  seen(isSeen: boolean, now: number): void {
    this.#seenSince = isSeen ? (this.#seenSince ?? now) : undefined;
  }

  focused(isFocused: boolean, now: number): void {
    if (this.#focus?.isHere === true && !isFocused)
      this.#taken = now - this.#focus.since < TAKEN_MS ? this.#taken + 1 : 0;
    if (this.#focus?.isHere !== isFocused) this.#focus = { isHere: isFocused, since: now };
    this.#focusedSince = isFocused ? (this.#focusedSince ?? now) : undefined;
  }

  get isSeen(): boolean {
    return this.#seenSince !== undefined;
  }

  /** Whether the page takes the keyboard away from the window, again and again; undefined: that is not to be seen yet. */
  isKeyboardTaken(now: number): boolean | undefined {
    if (this.#focus === undefined || now - this.#focus.since < TAKEN_MS) return undefined;
    return !this.#focus.isHere && this.#taken >= TAKEN_TIMES;
  }

  /** Whether a click counts. */
  isReady(now: number): boolean {
    return this.#isSeenLongEnough(now) && this.#isCalm(now);
  }

  /** Whether all that a person does would count. */
  isAttentive(now: number): boolean {
    return this.isReady(now) && this.#isFocusedLongEnough(now);
  }

  /** Whether this counts. */
  takes(deed: Deed, now: number): boolean {
    if (deed.kind === 'act') return this.#isSeenLongEnough(now) && this.#lastPress !== 'refused';
    // A key that repeats was down before: when the window came, unless it was pressed in it. A pointer that presses inside the window has chosen it by that.
    const isFocused = deed.by === 'pointer' || this.#isFocusedLongEnough(now);
    const isMeant = this.isReady(now) && isFocused && !(deed.repeats && this.#lastPress !== 'meant');
    if (isMeant && deed.by === 'pointer') this.#focusedSince = now - MOMENT_MS;
    if (!isMeant && !deed.repeats) this.#refusedAt = now;
    this.#lastPress = isMeant ? 'meant' : 'refused';
    return isMeant;
  }

  #isSeenLongEnough(now: number): boolean {
    return this.#seenSince !== undefined && now - this.#seenSince >= MOMENT_MS;
  }

  #isCalm(now: number): boolean {
    return this.#refusedAt === undefined || now - this.#refusedAt >= MOMENT_MS;
  }

  #isFocusedLongEnough(now: number): boolean {
    return this.#focusedSince !== undefined && now - this.#focusedSince >= MOMENT_MS;
  }
}
