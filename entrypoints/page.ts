import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  entryInGlobals,
  GLOBALS_ANSWER,
  GLOBALS_REQUEST,
  handedInGlobals,
  type PageGlobals,
  playersOf,
} from '../lib/pages/page-globals.ts';

/** In the page's own world, on Kaltura pages only: hands over the player's session and its entry, when asked, and nothing else. */
export default defineUnlistedScript(() => {
  // It may be put into a page in which it is already: once is enough.
  const here = Symbol.for(GLOBALS_REQUEST);
  if (here in globalThis) return;
  Reflect.set(globalThis, here, true);
  const answer = (): void => {
    const globals: PageGlobals = {
      sessions: handedInGlobals(window, playersOf(document)),
      entryId: entryInGlobals(window),
    };
    document.dispatchEvent(new CustomEvent(GLOBALS_ANSWER, { detail: JSON.stringify(globals) }));
  };
  // This listener lives as long as the page: a script in the page's world is not told when its extension ends.
  document.addEventListener(GLOBALS_REQUEST, answer, { signal: new AbortController().signal });
});
