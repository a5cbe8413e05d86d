import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { beginInstance } from '../lib/host/instance.ts';
import { ActivityCache } from '../lib/host/moodle/activity-cache.ts';
import { extension, hearBackground } from '../lib/host/extension.ts';
import { MoodleController } from '../lib/host/moodle/moodle-controller.ts';
import type { MoodleMessage } from '../lib/messages/messages.ts';
import { MoodlePage } from '../lib/moodle/page/moodle-page.ts';
import { siteOf } from '../lib/moodle/page/site.ts';

/** Put into pages of Moodle by the background, when the small script that is in every page has found one. */

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
    site.base,
    () => sessionStorage,
    () => Date.now(),
  );
  const controller = new MoodleController(window, page, cache, extension, signal);
  hearBackground((message: MoodleMessage) => controller.receive(message), signal);
  controller.start();
});
