import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import { PageController, type PageItems } from '../../lib/host/kaltura/controller.ts';
import type { Extension } from '../../lib/host/extension.ts';
import { describePage } from '../../lib/host/kaltura/page-description.ts';
import type { PageDescription, PageMessage, RoomsAnswer } from '../../lib/messages/messages.ts';
import { Items } from '../../lib/host/kaltura/page-items.ts';
import { placedSessions, sessionsInScripts } from '../../lib/pages/sessions/sessions.ts';
import { NATIVE_LABELS } from '../../lib/texts/native-labels.ts';
import { entriesIn } from './sent-structure.ts';

/** A fixture page with our script at work on it, in a DOM without a browser; the background is this file. */

export const ROOM = '1_abcd1234';
export const OTHER_ROOM = '1_wxyz9876';
export const VIDEO = '1_video001';
const ROOMS: readonly string[] = [ROOM, OTHER_ROOM];

export const FIXTURES = {
  'kaltura-classic': `/media/t/${ROOM}`,
  'classic-list': '/my-media',
  'classic-gallery': '/channel/Algebra+I/17',
  'theming-page': `/media/t/${ROOM}`,
  'theming-list': '/my-media',
} as const;
export type FixtureName = keyof typeof FIXTURES;

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../lib/pages/fixtures/${name}.html`), 'utf8');

interface HappyWindow {
  readonly happyDOM: { setURL: (url: string) => void };
}

/** Makes the document this fixture's, at its address, without our script. */
export function load(name: FixtureName, path: string = FIXTURES[name]): void {
  // The environment's own handle on its window.
  (window as unknown as HappyWindow).happyDOM.setURL(`https://102.kaf.kaltura.com${path}`);
  const page = new DOMParser().parseFromString(fixture(name), 'text/html');
  const fresh = document.importNode(page.documentElement, true);
  document.documentElement.remove();
  document.append(fresh);
}

/** The nodes of a piece of markup. */
export const parsed = (markup: string): ChildNode[] => [
  ...new DOMParser().parseFromString(markup, 'text/html').body.childNodes,
];

/** Puts a piece of markup at the page's end. */
export const add = (markup: string): void => document.body.append(...parsed(markup));

export interface Started {
  readonly messages: PageMessage[];
  readonly describe: () => PageDescription;
  readonly receive: PageItems['receive'];
  readonly stop: () => void;
}

/** Starts our script on the document; resolves when it has come to rest. @param life ends it */
export async function start(
  answer: Partial<RoomsAnswer> = {},
  life = new AbortController(),
  /** How often the background does not hear that the items are wanted. */
  deaf = 0,
  /** Other pages of the site, by their paths. */
  site: Readonly<Record<string, string>> = {},
  /** What is sent to the background is put here. */
  messages: PageMessage[] = [],
): Promise<Started> {
  const extension: Extension = {
    isThere: () => true,
    send: (message) => {
      messages.push(message);
      if (message.type === 'items.wanted' && (deaf -= 1) < 0) {
        controller.items = new Items(controller);
        controller.items.update();
      }
      if (message.type === 'scripts.seen')
        return Promise.resolve({ sessions: placedSessions(sessionsInScripts(message.scripts)) });
      if (message.type !== 'rooms.seen') return Promise.resolve(undefined);
      const rooms = message.entryIds
        .filter((id) => ROOMS.includes(id))
        .map((entryId) => ({ entryId, name: entryId, right: true }));
      const texts = { item: 'Clone room', updated: 'Updated.' };
      return Promise.resolve({ session: true, rooms, texts, nativeLabels: NATIVE_LABELS, ...answer });
    },
  };
  // Other pages of the site are read for a session, where this one has none.
  vi.stubGlobal('origin', location.origin);
  vi.stubGlobal('fetch', (url: string) => {
    const html = site[new URL(url).pathname];
    return html === undefined ? Promise.reject(new Error('offline')) : Promise.resolve(pageAt(url, html));
  });
  const controller = new PageController(window, extension, life.signal);
  controller.start();
  await rest();
  return {
    messages,
    describe: () => describePage(controller),
    receive: (message) => controller.items?.receive(message),
    stop: () => life.abort(),
  };
}

/** As `fetch` answers it, as far as it is read here. */
const pageAt = (url: string, html: string): Pick<Response, 'ok' | 'url' | 'text'> => ({
  ok: true,
  url,
  text: () => Promise.resolve(html),
});

/** Until no frame of the page has anything left to do: here a frame is what Node does next. */
export async function rest(): Promise<void> {
  for (let i = 0; i < 8; i += 1) await setImmediate();
}

/** What a press may open is there by now; timers are the test's (`vi.useFakeTimers`), so that nobody waits. */
export async function afterPress(): Promise<void> {
  await vi.advanceTimersByTimeAsync(640);
  await rest();
}

export const items = (): Element[] => [...document.querySelectorAll('[data-clone-room-item]')];

/** Makes the document this markup's, at this address. */
export function show(markup: string, path: string): void {
  (window as unknown as HappyWindow).happyDOM.setURL(`https://102.kaf.kaltura.com${path}`);
  const page = new DOMParser().parseFromString(markup, 'text/html');
  const fresh = document.importNode(page.documentElement, true);
  document.documentElement.remove();
  document.append(fresh);
}

/** The entries that have an item in a page that was sent to us, where each that it names is a room of the teacher's. */
export async function itemsOfMarkup(markup: string, path: string): Promise<string[]> {
  show(markup, path);
  const roots = attachRoots(document);
  const rooms = entriesIn(markup + path).map((entryId) => ({ entryId, name: entryId, right: true }));
  const { stop } = await start({ rooms });
  // What is open in a shadow root was pressed there: our script looks into one from then on.
  for (const root of roots)
    for (const opened of root.querySelectorAll('[aria-expanded=true]')) await press(opened);
  const all = [document, ...roots].flatMap((root) => [...root.querySelectorAll('[data-clone-room-item]')]);
  const entries = all.map((item) => item.getAttribute('data-clone-room-item') ?? '');
  stop();
  return entries;
}

/** Makes shadow roots of what stands for them in markup, as a browser does for a page that it loads. */
function attachRoots(part: Document | DocumentFragment): ShadowRoot[] {
  return [...part.querySelectorAll<HTMLTemplateElement>('template[shadowrootmode]')].flatMap((template) => {
    const root = template.parentElement?.attachShadow({ mode: 'open' });
    if (!root) return [];
    root.append(template.content);
    template.remove();
    return [root, ...attachRoots(root)];
  });
}

/** Presses a control as a user does: the browser trusts the event. Then the page does what it does at a press. */
export async function press(control: Element, then: () => void = () => undefined): Promise<void> {
  const event = new MouseEvent('pointerdown', { bubbles: true, composed: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  control.dispatchEvent(event);
  then();
  await rest();
}

/** Where the items are: the entry of each, and the nearest element around it that has a name in the test. */
export const whereItems = (): string[] =>
  items().map((item) => {
    const place = item.closest('[data-at]')?.getAttribute('data-at') ?? 'nowhere';
    return `${item.getAttribute('data-clone-room-item')} in ${place}`;
  });
