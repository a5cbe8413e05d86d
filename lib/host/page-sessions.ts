import { isEntryId } from '../pages/address.ts';
import { SESSIONS_REQUEST, ENTRY_REQUEST, SESSIONS_ANSWER, ENTRY_ANSWER } from '../pages/handover.ts';
import { isMoodle } from '../pages/moodle.ts';
import type { HandedSession } from '../pages/sessions.ts';

/** A page names few; what is more than that is none of a page's doing. */
const MOST = 20;

/** Under this name `entrypoints/sessions.ts` leaves what it has found, in the world that our scripts share in a frame. */
export const FOUND = 'cloneRoomSessions';

/**
 * The sessions that a page of Kaltura's holds now: in its globals, as the script in its own world tells, and in its
 * scripts and other pages of its site, where those were looked for. A page of Moodle has none: what looks like one
 * there, somebody has put into it.
 */
export function sessionsOnPage({ document }: Window): HandedSession[] {
  if (isMoodle(document)) return [];
  // Our own script's, or nothing.
  const found = (Reflect.get(globalThis, FOUND) ?? []) as readonly HandedSession[];
  const sessions = [...sessionsInGlobals(document), ...found];
  const byKs = new Map(sessions.toReversed().map((session) => [session.ks, session]));
  return [...byKs.values()].reverse().slice(0, MOST);
}

/** The entry that a page is about, as its globals say. */
export function entryOnPage(document: Document): string | undefined {
  if (isMoodle(document)) return undefined;
  const [entryId] = ask(document, ENTRY_REQUEST, ENTRY_ANSWER);
  return typeof entryId === 'string' && isEntryId(entryId) ? entryId : undefined;
}

/** The background parses what is in them. */
const sessionsInGlobals = (document: Document): HandedSession[] =>
  ask(document, SESSIONS_REQUEST, SESSIONS_ANSWER).flatMap((answer) => answer as HandedSession[]);

/** Asks the script in the page's own world, which answers there and then. The page may have made the answer. */
function ask(document: Document, question: string, answer: string): unknown[] {
  const found: unknown[] = [];
  const listening = new AbortController();
  const listen = (event: Event): void => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
    try {
      found.push(JSON.parse(event.detail) as unknown);
    } catch {
      // Not our script's word.
    }
  };
  document.addEventListener(answer, listen, { signal: listening.signal });
  document.dispatchEvent(new CustomEvent(question));
  listening.abort();
  return found;
}
