import { signal } from '@preact/signals';
import { PageOfferSection } from '../../components/page-offer.tsx';
import { browser } from '../../lib/browser.ts';
import type { OfferedRoom, PageOffer, PanelMessage } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';

const offer = signal<PageOffer | undefined>(undefined);
const missed = signal(false);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** The tab under the popup; its id is told without any permission. */
const tabId = browser.tabs.query({ active: true, currentWindow: true }).then(([tab]) => tab?.id);

async function refresh(): Promise<void> {
  const id = await tabId;
  // Our own background's answer.
  if (id !== undefined) offer.value = (await say({ type: 'page.describe', tabId: id })) as PageOffer;
}

async function clone({ frameId, entryId, cmid }: OfferedRoom): Promise<void> {
  const id = await tabId;
  if (id === undefined) return;
  const started = await say({ type: 'page.clone', tabId: id, frameId, entryId, cmid });
  if (started === true) return window.close();
  missed.value = true;
  return refresh();
}

/** The popup's section on the page under it; nothing where we have nothing to do. */
export function Page({ t }: { readonly t: Translate }) {
  if (!offer.value) return null;
  return (
    <PageOfferSection offer={offer.value} missed={missed.value} onClone={(room) => void clone(room)} t={t} />
  );
}

void refresh();
