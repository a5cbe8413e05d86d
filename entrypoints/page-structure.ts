import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageHere } from '../lib/host/kaltura/page-here.ts';
import { structureOf } from '../lib/pages/structure.ts';
import { NATIVE_LABELS } from '../lib/texts/native-labels.ts';

/** Put into the frames of a tab by "Save this page's structure": answers how the page is built. The browser waits for it. */
export default defineUnlistedScript((): unknown => {
  return structureOf(document, location.pathname, pageHere()?.own, new RegExp(NATIVE_LABELS, 'i'));
});
