import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { Options } from '../../components/options/options.tsx';
import '../../components/options/options.css';
import { browser } from '../../lib/browser.ts';
import type { PanelMessage, SettingsAnswer, SettingsView } from '../../lib/messages/messages.ts';
import type { AccountCheck } from '../../lib/room/report/account.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { withAsked } from '../../lib/sites/lines.ts';
import { windowTexts } from '../../lib/texts/window.ts';

const t = signal(await windowTexts(document));
const view = signal<SettingsView | undefined>(undefined);
/** Counts the resets: what stood in the fields goes with each. */
const resets = signal(0);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** What the background answers is what is shown, in the language that is chosen by then. */
async function show(answer: unknown): Promise<void> {
  t.value = await windowTexts(document);
  document.title = t.value('options.title');
  // Our own background's answer.
  view.value = answer as SettingsView;
}

const refresh = async (): Promise<void> => show(await say({ type: 'settings.read' }));

async function change(changes: Partial<Settings>): Promise<boolean> {
  const answer = (await say({ type: 'settings.write', changes })) as SettingsAnswer; // as above
  await show(answer);
  return answer.refused.length === 0;
}

function App() {
  return view.value ? (
    <Options
      key={resets.value}
      view={{ ...view.value, sites: withAsked(view.value.sites, location.hash) }}
      onChange={change}
      onReset={async () => {
        await show(await say({ type: 'settings.reset' }));
        resets.value += 1;
      }}
      onForget={(pattern) => void say({ type: 'site.forget', patterns: [pattern] }).then(refresh)}
      onAllow={(pattern) => void browser.permissions.request({ origins: [pattern] }).then(refresh)}
      readDiagnostics={async () => String(await say({ type: 'diagnostics.read' }))}
      checkAccounts={async () => ((await say({ type: 'account.check' })) ?? []) as readonly AccountCheck[]} // as above
      t={t.value}
    />
  ) : null;
}

const app = document.getElementById('app');
if (app) render(<App />, app);
void refresh();
