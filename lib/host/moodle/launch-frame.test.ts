// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"disableIframePageLoading":true}}
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { hideLaunch, showLaunch } from './launch-frame.ts';

let ended: AbortController;
let attached: MockInstance<Element['attachShadow']>;

beforeEach(() => {
  vi.useFakeTimers();
  ended = new AbortController();
  attached = vi.spyOn(Element.prototype, 'attachShadow');
});
afterEach(() => {
  hideLaunch(document);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The frame has loaded a page: one of the same site, whose document may be read, or any other. */
function load(page: 'own' | 'other'): void {
  // It stands in a closed root.
  const root = attached.mock.results.at(-1)?.value as ShadowRoot;
  const frame = root.querySelector('iframe')!;
  const contentDocument = page === 'own' ? document : null;
  Object.defineProperty(frame, 'contentDocument', { value: contentDocument, configurable: true });
  frame.dispatchEvent(new Event('load'));
}

/** A launch, with what it came to. */
function launch(): () => boolean | undefined {
  let rests: boolean | undefined;
  void showLaunch(document, 'https://moodle.example.edu/mod/lti/launch.php?id=4', ended.signal).then(
    (came) => (rests = came),
  );
  return () => rests;
}

test('a launch rests once something of another site has come, and nothing has followed', async () => {
  const rests = launch();
  load('own');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rests()).toBeUndefined();
  load('other');
  await vi.advanceTimersByTimeAsync(999);
  // LTI 1.3: the tool's login leads back to Moodle, and that to the tool.
  load('own');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rests()).toBeUndefined();
  load('other');
  await vi.advanceTimersByTimeAsync(999);
  expect(rests()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(rests()).toBe(true);
});

test('one that was ended does not rest any more', async () => {
  const rests = launch();
  load('other');
  ended.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rests()).toBe(false);
});
