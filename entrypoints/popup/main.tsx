import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import type { JobCommands } from '../../components/popup/job-card.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import '../../components/popup/popup.css';
import { browser } from '../../lib/browser.ts';
import type { JobLine, PanelMessage } from '../../lib/messages/messages.ts';
import { readSettings } from '../../lib/settings/store.ts';
import { languageOf } from '../../lib/texts/language.ts';
import { loadTexts, setLanguage } from '../../lib/texts/load.ts';

const { language: chosen } = await readSettings(browser.storage.local);
const language = languageOf(chosen, browser.i18n.getUILanguage());
const t = await loadTexts(language);
setLanguage(document, language);
document.title = t('popup.title');

const jobs = signal<readonly JobLine[] | undefined>(undefined);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

async function refresh(): Promise<void> {
  // Our own background's answer.
  jobs.value = (await say({ type: 'jobs.list' })) as JobLine[];
}

const commands: JobCommands = {
  open: (jobId) => void say({ type: 'job.open', jobId }).then(() => window.close()),
  retry: (jobId) => void say({ type: 'job.retry', jobId }).then(refresh),
  takeBack: async (jobId, confirmed) => {
    const removing = (await say({ type: 'job.takeBack', jobId, confirmed })) === true;
    await refresh();
    return removing;
  },
  decide: (jobId, decision) => void say({ type: 'job.decide', jobId, decision }).then(refresh),
};

function App() {
  return (
    <Popup
      jobs={jobs.value}
      commands={commands}
      onOptions={() => void browser.runtime.openOptionsPage().then(() => window.close())}
      t={t}
    />
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
// As long as the popup is open it looks once a second; it is gone with its page.
setInterval(() => void refresh(), 1000);
void refresh();
