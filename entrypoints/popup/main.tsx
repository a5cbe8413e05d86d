import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import type { JobCommands } from '../../components/popup/job-card.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import '../../components/popup/popup.css';
import { browser } from '../../lib/browser.ts';
import type { JobLine, PanelMessage } from '../../lib/messages/messages.ts';
import { windowTexts } from '../../lib/texts/window.ts';
import { Page } from './page.tsx';
import { Site } from './site.tsx';

const t = await windowTexts(document);
document.title = t('popup.title');

const jobs = signal<readonly JobLine[] | undefined>(undefined);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

async function refresh(): Promise<void> {
  // Our own background's answer.
  jobs.value = (await say({ type: 'jobs.list' })) as JobLine[];
}

const commands: JobCommands = {
  open: (jobId, candidate) =>
    void say({ type: 'job.open', jobId, ...(candidate !== undefined && { candidate }) }).then(() =>
      window.close(),
    ),
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
    >
      <Page t={t} />
      <Site t={t} />
    </Popup>
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
// As long as the popup is open it looks once a second; it is gone with its page.
setInterval(() => void refresh(), 1000);
void refresh();
