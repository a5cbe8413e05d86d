import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { type Extension, PageController } from '../lib/host/controller.ts';
import { PRESENT } from '../lib/host/present.ts';
import { menuTexts } from '../lib/host/texts.ts';
import { hostMatches } from '../lib/matches.ts';
import type { FrameMessage } from '../lib/messages/messages.ts';
import { kalturaClassic } from '../lib/pages/kaltura-classic.ts';

const extension: Extension = {
  tell: (message) => browser.runtime.sendMessage(message).catch(() => undefined),
  dialogUrl: (ticket) => `${browser.runtime.getURL('/dialog.html')}#n=${ticket}`,
  watch(end) {
    if (end.signal.aborted) return;
    try {
      // A worker that merely stopped is woken by this; when the extension is gone, it throws.
      const { onDisconnect } = browser.runtime.connect({ name: 'page' });
      onDisconnect.addListener(() => setTimeout(() => extension.watch(end), 300));
    } catch {
      end.abort();
    }
  },
};

export default defineContentScript({
  matches: hostMatches(import.meta.env.MODE),
  allFrames: true,
  noScriptStartedPostMessage: true,
  main(context) {
    const { signal } = context;
    // Whoever puts scripts into open pages leaves out the frames in which this is set.
    Reflect.set(globalThis, PRESENT, true);
    signal.addEventListener('abort', () => Reflect.deleteProperty(globalThis, PRESENT), { once: true });
    const page = new PageController(window, kalturaClassic, menuTexts(document), extension, signal);
    browser.runtime.onMessage.addListener((message: FrameMessage, sender, answer) => {
      if (sender.id !== browser.runtime.id || sender.tab !== undefined) return;
      if (message.type === 'site.check') void leaveWhereTakenBack();
      else if (!signal.aborted) answer(page.receive(message));
    });
    const leaveWhereTakenBack = async (): Promise<void> => {
      if ((await extension.tell({ type: 'site.mayWork' })) === false) context.abort('site taken back');
    };
    page.start();
  },
});
