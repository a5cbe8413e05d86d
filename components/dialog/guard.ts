import { type Signal, signal } from '@preact/signals';
import { Attention, type Deed, isLargeEnough, MOMENT_MS } from './attention.ts';

export interface Guard {
  /** Why what was done did not reach the window; undefined: all that was done did. */
  readonly hindrance: Signal<Hindrance | undefined>;
}

/**
 * `covered`: something was pressed while the window was covered, or squeezed. `keyboardTaken`: the page takes the focus
 * again and again. `tooSoon`: something was pressed before anybody can have seen the window.
 */
export type Hindrance = 'covered' | 'keyboardTaken' | 'tooSoon';

/** Chromium tells whether something covers it (IntersectionObserver v2). */
interface Visibility {
  readonly isVisible?: boolean;
}

/** Keys that change nothing: they lead through the window, or out of it. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['Escape', 'Tab', 'Shift', 'Control', 'Alt', 'Meta'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'],
]);

const PRESSES = ['pointerdown', 'mousedown', 'keydown'] as const;
/** What a click is meant for, if it is meant for anything in the window. */
const CONTROLS = 'button, a, input, textarea, select, summary, label, [contenteditable]';
const ACTS = ['click', 'dblclick', 'auxclick', 'beforeinput', 'paste', 'drop', 'submit'] as const;

/**
 * Keeps from the window what is not meant for it: see `Attention`. It hears everything before the window does, so none
 * of its buttons and fields need know of it. While nothing would be kept from it, the page's root has `data-attentive`;
 * while no click counts, `data-unready`: its buttons show that.
 */
export function guardWindow(window: Window & typeof globalThis, lives: AbortSignal): Guard {
  const { document, performance } = window;
  const attention = new Attention();
  const hindrance = signal<Hindrance | undefined>(undefined);
  const root = document.documentElement;
  // Firefox can't tell whether anything covers the window, and tells late that a frame has the focus: clicks that a
  // person means would be lost there, and nothing be kept from a page that covers it.
  if (!('isVisible' in window.IntersectionObserverEntry.prototype)) {
    root.toggleAttribute('data-attentive', true);
    return { hindrance };
  }

  const mark = (): void => {
    const now = performance.now();
    attention.focused(document.hasFocus(), now);
    root.toggleAttribute('data-attentive', attention.isAttentive(now));
    root.toggleAttribute('data-unready', !attention.isReady(now));
    const isTaken = attention.isKeyboardTaken(now);
    if (isTaken === true) hindrance.value ??= 'keyboardTaken';
    if (isTaken === false && hindrance.value === 'keyboardTaken') hindrance.value = undefined;
  };
  const markLater = (): void => {
    mark();
    window.setTimeout(mark, MOMENT_MS);
  };
  let hasLooked = false;
  const look = (isSeen: boolean): void => {
    hasLooked = true;
    attention.seen(isSeen && isLargeEnough(window.innerWidth, window.innerHeight), performance.now());
    if (attention.isSeen && hindrance.value === 'covered') hindrance.value = undefined;
    markLater();
  };
  mark();

  // Over everything of ours, so that whatever covers it is not ours.
  const pane = document.createElement('div');
  pane.style.cssText = 'position:fixed;inset:0;pointer-events:none;z-index:2147483647';
  document.body.append(pane);
  let isSeen = false;
  const options = { threshold: [0, 0.9, 1], trackVisibility: true, delay: 100 };
  const observer = new window.IntersectionObserver((entries) => {
    const last = entries.at(-1) as (IntersectionObserverEntry & Visibility) | undefined;
    isSeen = last !== undefined && last.isIntersecting && last.isVisible === true;
    look(isSeen);
  }, options);
  observer.observe(pane);
  lives.addEventListener('abort', () => observer.disconnect(), { once: true });

  const hear = (event: Event): void => {
    const deed = deedOf(event);
    if (!deed) return;
    mark();
    if (attention.takes(deed, performance.now())) {
      if (hindrance.value === 'tooSoon') hindrance.value = undefined;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    // Whether anything covers it is not known before the browser has looked.
    if (hasLooked && !attention.isSeen) hindrance.value = 'covered';
    else if (isMissed(event)) hindrance.value ??= 'tooSoon';
    markLater();
  };
  const always = { capture: true, signal: lives } as const;
  for (const type of [...PRESSES, ...ACTS]) window.addEventListener(type, hear, always);
  for (const type of ['focus', 'blur'] as const) window.addEventListener(type, markLater, { signal: lives });
  window.addEventListener('resize', () => look(isSeen), { signal: lives });
  return { hindrance };
}

/** Whether somebody waits for what this press should have done. */
function isMissed(event: Event): boolean {
  if (event instanceof KeyboardEvent) return !event.repeat;
  return (
    event.type === 'pointerdown' && event.target instanceof Element && event.target.closest(CONTROLS) !== null
  );
}

function deedOf(event: Event): Deed | undefined {
  if (event instanceof KeyboardEvent) {
    if (HARMLESS.has(event.key)) return undefined;
    return { kind: 'press', by: 'key', repeats: event.repeat };
  }
  if (event.type === 'pointerdown' || event.type === 'mousedown')
    return { kind: 'press', by: 'pointer', repeats: false };
  return { kind: 'act' };
}
