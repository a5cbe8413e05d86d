import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { FOUND } from '../lib/host/page-sessions.ts';
import { sessionsOfSite } from '../lib/host/site-sessions.ts';

/** Put by the background into a frame whose page has no session in its globals, as lists have none. */
export default defineUnlistedScript(async () => {
  Reflect.set(globalThis, FOUND, await sessionsOfSite(window));
});
