// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"disableIframePageLoading":true}}
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FrameMessage, KnownRoom, PageMessage } from '../../messages/messages.ts';
import { Overlays } from './overlays.ts';

/** The window over a page: prepared for a click that is likely, and shown at the click. */

const ORIGIN = 'chrome-extension://ours';
const TICKET = '11111111-aaaa';
const OTHER_TICKET = '22222222-bbbb';

class Quiet {
  readonly observe = (): void => undefined;
  readonly unobserve = (): void => undefined;
  readonly disconnect = (): void => undefined;
}

/** The frames of ours that stand in the page, whose roots are closed to everybody else. */
let roots: () => ShadowRoot[];
let watched: AbortController[];
let messages: PageMessage[];
let handed: { readonly message: unknown; readonly origin: unknown; readonly frame: HTMLIFrameElement }[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IntersectionObserver', Quiet);
  vi.stubGlobal('ResizeObserver', Quiet);
  [watched, messages, handed] = [[], [], []];
  const attached = vi.spyOn(Element.prototype, 'attachShadow');
  roots = () => attached.mock.results.map(({ value }) => value as ShadowRoot); // what it answers
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  document.documentElement.replaceChildren(document.createElement('body'));
});

const frames = (): HTMLIFrameElement[] =>
  roots()
    .filter(({ host }) => host.isConnected)
    .flatMap((root) => [...root.querySelectorAll('iframe')]);
const isShown = (frame: HTMLIFrameElement): boolean => frame.closest('dialog')?.open === true;
const addressOf = (frame: HTMLIFrameElement): string => frame.src.replace(`${ORIGIN}/dialog.html`, '');

/** What is posted into a frame is noted. */
function listen(frame: HTMLIFrameElement): void {
  const contentWindow = {
    postMessage: (message: unknown, origin: unknown) => handed.push({ message, origin, frame }),
    focus: () => undefined,
  };
  Object.defineProperty(frame, 'contentWindow', { value: contentWindow, configurable: true });
}

/** The page in a frame has loaded. */
function load(frame: HTMLIFrameElement): void {
  listen(frame);
  frame.dispatchEvent(new Event('load'));
}

function start(): (message: FrameMessage) => void {
  const overlays = new Overlays(document, {
    send: (message) => messages.push(message),
    dialogUrl: () => `${ORIGIN}/dialog.html`,
    origin: ORIGIN,
    watch: (end) => watched.push(end),
  });
  return (message) => expect(overlays.receive(message)).toBe(true);
}

const prepare = (language = 'en'): FrameMessage => ({ type: 'dialog.prepare', language });
const show = (ticket = TICKET, language = 'en', known?: KnownRoom): FrameMessage => ({
  ...{ type: 'dialog.show', ticket, known, language, direction: 'ltr' },
  ...{ dialog: 'Clone room', close: 'Close' },
});

describe('prepared', () => {
  test('once, however often it is wanted, with nothing in it, and not shown', () => {
    const receive = start();
    const button = document.body.appendChild(document.createElement('button'));
    button.focus();
    receive(prepare());
    const made = frames();
    for (let times = 0; times < 5; times += 1) receive(prepare());
    expect(frames()).toEqual(made);
    expect(frames()[0]).toBe(made[0]);
    expect(frames().map(addressOf)).toEqual(['#l=en']);
    expect(frames().map(isShown)).toEqual([false]);
    expect(document.activeElement).toBe(button);
    load(frames()[0]!);
    expect([handed, messages]).toEqual([[], []]);
  });

  test('it is what the click shows: it is given the ticket and the name of its room, and its page alone', () => {
    const receive = start();
    receive(prepare());
    const [frame] = frames();
    load(frame!);
    const known = { name: 'Algebra', namePattern: '' };
    receive(show(TICKET, 'en', known));
    expect(frames()).toEqual([frame]);
    expect(isShown(frame!)).toBe(true);
    expect(handed).toEqual([{ message: { ticket: TICKET, known }, origin: ORIGIN, frame }]);
    expect(frame!.src).not.toContain(TICKET);
    expect(frame!.closest('dialog')?.getAttribute('aria-label')).toBe('Clone room');
  });

  test('a page that has not loaded at the click is given the ticket when it has, and again when it loads anew', () => {
    const receive = start();
    receive(prepare());
    const [frame] = frames();
    listen(frame!);
    receive(show());
    expect(handed).toEqual([]);
    load(frame!);
    load(frame!);
    expect(handed.map(({ message }) => message)).toEqual([{ ticket: TICKET }, { ticket: TICKET }]);
  });

  test('it serves one click: the next window is one of its own, with its own ticket', () => {
    const receive = start();
    receive(prepare());
    load(frames()[0]!);
    receive(show());
    receive(show(OTHER_TICKET));
    expect(frames().map(addressOf)).toEqual([`#l=en&n=${OTHER_TICKET}`]);
    expect(handed.map(({ message }) => message)).toEqual([{ ticket: TICKET }]);
  });
});

describe('goes', () => {
  test('when no click comes for a minute', () => {
    start()(prepare());
    vi.advanceTimersByTime(59_999);
    expect(frames()).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(frames()).toEqual([]);
  });

  test('a minute after she was there last: a click that comes later has a window made for it', () => {
    const receive = start();
    receive(prepare());
    vi.advanceTimersByTime(59_000);
    receive(prepare());
    vi.advanceTimersByTime(59_000);
    expect(frames()).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(frames()).toEqual([]);
    receive(show());
    expect(frames().map(addressOf)).toEqual([`#l=en&n=${TICKET}`]);
  });

  test('but not when it has been shown: a window that is open stays', () => {
    const receive = start();
    receive(prepare());
    receive(show());
    vi.advanceTimersByTime(600_000);
    expect(frames().map(isShown)).toEqual([true]);
  });

  test('when the extension is updated or taken away', () => {
    start()(prepare());
    watched.forEach((end) => end.abort());
    expect(frames()).toEqual([]);
  });

  test('when the page is left, also for the store from which it may come back', () => {
    start()(prepare());
    window.dispatchEvent(new Event('pagehide'));
    expect(frames()).toEqual([]);
  });

  test('with what an older instance left', () => {
    start()(prepare());
    start()(prepare());
    expect(frames()).toHaveLength(1);
  });
});

describe('made anew at the click', () => {
  test('where the page has taken it away', () => {
    const receive = start();
    receive(prepare());
    load(frames()[0]!);
    document.querySelector('[data-clone-room-host]')?.remove();
    receive(show());
    expect(frames().map(addressOf)).toEqual([`#l=en&n=${TICKET}`]);
    expect(frames().map(isShown)).toEqual([true]);
    expect(handed).toEqual([]);
  });

  test('where the windows speak another language now', () => {
    const receive = start();
    receive(prepare('en'));
    receive(show(TICKET, 'he'));
    expect(frames().map(addressOf)).toEqual([`#l=he&n=${TICKET}`]);
  });
});

test('under a window that is open none is prepared; when it has closed, one is', () => {
  const receive = start();
  receive(show());
  receive(prepare());
  expect(frames().map(isShown)).toEqual([true]);
  frames()[0]!.closest('dialog')?.close();
  expect(messages).toEqual([{ type: 'dialog.closed', ticket: TICKET }]);
  expect(frames()).toEqual([]);
  receive(prepare());
  expect(frames().map(isShown)).toEqual([false]);
});

test('what is said of another window takes no prepared one away', () => {
  const receive = start();
  receive(prepare());
  receive({ type: 'dialog.hide', ticket: OTHER_TICKET });
  expect(frames()).toHaveLength(1);
});
