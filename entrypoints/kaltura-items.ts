import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageHere } from '../lib/host/kaltura/page-here.ts';
import { Items } from '../lib/host/kaltura/page-items.ts';

/** Put by the background into a frame of Kaltura's whose page shows a room that its user may clone. */
export default defineUnlistedScript(() => {
  // Our own script's, which has asked for this one; gone where an update came between. It asks twice where an answer is lost.
  const page = pageHere();
  if (!page || page.items) return;
  page.items = new Items(page);
  // This script has just been read, which takes a slow machine as long as a look at a list.
  setTimeout(() => page.items?.update());
});
