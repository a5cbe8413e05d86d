import { type Signal, signal } from '@preact/signals';
import { Attention, type Deed, isLargeEnough, MOMENT_MS } from './attention.ts';

export interface Guard {
  /** Something was pressed while the window was covered or squeezed. */
  readonly isCovered: Signal<boolean>;
}

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
const ACTS = ['click', 'dblclick', 'auxclick', 'beforeinput', 'paste', 'drop', 'submit'] as const;

/**
 * Keeps from the window what is not meant for it: see `Attention`. It hears everything before the window does, so none
 * of its buttons and fields need know of it. While nothing would be kept from it, the page's root has `data-attentive`.
 */
export function guardWindow(window: Window & typeof globalThis, lives: AbortSignal): Guard {
  const { document, performance } = window;
  const attention = new Attention();
  const isCovered = signal(false);
  const root = document.documentElement;
  // Firefox can't tell whether anything covers the window, and tells late that a frame has the focus: clicks that a
  // person means would be lost there, and nothing be kept from a page that covers it.
  if (!('isVisible' in window.IntersectionObserverEntry.prototype)) {
    root.toggleAttribute('data-attentive', true);
    return { isCovered };
  }

  const mark = (): void => {
    const now = performance.now();
    attention.focused(document.hasFocus(), now);
    root.toggleAttribute('data-attentive', attention.isAttentive(now));
  };
  const look = (isSeen: boolean): void => {
    attention.seen(isSeen && isLargeEnough(window.innerWidth, window.innerHeight), performance.now());
    if (attention.isSeen) isCovered.value = false;
    mark();
    window.setTimeout(mark, MOMENT_MS);
  };

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
    if (attention.takes(deed, performance.now())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!attention.isSeen) isCovered.value = true;
  };
  const always = { capture: true, signal: lives } as const;
  for (const type of [...PRESSES, ...ACTS]) window.addEventListener(type, hear, always);
  for (const type of ['focus', 'blur'] as const)
    window.addEventListener(
      type,
      () => {
        mark();
        window.setTimeout(mark, MOMENT_MS);
      },
      { signal: lives },
    );
  window.addEventListener('resize', () => look(isSeen), { signal: lives });
  return { isCovered };
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
