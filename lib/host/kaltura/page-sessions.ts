import { isEntryId } from '../../pages/naming.ts';
import {
  GLOBALS_ANSWER,
  GLOBALS_REQUEST,
  type HandedSession,
  type PageGlobals,
  playersOf,
} from '../../pages/sessions/page-globals.ts';

/** A page names few; what is more than that is none of a page's doing. */
const MOST = 20;

/**
 * The sessions that a page of Kaltura's holds now, in its globals, as the script in its own world tells.
 * @param found those in its scripts and other pages of its site, where they were looked for
 */
export function sessionsOnPage(document: Document, found: readonly HandedSession[] = []): HandedSession[] {
  const players = playersOf(document);
  const handed = [globalsOf(document).sessions ?? []].flat();
  return [...handed.map((session) => ({ ...session, players })), ...found].slice(0, MOST);
}

/** The entry that a page is about, as its globals say. */
export function entryOnPage(document: Document): string | undefined {
  const { entryId } = globalsOf(document);
  return typeof entryId === 'string' && isEntryId(entryId) ? entryId : undefined;
}

/**
 * Asks the script in the page's own world, which answers there and then. Where it is there twice, one answer counts. The
 * page may have made it: the background parses what is in it.
 */
function globalsOf(document: Document): Partial<PageGlobals> {
  let found: Partial<PageGlobals> = {};
  const listening = new AbortController();
  const listen = (event: Event): void => {
    try {
      // Whatever it is.
      found = Object(JSON.parse((event as CustomEvent<string>).detail)) as Partial<PageGlobals>;
    } catch {
      // Not our script's word.
    }
  };
  document.addEventListener(GLOBALS_ANSWER, listen, { signal: listening.signal });
  document.dispatchEvent(new CustomEvent(GLOBALS_REQUEST));
  listening.abort();
  return found;
}
