import type { BatchLine } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign, type SignProps } from '../sign.tsx';

export interface BatchListProps {
  readonly batches: readonly BatchLine[];
  readonly onShow: (batchId: string) => void;
  readonly t: Translate;
}

/** The page of rooms shows them all. */
const SHOWN = 3;

/** The latest batches, each in a line: the page of rooms says the rest. */
export function BatchList({ batches, onShow, t }: BatchListProps) {
  return (
    <section aria-labelledby="batches">
      <h2 id="batches">{t('batch.title')}</h2>
      <ul class="jobs">
        {batches.slice(0, SHOWN).map((batch) => {
          const done = batch.tally.complete + batch.tally.partial;
          return (
            <li key={batch.id} class="box job">
              <div class="line">
                <Sign tone={toneOf(batch)} />
                <p id={`batch-${batch.id}`}>
                  {batch.paused
                    ? t(`batch.paused.${batch.paused}`)
                    : t('plan.progress', { done, of: batch.of })}
                </p>
              </div>
              <div class="buttons">
                <button
                  type="button"
                  class="button small"
                  aria-describedby={`batch-${batch.id}`}
                  onClick={() => onShow(batch.id)}
                >
                  {t('popup.show')}
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function toneOf({ isOver, paused, tally }: BatchLine): SignProps['tone'] {
  if (paused) return 'warning';
  if (!isOver) return 'pending';
  return tally.failed + tally.decision > 0 ? 'bad' : 'good';
}
