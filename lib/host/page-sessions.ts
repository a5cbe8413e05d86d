import { isMoodle } from '../pages/moodle.ts';
import { isEntryId } from '../pages/naming.ts';
import {
  GLOBALS_ANSWER,
  GLOBALS_REQUEST,
  type HandedSession,
  type PageGlobals,
} from '../pages/page-globals.ts';

/** A page names few; what is more than that is none of a page's doing. */
const MOST = 20;

/**
 * The sessions that a page of Kaltura's holds now, in its globals, as the script in its own world tells.
 * @param found those in its scripts and other pages of its site, where they were looked for
 */
export function sessionsOnPage(document: Document, found: readonly HandedSession[] = []): HandedSession[] {
  return [...globalsOf(document).flatMap(({ sessions = [] }) => sessions), ...found].slice(0, MOST);
}

/** The entry that a page is about, as its globals say. */
export function entryOnPage(document: Document): string | undefined {
  const [first] = globalsOf(document);
  const entryId = first?.entryId;
  return typeof entryId === 'string' && isEntryId(entryId) ? entryId : undefined;
}

/**
 * Asks the script in the page's own world, which answers there and then. The page may have made the answer; a page of
 * Moodle is not asked: what looks like a session there, somebody has put into it.
 */
function globalsOf(document: Document): Partial<PageGlobals>[] {
  const found: Partial<PageGlobals>[] = [];
  if (isMoodle(document)) return found;
  const listening = new AbortController();
  const listen = (event: Event): void => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
    try {
      // The background parses what is in it.
      found.push(Object(JSON.parse(event.detail)) as Partial<PageGlobals>);
    } catch {
      // Not our script's word.
    }
  };
  document.addEventListener(GLOBALS_ANSWER, listen, { signal: listening.signal });
  document.dispatchEvent(new CustomEvent(GLOBALS_REQUEST));
  listening.abort();
  return found;
}
