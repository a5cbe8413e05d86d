import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { beginLife } from '../lib/host/life.ts';
import { MoodleController } from '../lib/host/moodle-controller.ts';
import type { MoodleMessage, PageMessage } from '../lib/messages/messages.ts';
import { MoodlePage } from '../lib/moodle/page/moodle-page.ts';
import { siteOf } from '../lib/moodle/page/site.ts';

/** Put into pages of Moodle by the background, when the small script that is in every page has found one. */

const tell = (message: PageMessage): Promise<unknown> =>
  browser.runtime.sendMessage(message).catch(() => undefined);

export default defineUnlistedScript(() => {
  const site = siteOf(document, location.href);
  if (!site) return;
  const { signal } = beginLife(document, 'clone-room:newer-moodle');
  const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');
  const fieldsOf = (form: HTMLFormElement): FormData => new FormData(form);
  const page = new MoodlePage(site, {
    fetch: (input, init) => fetch(input, init),
    parse,
    fieldsOf,
    once: () => crypto.randomUUID(),
  });
  const controller = new MoodleController(window, page, tell, signal);
  browser.runtime.onMessage.addListener((message: MoodleMessage, sender, answer) => {
    if (signal.aborted || sender.id !== browser.runtime.id || sender.tab !== undefined) return;
    const said = controller.receive(message);
    if (!said) return;
    void said.then(answer, () => answer(undefined));
    return true;
  });
  controller.start();
});
