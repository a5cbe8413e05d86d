import { useRef, useState } from 'preact/hooks';
import type { BatchLine, BatchRow, BatchView, BatchWish } from '../../lib/messages/messages.ts';
import { recordCsv, recordJson } from '../../lib/plan/record.ts';
import { byHand, problemText, waitingText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { AboutButton } from '../about-button.tsx';
import { minutesLeft, type Reading } from '../minutes-left.ts';
import { Question } from '../question.tsx';
import { Sign, type SignProps } from '../sign.tsx';
import { recordOf } from './batch-record.ts';
import { useVisibleRows } from './visible-rows.ts';

export interface BatchCommands {
  readonly show: (batchId: string | undefined) => void;
  readonly want: (batchId: string, wish: BatchWish) => void;
  readonly showJob: (jobId: string) => void;
  readonly openRoom: (jobId: string) => void;
  /** Saves a text as a file. */
  readonly download: (name: string, type: string, text: string) => void;
}

interface BatchProps {
  readonly batch: BatchLine;
  /** The same with its clones, where they are shown. */
  readonly view: BatchView | undefined;
  readonly commands: BatchCommands;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly t: Translate;
}

/** A batch: how it stands as a whole, what can be done with it, and each of its clones. */
export function BatchPanel({ batch, view, commands, now, t }: BatchProps) {
  const { id, of, tally, startedAt } = batch;
  const done = tally.complete + tally.partial;
  const ended = of - tally.left - running(batch);
  const seen = useRef<Reading | undefined>(undefined);
  const isAtWork = !batch.isOver && batch.paused === undefined;
  // One that waited has no pace of before.
  if (!isAtWork) seen.current = undefined;
  else seen.current ??= { done: ended, elapsed: now - startedAt };
  const minutes = seen.current && minutesLeft(seen.current, { done: ended, elapsed: now - startedAt }, of);
  const title = `batch-${id}`;
  return (
    <section class="box batch" aria-labelledby={title}>
      <h3 id={title}>{t('batch.started', { when: startedAt })}</h3>
      <progress value={ended} max={Math.max(of, 1)} aria-labelledby={`${title} ${title}-state`} />
      <p id={`${title}-state`}>
        {t('plan.progress', { done, of })}
        {minutes !== undefined && <span class="quiet"> {t('dialog.minutesLeft', { minutes })}</span>}
      </p>
      <p class="warning" role="status">
        {batch.paused ? t(`batch.paused.${batch.paused}`) : batch.isSlow && !batch.isOver && t('batch.slow')}
      </p>
      <Buttons batch={batch} isShown={view !== undefined} commands={commands} t={t} />
      {view && (
        <>
          <Rows view={view} commands={commands} t={t} />
          <div class="buttons">
            <button
              type="button"
              class="button small"
              onClick={() => commands.download('record.csv', 'text/csv', recordCsv(recordOf(view, t)))}
            >
              {t('batch.csv')}
            </button>
            <button
              type="button"
              class="button small"
              onClick={() =>
                commands.download('record.json', 'application/json', recordJson(recordOf(view, t)))
              }
            >
              {t('batch.json')}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

const running = ({ of, tally }: BatchLine): number =>
  of - Object.values(tally).reduce((sum: number, count: number) => sum + count, 0);

type Asked = 'cancel' | 'undo' | 'undoSure';

function Buttons({
  batch,
  isShown,
  commands,
  t,
}: Pick<BatchProps, 'batch' | 'commands' | 't'> & { readonly isShown: boolean }) {
  const [asked, setAsked] = useState<Asked>();
  const { id, tally, aim, paused, isOver } = batch;
  const made = tally.complete + tally.partial + tally.kept;
  const want = (wish: BatchWish): void => {
    setAsked(undefined);
    commands.want(id, wish);
  };
  if (asked === 'cancel')
    return (
      <Question
        text={t('batch.cancelAsk')}
        asker={t('batch.cancel')}
        yes={t('batch.cancelYes')}
        no={t('undo.stopNo')}
        onYes={() => want('cancel')}
        onNo={() => setAsked(undefined)}
      />
    );
  if (asked)
    return (
      <Question
        key={asked}
        text={t(asked === 'undo' ? 'batch.undoAsk' : 'batch.undoSure', { count: made })}
        asker={t('batch.undo')}
        yes={t(asked === 'undo' ? 'batch.undoYes' : 'batch.undoNow')}
        no={t('batch.undoNo')}
        onYes={() => (asked === 'undo' ? setAsked('undoSure') : want('undo'))}
        onNo={() => setAsked(undefined)}
      />
    );
  return (
    <div class="buttons">
      {isOver && made > 0 && (
        <button type="button" class="button small aside" onClick={() => setAsked('undo')}>
          {t('batch.undo')}
        </button>
      )}
      {!isOver && aim === 'clone' && (
        <button type="button" class="button small aside" onClick={() => setAsked('cancel')}>
          {t('batch.cancel')}
        </button>
      )}
      {isOver && tally.failed > 0 && (
        <button type="button" class="button small" onClick={() => want('retry')}>
          {t('batch.retry')}
        </button>
      )}
      {!isOver && (
        <button type="button" class="button small" onClick={() => want(paused ? 'resume' : 'pause')}>
          {t(paused ? 'batch.resume' : 'batch.pause')}
        </button>
      )}
      <button
        type="button"
        class="button small"
        aria-expanded={isShown}
        onClick={() => commands.show(isShown ? undefined : id)}
      >
        {t(isShown ? 'batch.hide' : 'batch.show')}
      </button>
    </div>
  );
}

/** As `rooms.css` has it. */
const ROW_HEIGHT = 60;

function Rows({ view, commands, t }: Pick<BatchProps, 'commands' | 't'> & { readonly view: BatchView }) {
  // What needs a look comes first.
  const rows = view.rows.toSorted((a, b) => urgencyOf(a) - urgencyOf(b));
  const { ref, look, from, to } = useVisibleRows(rows.length, ROW_HEIGHT);
  /** The row without a window of its own whose whole sentence is shown: in the row it is cut. */
  const [told, setTold] = useState<string>();
  const toldRow = rows.find(({ key }) => key === told);
  return (
    <>
      <div ref={ref} class="room-list" role="list" aria-label={t('batch.rows')} tabIndex={0} onScroll={look}>
        <div style={{ blockSize: `${from * ROW_HEIGHT}px` }} role="presentation" />
        {rows.slice(from, to).map((row, at) => (
          <div
            key={row.key}
            class="batch-row"
            role="listitem"
            aria-setsize={rows.length}
            aria-posinset={from + at + 1}
          >
            <Sign tone={toneOf(row)} />
            <span class="name" dir="auto" id={`row-${row.key}`}>
              {nameOf(row)}
            </span>
            <span class="about quiet" title={stateText(row, t)}>
              {stateText(row, t)}
            </span>
            <span class="acts">
              {row.job && (
                <AboutButton
                  about={`row-${row.key}`}
                  onPress={() => row.job && commands.showJob(row.job.jobId)}
                >
                  {t('popup.show')}
                </AboutButton>
              )}
              {!row.job && row.problem && (
                <AboutButton about={`row-${row.key}`} onPress={() => setTold(row.key)}>
                  {t('popup.show')}
                </AboutButton>
              )}
              {row.job?.state.kind === 'ready' && (
                <AboutButton
                  about={`row-${row.key}`}
                  onPress={() => row.job && commands.openRoom(row.job.jobId)}
                >
                  {t('batch.open')}
                </AboutButton>
              )}
            </span>
          </div>
        ))}
        <div style={{ blockSize: `${(rows.length - to) * ROW_HEIGHT}px` }} role="presentation" />
      </div>
      <p role="status">
        {toldRow && (
          <>
            <strong dir="auto">{nameOf(toldRow)}</strong> {stateText(toldRow, t)}
          </>
        )}
      </p>
    </>
  );
}

const nameOf = ({ name, room }: BatchRow): string => (name === '' ? room : name);

function urgencyOf({ state }: BatchRow): number {
  if (state.kind === 'running') return 1;
  if (state.kind === 'queued') return 2;
  return state.outcome === 'failed' || state.outcome === 'decision' ? 0 : 3;
}

function toneOf({ state }: BatchRow): SignProps['tone'] {
  if (state.kind !== 'ended') return 'pending';
  switch (state.outcome) {
    case 'complete':
      return 'good';
    case 'partial':
    case 'decision':
    case 'waiting':
    case 'kept':
      return 'warning';
    case 'failed':
      return 'bad';
    case 'cancelled':
    case 'undone':
      return 'none';
  }
}

function stateText({ state, problem, job }: BatchRow, t: Translate): string {
  if (state.kind === 'queued') return t('batch.state.queued');
  if (state.kind === 'running') return runningText(job, t);
  switch (state.outcome) {
    case 'complete':
      return t('popup.ready');
    case 'partial':
      return readyText(job, t);
    case 'decision':
      // She may have decided since.
      return job?.state.kind === 'ready' ? readyText(job, t) : problemText({ code: 'needsDecision' }, t);
    case 'failed':
    case 'waiting':
      return failedText(problem, job, t);
    case 'kept':
    case 'cancelled':
    case 'undone':
      return t(`batch.state.${state.outcome}`);
  }
}

function runningText(job: BatchRow['job'], t: Translate): string {
  if (job?.state.kind === 'waiting') return waitingText(job.state, t);
  if (job?.state.kind === 'removing') return t('dialog.intro.removing');
  return job ? t('dialog.progress', job.progress) : t('batch.state.begins');
}

function readyText(job: BatchRow['job'], t: Translate): string {
  return job?.state.kind === 'ready' && job.state.report.verdict !== 'complete'
    ? t(`popup.${job.state.report.verdict}`, { count: byHand(job.state.report).length })
    : t('popup.ready');
}

function failedText(problem: BatchRow['problem'], job: BatchRow['job'], t: Translate): string {
  if (problem) return problem.code === 'notFound' ? t('rooms.notFound') : problemText(problem, t);
  if (job?.state.kind === 'failed') return problemText(job.state.problem, t);
  return readyText(job, t);
}
