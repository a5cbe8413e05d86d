import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows beside those that are seen, so that the next ones are there before they come into view. */
const MARGIN = 8;
/** As long as nothing is measured. */
const FIRST_HEIGHT = 600;

/** Which rows of one height are drawn. `to` is the first that is not. All lengths in pixels. */
export function visibleRows(
  scrolled: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const first = Math.floor(scrolled / rowHeight) - MARGIN;
  const last = Math.ceil((scrolled + height) / rowHeight) + MARGIN;
  const from = Math.max(0, Math.min(first, count - 1));
  return { from, to: Math.max(from, Math.min(count, last)) };
}

/**
 * Draws of a long list what is seen: five thousand rows are as quick as fifty, since they all have one height. The libraries
 * for it are mostly for rows that have not, so this is ours.
 */
export function useVisibleRows(count: number, rowHeight: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ scrolled: 0, height: FIRST_HEIGHT });
  const look = (): void => {
    const list = ref.current;
    if (list && list.clientHeight > 0) setPlace({ scrolled: list.scrollTop, height: list.clientHeight });
  };
  // A list that became shorter stands elsewhere.
  useLayoutEffect(look, [count]);
  const show = (index: number): void => {
    const list = ref.current;
    if (!list) return;
    const top = index * rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + rowHeight - list.clientHeight;
    look();
  };
  return { ref, look, show, ...visibleRows(place.scrolled, place.height, rowHeight, count) };
}
