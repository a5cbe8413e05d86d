import type { InsertionPoint } from '../../pages/kaltura/insertion-point.ts';

/** MUI's items show by this class that a key has brought the focus to them; React does not know ours. */
const FOCUSED = 'Mui-focusVisible';

/** Makes an item do something when the user chooses it. Only trusted events count: a page can make all others. */
export function bindItem(
  control: HTMLElement,
  { closesItself }: InsertionPoint,
  chosen: () => void,
  signal: AbortSignal,
): void {
  const choose = (event: Event): void => {
    event.preventDefault();
    // The page would take it for a click on what is around our item.
    if (!closesItself) event.stopPropagation();
    if (event.isTrusted) chosen();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') choose(event);
  };
  const until = { signal };
  control.addEventListener('click', choose, until);
  control.addEventListener('keydown', press, until);
  if (!/(?:^|\s)Mui/.test(control.className)) return;
  const focus = (): void => void control.classList.toggle(FOCUSED, control.matches(':focus-visible'));
  // Without the focus it is not `:focus-visible`.
  for (const type of ['focus', 'blur']) control.addEventListener(type, focus, until);
}

/**
 * Closes a menu as its own items do. React does not know our item: so by the key that closes any menu; where that one is
 * not heard, as in a popper, by a press outside of it.
 */
export function closeMenu(menu: Element): void {
  const escape = { key: 'Escape', code: 'Escape', keyCode: 27, bubbles: true, cancelable: true };
  menu.dispatchEvent(new KeyboardEvent('keydown', escape));
  setTimeout(() => {
    if (!menu.isConnected || menu.closest('[aria-hidden=true]') || isClosing(menu)) return;
    for (const type of ['mousedown', 'mouseup', 'click'])
      menu.ownerDocument.documentElement.dispatchEvent(new MouseEvent(type, { bubbles: true }));
  }, 50);
}

/** MUI fades a menu out before it takes it away. */
const isClosing = (menu: Element): boolean => {
  const paper = menu.closest<HTMLElement>('.MuiPaper-root');
  return paper?.style.opacity === '0' || paper?.style.visibility === 'hidden';
};
