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
 * The sessions that a page of Kaltura's holds now.
 * @param found those in its scripts and other pages of its site, where they were looked for
 */
export function sessionsIn(
  { sessions }: Partial<PageGlobals>,
  document: Document,
  found: readonly HandedSession[],
): HandedSession[] {
  const players = playersOf(document);
  return [...[sessions ?? []].flat().map((session) => ({ ...session, players })), ...found].slice(0, MOST);
}

/** The entry that a page is about, as its globals say. */
export const entryIn = ({ entryId }: Partial<PageGlobals>): string | undefined =>
  typeof entryId === 'string' && isEntryId(entryId) ? entryId : undefined;

/**
 * Asks the script in the page's own world, which answers there and then, where it has something to tell. Where it is there
 * twice, one answer counts. The page may have made it: the background parses what is in it.
 * @returns asks, and answers what the page's globals hold now
 */
export function globalsReader(document: Document, signal: AbortSignal): () => Partial<PageGlobals> {
  let found: Partial<PageGlobals>;
  const listen = (event: Event): void => {
    try {
      // Whatever it is.
      found = Object(JSON.parse((event as CustomEvent<string>).detail)) as Partial<PageGlobals>;
    } catch {
      // Not our script's word.
    }
  };
  document.addEventListener(GLOBALS_ANSWER, listen, { signal });
  return () => {
    found = {};
    document.dispatchEvent(new Event(GLOBALS_REQUEST));
    return found;
  };
}
