import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { PageController } from '../lib/host/kaltura/controller.ts';
import { PAGE } from '../lib/host/instance.ts';
import { structureOf } from '../lib/pages/structure.ts';
import { NATIVE_LABELS } from '../lib/texts/native-labels.ts';

/** Put into the frames of a tab by "Save this page's structure": answers how the page is built. The browser waits for it. */
export default defineUnlistedScript((): unknown => {
  const page = Reflect.get(globalThis, PAGE) as PageController | undefined; // our own script's
  return structureOf(document, location.pathname, page?.own, new RegExp(NATIVE_LABELS, 'i'));
});
