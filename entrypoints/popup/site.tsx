import { signal } from '@preact/signals';
import { SiteSection } from '../../components/site-section.tsx';
import { browser } from '../../lib/browser.ts';
import type { PanelMessage } from '../../lib/messages/messages.ts';
import type { SiteOffer } from '../../lib/sites/offer.ts';
import type { Translate } from '../../lib/texts/texts.ts';

const offer = signal<SiteOffer | undefined>(undefined);
const refused = signal(false);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** Asks what can be done on the tab under the popup. */
async function refresh(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return;
  // Our own background's answer.
  offer.value = (await say({ type: 'site.offer', tabId: tab.id })) as SiteOffer;
}

/** @param services Kaltura servers that are named by this question */
function enable(origins: readonly string[], services: readonly string[]): void {
  // First of all, and nothing before it that takes time: the browser takes this question in the click only. The
  // background hears of the answer by itself, even where the popup closes over the question.
  const asked = browser.permissions.request({ origins: [...origins] });
  void say({ type: 'site.name', services });
  const answered = (allowed: boolean): Promise<void> => {
    refused.value = !allowed;
    if (!allowed) void say({ type: 'site.name', services: [] });
    return refresh();
  };
  void asked.then(answered, () => answered(false));
}

function stop(origins: readonly string[]): void {
  refused.value = false;
  void say({ type: 'site.forget', patterns: origins }).then(refresh);
}

/** Whether the page shows frames of hosts that we may not read. */
export const isPartlyHidden = (): boolean =>
  offer.value?.state === 'available' && offer.value.also.length > 0;

/** The popup's section on the site. */
export function Site({ t }: { readonly t: Translate }) {
  return (
    offer.value && (
      <SiteSection offer={offer.value} refused={refused.value} onEnable={enable} onStop={stop} t={t} />
    )
  );
}

browser.permissions.onAdded.addListener(() => void refresh());
browser.permissions.onRemoved.addListener(() => void refresh());
void refresh();
