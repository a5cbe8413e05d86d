import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { hearBackground, send } from '../lib/host/extension.ts';
import { Overlays, type OverlayExtension } from '../lib/host/overlay/overlays.ts';
import type { FrameMessage } from '../lib/messages/messages.ts';

/** Put into a frame by the background when there is something to show in it, and no earlier. */

const HERE = 'cloneRoomOverlays';

const extension: OverlayExtension = {
  send: (message) => void send(message),
  dialogUrl: () => browser.runtime.getURL('/dialog.html'),
  // Of a path that no page may open, which is of the fixed origin (docs/facts/browsers.md#1-window-in-a-page).
  origin: new URL(browser.runtime.getURL('/popup.html')).origin,
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

export default defineUnlistedScript(() => {
  // The world of our scripts lives as long as the page, and keeps what was put into it before.
  if (HERE in globalThis) return;
  Reflect.set(globalThis, HERE, true);
  const overlays = new Overlays(document, extension);
  hearBackground((message: FrameMessage) => overlays.receive(message) || undefined);
});
