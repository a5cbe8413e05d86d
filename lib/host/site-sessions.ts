import { entryInPath } from '../pages/address.ts';
import { linkedEntries } from '../pages/links.ts';
import { isMoodle } from '../pages/moodle.ts';
import { entryInScripts, type HandedSession, sessionsInScripts, withServices } from '../pages/sessions.ts';

/** A page of KAF's is some hundred thousand characters; what is longer is not parsed. */
const LONGEST_PAGE = 5_000_000;

/**
 * The sessions of a site, where a page's globals hold none: in the page's scripts, else in the edit page of an entry
 * that the user may edit (docs/facts/kaf-pages.md#5-sessions-in-pages). A list has no player; such an entry is on it,
 * or else in My Media. What is fetched is parsed, and never becomes part of the page.
 */
export async function sessionsOfSite({ document, location, origin }: Window): Promise<HandedSession[]> {
  if (isMoodle(document)) return [];
  const here = withServices(sessionsInScripts(document), document);
  if (here.length > 0) return here;
  const entries = new Set([entryInPath(location.pathname) ?? [], linkedEntries(document)].flat());
  const paths = [...[...entries].slice(0, 2).map(editPath), MY_MEDIA];
  for (const path of paths) {
    // Of the frame's own origin, also where a script made the frame: a page may give its links another base.
    const answer = await fetch(origin + path).catch(() => undefined);
    if (!answer?.ok || new URL(answer.url).origin !== origin) continue;
    const html = await answer.text();
    if (html.length > LONGEST_PAGE) continue;
    const page = new DOMParser().parseFromString(html, 'text/html');
    const found = withServices(sessionsInScripts(page), page);
    if (found.length > 0) return found;
    const mine = linkedEntries(page)[0] ?? entryInScripts(page);
    if (path === MY_MEDIA && mine !== undefined) paths.push(editPath(mine));
  }
  return [];
}

const MY_MEDIA = '/my-media';
const editPath = (entryId: string): string => `/edit/${entryId}`;
