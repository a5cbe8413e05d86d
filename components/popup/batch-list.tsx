import type { BatchLine } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { AboutButton } from '../about-button.tsx';
import { Sign, type SignProps } from '../sign.tsx';
import { ShowMore } from './show-more.tsx';

export interface BatchListProps {
  readonly batches: readonly BatchLine[];
  /** How many there are beside these. */
  readonly left: number;
  readonly onMore: () => void;
  readonly onShow: (batchId: string) => void;
  readonly t: Translate;
}

/** The latest batches, each in a line: the page of rooms says the rest. */
export function BatchList({ batches, left, onMore, onShow, t }: BatchListProps) {
  return (
    <section aria-labelledby="batches">
      <h2 id="batches">{t('batch.title')}</h2>
      <ul class="jobs">
        {batches.map((batch) => {
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
                <AboutButton about={`batch-${batch.id}`} onPress={() => onShow(batch.id)}>
                  {t('popup.show')}
                </AboutButton>
              </div>
            </li>
          );
        })}
      </ul>
      <ShowMore left={left} onMore={onMore} t={t} />
    </section>
  );
}

function toneOf({ isOver, paused, tally }: BatchLine): SignProps['tone'] {
  if (paused) return 'warning';
  if (!isOver) return 'pending';
  return tally.failed + tally.decision > 0 ? 'bad' : 'good';
}
