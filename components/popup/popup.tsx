import type { ComponentChildren } from 'preact';
import type { JobsAnswer } from '../../lib/messages/messages.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import type { JobCommands } from './job-card.tsx';
import { BatchList } from './batch-list.tsx';
import { JobList } from './job-list.tsx';

export interface PopupProps {
  /** Undefined until the background has answered. */
  readonly answer: JobsAnswer | undefined;
  readonly commands: JobCommands;
  /** Shows more of the clones. */
  readonly onMore: () => void;
  readonly onMoreBatches: () => void;
  readonly onOptions: () => void;
  /** Opens the page of rooms; with a batch, at that. */
  readonly onRooms: (batchId?: string) => void;
  /** What is said of the page under the popup: its site, its rooms. */
  readonly children?: ComponentChildren;
  readonly t: Translate;
}

/** What the toolbar button shows: the page it was pressed on, and the clones. */
export function Popup({
  answer,
  commands,
  onMore,
  onMoreBatches,
  onOptions,
  onRooms,
  children,
  t,
}: PopupProps) {
  return (
    <main class="popup">
      <header class="line">
        <h1>{t('popup.title')}</h1>
        <div class="line">
          <button type="button" class="button small" onClick={() => onRooms()}>
            {t('popup.many')}
          </button>
          <button type="button" class="button small" onClick={onOptions}>
            {t('popup.options')}
          </button>
        </div>
      </header>
      {children}
      {answer?.trouble && (
        <p role="alert" class="box bad">
          {problemText(answer.trouble, t)}
        </p>
      )}
      {answer && answer.batches.length > 0 && (
        <BatchList
          batches={answer.batches}
          left={answer.batchesLeft}
          onMore={onMoreBatches}
          onShow={onRooms}
          t={t}
        />
      )}
      {answer && <JobList jobs={answer.jobs} left={answer.left} onMore={onMore} commands={commands} t={t} />}
    </main>
  );
}
