import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageHere } from '../lib/host/kaltura/page-here.ts';
import { describePage } from '../lib/host/kaltura/page-description.ts';
import { globalsReader, sessionsIn } from '../lib/host/kaltura/page-sessions.ts';
import { linkedOpener } from '../lib/pages/kaltura/menus.ts';
import { checkFrame } from '../lib/pages/page-check.ts';
import type { HandedSession } from '../lib/pages/sessions/page-globals.ts';
import { NATIVE_LABELS } from '../lib/texts/native-labels.ts';

/** Those of the page's globals, where no script of ours is at work in it. */
function sessionsHere(): HandedSession[] {
  const asking = new AbortController();
  const globals = globalsReader(document, asking.signal)();
  asking.abort();
  return sessionsIn(globals, document, []);
}

/** Put into the frames of a tab by "Check this page": answers what is seen there, and changes nothing. The browser waits for it. */
export default defineUnlistedScript((): unknown => {
  // Our own script's; there is none where we are not allowed, or where the extension came after the page.
  const page = pageHere();
  const frame = checkFrame(document, location, {
    own: page?.own,
    openerOf: (menu) => page?.items?.openerOf(menu) ?? linkedOpener(menu),
    nativeLabels: NATIVE_LABELS,
  });
  // What looks like a session in a page of Moodle, somebody has put into it.
  const sessions = frame.kind === 'moodle' ? [] : (page?.sessions ?? sessionsHere());
  return { frame, shown: page && describePage(page), sessions };
});
