import { signal } from '@preact/signals';
import { PageOfferSection } from '../../components/page-offer.tsx';
import { browser } from '../../lib/browser.ts';
import type { OfferedRoom, PageOffer, PanelMessage } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';

const offer = signal<PageOffer | undefined>(undefined);
const missed = signal(false);
/** Whether the page has been asked at all: where none of our scripts is, there is nothing to say of it. */
const asked = signal(false);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** The tab under the popup; its id is told without any permission. */
const tabId = browser.tabs.query({ active: true, currentWindow: true }).then(([tab]) => tab?.id);

/** A page goes on while the popup is open, and Kaltura's answer may come late: it is looked at again after so long. */
const LOOK_MS = 1_500;

async function refresh(): Promise<void> {
  const id = await tabId;
  // Our own background's answer.
  if (id !== undefined) offer.value = (await say({ type: 'page.describe', tabId: id })) as PageOffer;
  asked.value = true;
}

/** One look after the other, as long as the popup is open: it is gone with its page. */
async function keepLooking(): Promise<void> {
  await refresh().catch(() => undefined);
  setTimeout(() => void keepLooking(), LOOK_MS);
}

async function clone({ frameId, entryId, cmid }: OfferedRoom): Promise<void> {
  const id = await tabId;
  if (id === undefined) return;
  const started = await say({ type: 'page.clone', tabId: id, frameId, entryId, cmid });
  if (started === true) return window.close();
  missed.value = true;
  return refresh();
}

/** The page of rooms takes them from its address, with the tab whose course they are of. */
async function cloneAll(entryIds: readonly string[]): Promise<void> {
  const tab = await tabId;
  const wanted = new URLSearchParams({
    rooms: entryIds.join(','),
    ...(tab !== undefined && { tab: String(tab) }),
  });
  await browser.tabs.create({ url: `rooms.html#${wanted}` });
  window.close();
}

interface PageProps {
  readonly isPartlyHidden: boolean;
  readonly t: Translate;
}

/** The popup's section on the page under it; nothing where we have nothing to do. */
export function Page({ isPartlyHidden, t }: PageProps) {
  const shown = offer.value ?? (asked.value ? undefined : ({ kind: 'asking' } as const));
  if (!shown) return null;
  return (
    <PageOfferSection
      offer={shown}
      missed={missed.value}
      isPartlyHidden={isPartlyHidden}
      onClone={(room) => void clone(room)}
      onCloneAll={(entryIds) => void cloneAll(entryIds)}
      t={t}
    />
  );
}

void keepLooking();
