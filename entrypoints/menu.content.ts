import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { showBanner } from '../lib/host/banner.ts';
import { showDialog } from '../lib/host/dialog-host.ts';
import { addItems, removeItems } from '../lib/host/menu-items.ts';
import { removeHosts } from '../lib/host/shadow.ts';
import { menuTexts } from '../lib/host/texts.ts';
import { hostMatches } from '../lib/matches.ts';
import type { FrameMessage, PageAnswer, PageMessage } from '../lib/messages/messages.ts';
import { ASK, TELL } from '../lib/pages/handover.ts';
import { kalturaClassic } from '../lib/pages/kaltura-classic.ts';
import { type HandedSession, sessionsInScripts } from '../lib/pages/sessions.ts';

export default defineContentScript({
  matches: hostMatches(import.meta.env.MODE),
  allFrames: true,
  noScriptStartedPostMessage: true,
  main({ signal }) {
    const texts = menuTexts(document);
    const kind = kalturaClassic;
    const offers = new Map<string, boolean>();
    let opener: HTMLElement | null = null;
    let shown: { ticket: string; end: AbortController } | undefined;

    const tell = (message: PageMessage): Promise<unknown> =>
      // Whoever should answer is the background; when it is gone, so is this script.
      browser.runtime.sendMessage(message).catch(() => undefined);

    const sessions = (): HandedSession[] => {
      const found = sessionsInScripts(document);
      const listening = new AbortController();
      const listen = (event: Event): void => {
        if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
        // The page may have made this event: the background parses what is in it.
        found.push(...(JSON.parse(event.detail) as HandedSession[]));
      };
      document.addEventListener(TELL, listen, { signal: listening.signal });
      document.dispatchEvent(new CustomEvent(ASK));
      listening.abort();
      return found;
    };

    const scan = (): void => {
      const entryId = kind.entryId(document, location.pathname);
      if (entryId === undefined) return;
      const offered = offers.get(entryId);
      if (offered === undefined) {
        offers.set(entryId, false);
        void tell({ type: 'room.seen', entryId, sessions: sessions() }).then((answer) => {
          // The background's own answer; nothing at all where it could not be asked.
          offers.set(entryId, (answer as PageAnswer | undefined)?.offer === true);
          scan();
        });
      }
      if (!offered) return;
      const chosen = (button: HTMLElement | null): void => {
        opener = button;
        // Firefox has had no ancestorOrigins for long.
        const [parentOrigin] = (location.ancestorOrigins as DOMStringList | undefined) ?? [];
        const parent = parentOrigin === undefined ? {} : { parentOrigin };
        void tell({ type: 'clone.clicked', entryId, sessions: sessions(), ...parent });
      };
      addItems(kind, document, texts.item, chosen, signal);
    };

    /** While our window is open: when the extension is updated or taken away, it must not stay on the page, dead. */
    const watch = (end: AbortController): void => {
      if (end.signal.aborted) return;
      try {
        // A worker that merely stopped is woken by this; when the extension is gone, it throws.
        const { onDisconnect } = browser.runtime.connect({ name: 'page' });
        onDisconnect.addListener(() => setTimeout(() => watch(end), 300));
      } catch {
        end.abort();
      }
    };

    const receive = (message: FrameMessage): boolean => {
      switch (message.type) {
        case 'dialog.show': {
          const { ticket } = message;
          const end = new AbortController();
          shown?.end.abort();
          shown = { ticket, end };
          const url = `${browser.runtime.getURL('/dialog.html')}#n=${ticket}`;
          const closed = (): void => void tell({ type: 'dialog.closed', ticket });
          showDialog(document, url, texts, closed, AbortSignal.any([signal, end.signal]));
          watch(end);
          return true;
        }
        case 'dialog.hide':
          if (shown?.ticket === message.ticket) shown.end.abort();
          return true;
        case 'focus.restore':
          opener?.focus();
          return true;
        case 'banner.show': {
          const { jobId, text, link } = message;
          const go = (): void => void tell({ type: 'banner.go', jobId });
          showBanner(document, { text, link, close: texts.close }, go, signal);
          return true;
        }
        case 'frame.go':
          // The frame may show something else by now; and a path is of this host, never of another.
          if (location.origin !== message.origin || !/^\/(?!\/)/.test(message.path)) return false;
          location.assign(message.path);
          return true;
      }
    };

    removeItems(document);
    removeHosts(document, 'dialog');
    browser.runtime.onMessage.addListener((message: FrameMessage, sender, answer) => {
      if (sender.id === browser.runtime.id && sender.tab === undefined) answer(receive(message));
    });
    let waiting = false;
    const observer = new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        scan();
      });
    });
    observer.observe(document.documentElement, { childList: true, subtree: true });
    signal.addEventListener(
      'abort',
      () => {
        observer.disconnect();
        removeItems(document);
      },
      { once: true },
    );
    scan();
  },
});
