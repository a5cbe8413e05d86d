import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageHere } from '../lib/host/kaltura/page-here.ts';
import { describePage } from '../lib/host/kaltura/page-description.ts';

/** Put by the background into a frame of Kaltura's when the popup asks what its page shows. */
export default defineUnlistedScript(() => {
  // Our own script's, which has heard the question; gone where an update came between.
  const page = pageHere();
  if (page) void page.extension.send({ type: 'page.described', page: describePage(page) });
});
