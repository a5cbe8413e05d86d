import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { entryInGlobals } from '../lib/pages/entry-in-globals.ts';
import { SESSIONS_REQUEST, ENTRY_REQUEST, SESSIONS_ANSWER, ENTRY_ANSWER } from '../lib/pages/handover.ts';
import { sessionsInGlobals, withServices } from '../lib/pages/sessions.ts';

/** In the page's own world, on Kaltura pages only: hands over the player's session and its entry, when asked, and nothing else. */
export default defineUnlistedScript(() => {
  // It may be put into a page in which it is already: once is enough.
  const here = Symbol.for(SESSIONS_REQUEST);
  if (here in globalThis) return;
  Reflect.set(globalThis, here, true);
  // This listener lives as long as the page: a script in the page's world is not told when its extension ends.
  const { signal } = new AbortController();
  const answer = (question: string, event: string, value: () => unknown): void => {
    const tell = (): void => {
      document.dispatchEvent(new CustomEvent(event, { detail: JSON.stringify(value()) }));
    };
    document.addEventListener(question, tell, { signal });
  };
  answer(SESSIONS_REQUEST, SESSIONS_ANSWER, () => withServices(sessionsInGlobals(window), document));
  answer(ENTRY_REQUEST, ENTRY_ANSWER, () => entryInGlobals(window));
});
