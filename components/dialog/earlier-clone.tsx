import type { EarlierClone as Earlier } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Sign } from '../sign.tsx';

export interface EarlierCloneProps {
  readonly earlier: Earlier;
  readonly onShow: (jobId: string) => void;
  readonly t: Translate;
}

/** That this room was cloned before, with the way to the copy: before another one is offered. */
export function EarlierClone({ earlier: { jobId, name, startedAt }, onShow, t }: EarlierCloneProps) {
  return (
    <div class="box line earlier">
      <Sign tone="warning" />
      <p>{t('dialog.earlier', { name, when: startedAt })}</p>
      <button type="button" class="button small" onClick={() => onShow(jobId)}>
        {t('dialog.showClone')}
      </button>
    </div>
  );
}
