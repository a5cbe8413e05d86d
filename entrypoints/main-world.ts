import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  entryInGlobals,
  GLOBALS_ANSWER,
  GLOBALS_REQUEST,
  handedInGlobals,
  type PageGlobals,
} from '../lib/pages/sessions/page-globals.ts';

/** In the page's own world, on Kaltura pages only: hands over the player's session and its entry, when asked, and nothing else. */
export default defineUnlistedScript(() => {
  const answer = (): void => {
    const globals: PageGlobals = { sessions: handedInGlobals(window), entryId: entryInGlobals(window) };
    // Most pages have nothing to tell.
    if (globals.sessions[0] ?? globals.entryId)
      document.dispatchEvent(new CustomEvent(GLOBALS_ANSWER, { detail: JSON.stringify(globals) }));
  };
  // This listener lives as long as the page: a script in the page's world is not told when its extension ends.
  document.addEventListener(GLOBALS_REQUEST, answer, { signal: new AbortController().signal });
});
