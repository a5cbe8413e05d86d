import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { PageController } from '../lib/host/kaltura/controller.ts';
import { PAGE } from '../lib/host/instance.ts';
import { describePage } from '../lib/host/kaltura/page-description.ts';

/** Put by the background into a frame of Kaltura's when the popup asks what its page shows. */
export default defineUnlistedScript(() => {
  // Our own script's, which has heard the question; gone where an update came between.
  const page = Reflect.get(globalThis, PAGE) as PageController | undefined;
  if (page) void page.extension.send({ type: 'page.described', page: describePage(page) });
});
