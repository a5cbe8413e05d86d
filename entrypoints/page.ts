import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { entryInGlobals } from '../lib/pages/entry-in-globals.ts';
import { ASK, ASK_ENTRY, TELL, TELL_ENTRY } from '../lib/pages/handover.ts';
import { sessionsInGlobals, withServices } from '../lib/pages/sessions.ts';

/** In the page's own world, on Kaltura pages only: hands over the player's session and its entry, when asked, and nothing else. */
export default defineUnlistedScript(() => {
  // It may be put into a page in which it is already: once is enough.
  const here = Symbol.for(ASK);
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
  answer(ASK, TELL, () => withServices(sessionsInGlobals(window), document));
  answer(ASK_ENTRY, TELL_ENTRY, () => entryInGlobals(window));
});
