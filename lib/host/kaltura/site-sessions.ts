import type { ScriptsAnswer } from '../../messages/messages.ts';
import { entryNamedBy, NAMING } from '../../pages/naming.ts';
import type { HandedSession } from '../../pages/sessions/page-globals.ts';
import { scriptsOf } from '../../pages/sessions/page-scripts.ts';
import type { Extension } from '../extension.ts';

/** A page of KAF's is some hundred thousand characters; what is longer is not read. */
const LONGEST_PAGE = 5_000_000;

/** The page that was left without a session. */
interface ReadablePage {
  readonly window: Window;
  readonly extension: Extension;
  readonly entryIds: ReadonlySet<string>;
}

/**
 * The sessions of a site, where a page's globals hold none: in the page's scripts, else in the edit page of an entry
 * that the user may edit (docs/facts/kaf-pages.md#5-sessions-in-pages). A list has no player; such an entry is on it,
 * or else in My Media. What is fetched never becomes part of the page; the background reads its scripts.
 */
export async function sessionsOfSite({
  window: { document, origin },
  entryIds,
  extension: { send },
}: ReadablePage): Promise<readonly HandedSession[]> {
  const read = async (page: Document): Promise<Partial<ScriptsAnswer>> => {
    const answer = await send({ type: 'scripts.seen', scripts: scriptsOf(page) });
    // The background's own answer, where there is one.
    return Object(answer) as Partial<ScriptsAnswer>;
  };
  const { sessions: here = [] } = await read(document);
  if (here.length > 0) return here;
  const paths = [...[...entryIds].slice(0, 2).map(editPath), MY_MEDIA];
  for (const path of paths) {
    // Of the frame's own origin, also where a script made the frame: a page may give its links another base.
    const answer = await fetch(origin + path).catch(() => undefined);
    if (!answer?.ok || new URL(answer.url).origin !== origin) continue;
    const html = await answer.text();
    if (html.length > LONGEST_PAGE) continue;
    const page = new DOMParser().parseFromString(html, 'text/html');
    const { sessions = [], entryId } = await read(page);
    if (sessions.length > 0) return sessions;
    const mine = [...page.querySelectorAll(NAMING)].map(entryNamedBy).find(Boolean) ?? entryId;
    if (path === MY_MEDIA && mine !== undefined) paths.push(editPath(mine));
  }
  return [];
}

const MY_MEDIA = '/my-media';
const editPath = (entryId: string): string => `/edit/${entryId}`;
