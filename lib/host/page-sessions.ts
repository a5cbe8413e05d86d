import { ASK, TELL } from '../pages/handover.ts';
import { type HandedSession, serviceOf, sessionsInAddresses, sessionsInScripts } from '../pages/sessions.ts';

/** A page names few; what is more than that is none of a page's doing. */
const MOST = 20;

/** The sessions that a page holds now: in its markup and addresses and, as the script in its own world tells, in its globals. */
export function sessionsOnPage({ document, location, performance }: Window): HandedSession[] {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  return distinct([
    ...sessionsInScripts(document),
    ...sessionsInGlobals(document),
    ...sessionsInAddresses(document, [location.href, ...loaded]),
  ]);
}

const distinct = (sessions: readonly HandedSession[]): HandedSession[] => {
  const byKs = new Map(sessions.toReversed().map((session) => [session.ks, session]));
  return [...byKs.values()].reverse().slice(0, MOST);
};

function sessionsInGlobals(document: Document): HandedSession[] {
  const found: HandedSession[] = [];
  const listening = new AbortController();
  const listen = (event: Event): void => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
    try {
      // The page may have made this event: the background parses what is in it.
      found.push(...(JSON.parse(event.detail) as HandedSession[]));
    } catch {
      // Not our script's word.
    }
  };
  document.addEventListener(TELL, listen, { signal: listening.signal });
  document.dispatchEvent(new CustomEvent(ASK));
  listening.abort();
  return found.map((session) => ({ ...session, serviceUrl: session.serviceUrl || serviceOf(document) }));
}

/** An entry's id in the text of a page, whichever generation made it: in a link or in inline JSON. */
const ANY_ENTRY = /["'/](\d+_[0-9a-z]{8,})["'/]/;

/**
 * The sessions in other pages of this site: a list has no player, but the edit page of an entry that the user may edit
 * has a session (kaf-pages §3). Such an entry is on the page, or else in My Media. What is fetched is parsed, and never
 * becomes part of the page.
 */
export async function sessionsElsewhere(
  { baseURI }: Document,
  entryIds: readonly string[],
  signal: AbortSignal,
): Promise<HandedSession[]> {
  const paths = [...entryIds.slice(0, 2).map(editPath), MY_MEDIA];
  for (const path of paths) {
    const answer = await fetch(new URL(path, baseURI), { signal }).catch(() => undefined);
    if (!answer?.ok) continue;
    const html = await answer.text();
    const page = new DOMParser().parseFromString(html, 'text/html');
    const found = [...sessionsInScripts(page), ...sessionsInAddresses(page, [])];
    if (found.length > 0) return distinct(found);
    const [, mine] = ANY_ENTRY.exec(html) ?? [];
    if (path === MY_MEDIA && mine !== undefined) paths.push(editPath(mine));
  }
  return [];
}

const MY_MEDIA = '/my-media';
const editPath = (entryId: string): string => `/edit/${entryId}`;
