import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { ASK, TELL } from '../lib/pages/handover.ts';
import { sessionsInGlobals, withServices } from '../lib/pages/sessions.ts';

/** In the page's own world, on Kaltura pages only: hands over the player's session, when asked, and nothing else. */
export default defineUnlistedScript(() => {
  // It may be put into a page in which it is already: once is enough.
  const here = Symbol.for(ASK);
  if (here in globalThis) return;
  Reflect.set(globalThis, here, true);
  // This listener lives as long as the page: a script in the page's world is not told when its extension ends.
  const { signal } = new AbortController();
  document.addEventListener(
    ASK,
    () => {
      const detail = JSON.stringify(withServices(sessionsInGlobals(window), document));
      document.dispatchEvent(new CustomEvent(TELL, { detail }));
    },
    { signal },
  );
});
