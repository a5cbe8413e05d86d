/** The part of a frame that is on the screen, in the frame's own pixels. */
export interface VisiblePart {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Told of in steps of a twentieth. */
const THRESHOLDS = Array.from({ length: 21 }, (_, step) => step / 20);

/**
 * Tells which part of this document's window is on the screen, now and whenever that changes: a frame in a page may be
 * scrolled out in part, which nothing in it shows but an IntersectionObserver, whose root is the screen of the topmost
 * page, whatever site that is.
 * @param sentinel an element as large as the window
 */
export function watchVisiblePart(
  sentinel: Element,
  changed: (part: VisiblePart) => void,
  signal: AbortSignal,
): void {
  const observer = new IntersectionObserver(
    (entries) => {
      const { top, left, width, height } = entries.at(-1)?.intersectionRect ?? {};
      if (top === undefined || left === undefined || !width || !height) return;
      changed({ top, left, width, height });
    },
    { threshold: THRESHOLDS },
  );
  observer.observe(sentinel);
  // A window that becomes smaller, as by zooming, is as wholly on the screen as before: nothing is told of that.
  const resized = new ResizeObserver(() => {
    observer.unobserve(sentinel);
    observer.observe(sentinel);
  });
  resized.observe(sentinel);
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      resized.disconnect();
    },
    { once: true },
  );
}

/** The largest window that is shown, and the smallest that can be used. */
const LARGEST = { width: 600, height: 700 };
const SMALLEST = { width: 280, height: 260 };

/** Where a window of ours stands: in the middle of what is on the screen of its frame, and no larger than that. */
export function placeIn(
  part: VisiblePart,
  frame: { readonly width: number; readonly height: number },
): VisiblePart {
  const size = (side: 'width' | 'height'): number =>
    Math.min(LARGEST[side], frame[side], Math.max(part[side], SMALLEST[side]));
  const [width, height] = [size('width'), size('height')];
  const middle = (start: number, length: number, own: number, whole: number): number =>
    Math.max(0, Math.min(start + (length - own) / 2, whole - own));
  return {
    top: middle(part.top, part.height, height, frame.height),
    left: middle(part.left, part.width, width, frame.width),
    width,
    height,
  };
}
