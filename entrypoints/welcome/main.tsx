import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import '../../components/options/options.css';
import { Welcome } from '../../components/welcome/welcome.tsx';
import '../../components/welcome/welcome.css';
import { browser } from '../../lib/browser.ts';
import type { PanelMessage } from '../../lib/messages/messages.ts';
import type { SiteLine } from '../../lib/sites/lines.ts';
import { windowTexts } from '../../lib/texts/window.ts';

const t = await windowTexts(document);
document.title = t('welcome.title');

const sites = signal<readonly SiteLine[]>([]);
const send = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

async function refresh(): Promise<void> {
  // Our own background's answer.
  sites.value = ((await send({ type: 'sites.list' })) as SiteLine[] | undefined) ?? [];
}

function App() {
  return (
    <Welcome
      sites={sites.value}
      onAllow={(origins) => void browser.permissions.request({ origins: [...origins] }).then(refresh)}
      onOptions={() => void browser.runtime.openOptionsPage()}
      t={t}
    />
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
browser.permissions.onAdded.addListener(() => void refresh());
browser.permissions.onRemoved.addListener(() => void refresh());
void refresh();
