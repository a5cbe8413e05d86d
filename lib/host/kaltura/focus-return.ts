/**
 * What gives the focus back when our window closes: to the button that had it. A page may have made its button anew in the
 * meantime, as MUI does: then to the one that stands in its place.
 */
export function focusReturn(button: HTMLElement): () => void {
  const around: Element[] = [];
  for (let part = button.parentElement; part; part = part.parentElement) around.push(part);
  const name = looks(button);
  const alikeIn = (part: Element): HTMLElement[] =>
    [...part.querySelectorAll<HTMLElement>(button.localName)].filter((other) => looks(other) === name);
  const places = around.map((part) => alikeIn(part).indexOf(button));
  return () => {
    if (button.isConnected) return button.focus();
    // The page's own root is always there.
    const at = around.findIndex(({ isConnected }) => isConnected);
    const alike = alikeIn(around[at] ?? document.documentElement);
    (alike[places[at] ?? 0] ?? alike[0])?.focus();
  };
}

/** By what a button is known again, whatever state it is in. */
const looks = (button: Element): string =>
  ['aria-label', 'title', 'type', 'href'].map((name) => button.getAttribute(name) ?? '').join('|') +
  button.textContent.trim();
