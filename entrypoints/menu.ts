import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { type Extension, PageController } from '../lib/host/controller.ts';
import { beginLife } from '../lib/host/life.ts';
import { PRESENT } from '../lib/host/present.ts';
import type { FrameMessage } from '../lib/messages/messages.ts';
import { kalturaClassic } from '../lib/pages/kaltura-classic.ts';
import { kalturaList } from '../lib/pages/kaltura-list.ts';
import { kalturaTheming } from '../lib/pages/kaltura-theming.ts';

/** In every frame of Kaltura's pages, as the manifest says: all of it runs before anything is clicked, so it is small. */

const extension: Extension = {
  async tell(message) {
    try {
      // A script that was left behind by an update has nobody to tell: this throws, there and then.
      return (await browser.runtime.sendMessage(message)) as unknown;
    } catch {
      return undefined;
    }
  },
  // The types know no runtime without an id: it is how a script that was left behind finds it.
  isThere: () => (browser.runtime as { id?: string } | undefined)?.id !== undefined,
};

export default defineUnlistedScript(() => {
  const life = beginLife(document);
  const { signal } = life;
  // Whoever puts scripts into open pages leaves out the frames in which this is set.
  Reflect.set(globalThis, PRESENT, true);
  signal.addEventListener('abort', () => Reflect.deleteProperty(globalThis, PRESENT), { once: true });
  const kinds = [kalturaClassic, kalturaTheming, kalturaList];
  const page = new PageController(window, kinds, extension, signal);
  browser.runtime.onMessage.addListener((message: FrameMessage, sender, answer) => {
    if (signal.aborted || sender.id !== browser.runtime.id || sender.tab !== undefined) return;
    if (message.type === 'site.check') void leaveWhereTakenBack();
    const done = page.receive(message);
    if (done !== undefined) answer(done);
  });
  const leaveWhereTakenBack = async (): Promise<void> => {
    if ((await extension.tell({ type: 'site.mayWork' })) === false) life.abort();
  };
  page.start();
  // A page of Moodle: it has a script of its own, at its top alone, which looks more closely.
  if (document.querySelector('[href*=sesskey],body[class*=pagelayout-]'))
    void extension.tell({ type: 'moodle.seen' });
});
