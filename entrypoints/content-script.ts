import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { PageController } from '../lib/host/kaltura/controller.ts';
import { beginInstance, PAGE } from '../lib/host/instance.ts';
import { extensionWhenNeeded } from '../lib/host/extension.ts';
import { inSlices, pageTurn } from '../lib/host/slices.ts';
import { isMoodle } from '../lib/pages/moodle/moodle.ts';
import { NAMES } from '../lib/pages/names.ts';
import { editLinkOf, entryNamedBy, mediaLinkOf, NAMING } from '../lib/pages/naming.ts';

/** In every frame of Kaltura's pages, as the manifest says: it finds out whether there is a room to clone, no more. */
export default defineUnlistedScript(() => {
  const instance = beginInstance(document);
  const extension = extensionWhenNeeded((message) => page.items?.receive(message), instance);
  const page = new PageController(window, extension, instance.signal);
  // Whoever puts scripts into open pages leaves out the frames in which this is set.
  const names = { editLinkOf, mediaLinkOf, NAMING, entryNamedBy, inSlices, pageTurn };
  Object.assign(globalThis, { [PAGE]: page, [NAMES]: names });
  // A page of Moodle: it has a script of its own, at its top alone, which looks more closely. What looks like an entry or
  // a session there, somebody has put into it.
  const inMoodle = isMoodle(document);
  if (!inMoodle) page.start();
  if (inMoodle || document.querySelector('[href*=sesskey]')) void extension.send({ type: 'moodle.seen' });
  // Moodle says it on every page, MediaSpace by the way there.
  if (document.querySelector('body.notloggedin') || /^\/user\/log(?:in|out)\b/.test(location.pathname))
    void extension.send({ type: 'site.signedOut' });
});
