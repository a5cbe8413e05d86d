import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { JobList } from '../../components/job-list.tsx';
import { browser } from '../../lib/browser.ts';
import type { JobLine, PanelMessage } from '../../lib/messages/messages.ts';
import { inEnglish as t } from '../../lib/texts/texts.ts';
import './popup.css';
import { Site } from './site.tsx';

const jobs = signal<readonly JobLine[] | undefined>(undefined);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

async function refresh(): Promise<void> {
  // Our own background's answer.
  jobs.value = (await say({ type: 'jobs.list' })) as JobLine[];
}

function App() {
  return (
    <main>
      <h1>{t('popup.title')}</h1>
      <Site t={t} />
      {jobs.value && (
        <JobList
          jobs={jobs.value}
          t={t}
          onOpen={(jobId) => {
            void say({ type: 'job.open', jobId }).then(() => window.close());
          }}
        />
      )}
    </main>
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
// As long as the popup is open it looks once a second; it is gone with its page.
setInterval(() => void refresh(), 1000);
void refresh();
