import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { FOUND } from '../lib/host/page-sessions.ts';
import { sessionsOfSite } from '../lib/host/site-sessions.ts';

/** Put by the background into a frame whose page has no session in its globals, as lists have none. */
const find = async (): Promise<void> => {
  Reflect.set(globalThis, FOUND, await sessionsOfSite(window));
};

// The browser tells the background when this has come to its end.
export default defineUnlistedScript((): unknown => find());
