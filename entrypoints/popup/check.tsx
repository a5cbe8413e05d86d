import { PageCheckSection } from '../../components/popup/page-check.tsx';
import { browser } from '../../lib/browser.ts';
import type { PageCheck, PanelMessage } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';

type OfTab = Extract<PanelMessage, { type: 'page.check' | 'page.structure' }>['type'];

/** Asks the background about the tab under the popup. */
async function ask(type: OfTab): Promise<unknown> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) throw new Error('No tab is under the popup.');
  const message: PanelMessage = { type, tabId: tab.id };
  return browser.runtime.sendMessage(message);
}

/** The popup's section for who asks why "Clone room" is not there. */
export function Check({ t }: { readonly t: Translate }) {
  return (
    <PageCheckSection
      check={async () => (await ask('page.check')) as PageCheck} // our own background's answer
      readStructure={async () => String(await ask('page.structure'))}
      copy={(text) => navigator.clipboard.writeText(text)}
      t={t}
    />
  );
}
