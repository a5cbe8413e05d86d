import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { PageController } from '../lib/host/controller.ts';
import { PAGE } from '../lib/host/instance.ts';
import { sessionsOfSite } from '../lib/host/site-sessions.ts';

/** Put by the background into a frame whose page has no session in its globals, as lists have none. */
const find = async (): Promise<void> => {
  // Our own script's, which has asked for this one; gone where an update came between.
  const page = Reflect.get(globalThis, PAGE) as PageController | undefined;
  if (page) page.found = await sessionsOfSite(page);
};

// The browser tells the background when this has come to its end.
export default defineUnlistedScript((): unknown => find());
