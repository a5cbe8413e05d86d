/** What the teacher pressed last: it is what opened the menu that comes next. */
export interface Press {
  readonly control: HTMLElement;
  /** As `performance.now()` tells it. */
  readonly at: number;
}

const KEYS = ['Enter', ' ', 'ArrowDown', 'ArrowUp'];
const CONTROL = 'button,a,[role=button],[role^=menuitem],[aria-haspopup],summary,[tabindex]';

/** Hears every press of the user's own, and none that the page has made. @param pressed called at each */
export function hearPresses(window: Window, pressed: (press: Press) => void, signal: AbortSignal): void {
  const hear = (event: Event): void => {
    // What is no key has none.
    const { isTrusted, key = 'Enter' } = event as Partial<KeyboardEvent>;
    if (!isTrusted || !KEYS.includes(key)) return;
    // The real target: it may be inside an open shadow root.
    const [target] = event.composedPath();
    const control =
      target instanceof Element
        ? (target.closest(CONTROL) ?? target.closest('svg')?.parentElement ?? target)
        : undefined;
    if (control instanceof HTMLElement) pressed({ control, at: window.performance.now() });
  };
  for (const type of ['pointerdown', 'keydown', 'click'])
    window.addEventListener(type, hear, { capture: true, signal });
}
