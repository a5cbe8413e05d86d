/** An observer of the page that ends with our script. */
export function observerUntil(signal: AbortSignal, changed: MutationCallback): MutationObserver {
  const observer = new MutationObserver(changed);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  return observer;
}
