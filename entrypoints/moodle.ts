import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { beginInstance } from '../lib/host/instance.ts';
import { ActivityCache } from '../lib/host/activity-cache.ts';
import { type Background, MoodleController } from '../lib/host/moodle-controller.ts';
import type { MoodleMessage } from '../lib/messages/messages.ts';
import { MoodlePage } from '../lib/moodle/page/moodle-page.ts';
import { isThere, send } from '../lib/host/send.ts';
import { siteOf } from '../lib/moodle/page/site.ts';

/** Put into pages of Moodle by the background, when the small script that is in every page has found one. */

const background: Background = { send, isThere };

export default defineUnlistedScript(() => {
  const site = siteOf(document, location.href);
  if (!site) return;
  const { signal } = beginInstance(document, 'clone-room:newer-moodle');
  const page = new MoodlePage(site, {
    fetch: (input, init) => fetch(input, init),
    parse: (html) => new DOMParser().parseFromString(html, 'text/html'),
    fieldsOf: (form) => new FormData(form),
    once: () => crypto.randomUUID(),
  });
  const cache = new ActivityCache(
    () => sessionStorage,
    () => Date.now(),
  );
  const controller = new MoodleController(window, page, cache, background, signal);
  browser.runtime.onMessage.addListener((message: MoodleMessage, sender, answer) => {
    if (signal.aborted || sender.id !== browser.runtime.id || sender.tab !== undefined) return;
    const answering = controller.receive(message);
    if (!answering) return;
    void answering.then(answer, () => answer(undefined));
    return true;
  });
  controller.start();
});
