import { useMemo } from 'preact/hooks';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { createForm } from '../../components/dialog/form.ts';
import type { Told } from '../../components/dialog/told.ts';
import type { JobCommands } from '../../components/popup/job-card.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import type { Translate } from '../../lib/texts/texts.ts';
import { DIALOG_VIEWS, JOB_LINES } from './fixtures.ts';

/** Every window in every state, without a background: what a window says is kept in `said`, for the tests to read. */

export interface StoryProps {
  readonly story: string;
  readonly said: (message: unknown) => void;
  readonly t: Translate;
}

export function Story({ story, said, t }: StoryProps) {
  const view = Object.entries(DIALOG_VIEWS).find(([name]) => name === story)?.[1];
  if (view) return <DialogStory told={view} said={said} t={t} />;
  switch (story) {
    case 'popup-empty':
    case 'popup-jobs':
      return (
        <Popup
          jobs={story === 'popup-jobs' ? JOB_LINES : []}
          commands={commandsTo(said)}
          onOptions={() => said({ type: 'options' })}
          t={t}
        />
      );
    default:
      return <p>There is no {story}.</p>;
  }
}

function DialogStory({ told, said, t }: Omit<StoryProps, 'story'> & { readonly told: Told }) {
  const form = useMemo(() => {
    const made = createForm();
    if (told.state === 'form') made.fillNew(told, t('dialog.defaultName', { name: '{name}' }));
    if ('texts' in told) made.fill(told.texts);
    return made;
  }, []);
  return <Dialog told={told} form={form} say={said} about="Clone Room for Kaltura 0.1.0" t={t} />;
}

const commandsTo = (said: StoryProps['said']): JobCommands => ({
  open: (jobId) => said({ type: 'job.open', jobId }),
  retry: (jobId) => said({ type: 'job.retry', jobId }),
  decide: (jobId, decision) => said({ type: 'job.decide', jobId, decision }),
  takeBack: (jobId, confirmed) => {
    said({ type: 'job.takeBack', jobId, confirmed });
    // The first time somebody has worked in the room.
    return Promise.resolve(confirmed);
  },
});
