import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import type { JobCommands } from '../../components/popup/job-card.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import '../../components/popup/popup.css';
import { browser } from '../../lib/browser.ts';
import type { JobsAnswer, PanelMessage } from '../../lib/messages/messages.ts';
import { windowTexts } from '../../lib/texts/window.ts';
import { Check } from './check.tsx';
import { Page } from './page.tsx';
import { isPartlyHidden, Site } from './site.tsx';

const t = await windowTexts(document);
document.title = t('popup.title');

const answer = signal<JobsAnswer | undefined>(undefined);
const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** So many clones are shown, and so many more each time that somebody asks for more. */
const PAGE = 20;
let most = PAGE;
/** The latest batches come before all clones: few at first, and as many more as of clones. */
let mostBatches = 3;

async function refresh(): Promise<void> {
  // Our own background's answer.
  const said = (await say({ type: 'jobs.list', most, mostBatches })) as JobsAnswer | undefined;
  if (said) answer.value = said;
}

const commands: JobCommands = {
  open: (jobId, candidate) =>
    void say({ type: 'job.open', jobId, ...(candidate !== undefined && { candidate }) }).then(() =>
      window.close(),
    ),
  show: (jobId) => void say({ type: 'job.show', jobId }).then(() => window.close()),
  retry: (jobId) => void say({ type: 'job.retry', jobId }).then(refresh),
  undo: async (jobId, confirmed) => {
    const removing = (await say({ type: 'job.undo', jobId, confirmed })) === true;
    await refresh();
    return removing;
  },
  decide: (jobId, about, decision) => void say({ type: 'job.decide', jobId, about, decision }).then(refresh),
};

function App() {
  return (
    <Popup
      answer={answer.value}
      commands={commands}
      onMore={() => {
        most += PAGE;
        void refresh();
      }}
      onMoreBatches={() => {
        mostBatches += PAGE;
        void refresh();
      }}
      onRooms={(batchId) =>
        void browser.tabs
          .create({ url: batchId === undefined ? 'rooms.html' : `rooms.html#batch=${batchId}` })
          .then(() => window.close())
      }
      onOptions={() => void browser.runtime.openOptionsPage().then(() => window.close())}
      t={t}
    >
      <Page isPartlyHidden={isPartlyHidden()} t={t} />
      <Site t={t} />
      <Check t={t} />
    </Popup>
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
// As long as the popup is open it looks once a second; it is gone with its page.
setInterval(() => void refresh(), 1000);
void refresh();
