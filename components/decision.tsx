import { useState } from 'preact/hooks';
import type { Decision as Answer } from '../lib/room/report/decision.ts';
import type { Candidate } from '../lib/room/report/job-view.ts';
import type { Translate } from '../lib/texts/texts.ts';
import { AboutButton } from './about-button.tsx';
import { Check } from './check.tsx';

export interface DecisionProps {
  /** Tells several of these in one window apart. */
  readonly name: string;
  readonly candidates: readonly Candidate[];
  readonly onDecide: (decision: Answer) => void;
  /** Goes to one of the candidates. */
  readonly onLook: (candidate: string) => void;
  readonly t: Translate;
}

/** Asks what became of a clone that nobody else can tell: which room it is, or that there is none. */
export function Decision({ name, candidates, onDecide, onLook, t }: DecisionProps) {
  const [answer, setAnswer] = useState<Answer>();
  const option = (id: string, decision: Answer, label: string, detail?: string) => (
    <Check
      key={id}
      group={`decision-${name}`}
      id={`decision-${name}-${id}`}
      label={label}
      detail={detail}
      checked={answer !== undefined && sameDecision(answer, decision)}
      onChange={() => setAnswer(decision)}
    />
  );
  return (
    <fieldset class="box choices">
      <legend>{t('decision.question')}</legend>
      {candidates.map(({ entryId, name: roomName, createdAt }) => (
        <div class="candidate" key={entryId}>
          {option(
            entryId,
            { kind: 'thisOne', room: entryId },
            t('decision.thisOne', { name: roomName, when: createdAt }),
            entryId,
          )}
          <AboutButton about={`decision-${name}-${entryId}-label`} onPress={() => onLook(entryId)}>
            {t('decision.look')}
          </AboutButton>
        </div>
      ))}
      {option('none', { kind: 'cloneAgain' }, t('decision.cloneAgain'), t('decision.cloneAgainMore'))}
      {option('leave', { kind: 'leave' }, t('decision.leave'))}
      <button
        type="button"
        class="button primary"
        aria-disabled={answer === undefined}
        onClick={() => {
          if (answer) onDecide(answer);
        }}
      >
        {t('decision.go')}
      </button>
    </fieldset>
  );
}

const sameDecision = (a: Answer, b: Answer): boolean =>
  a.kind === b.kind && (a.kind !== 'thisOne' || b.kind !== 'thisOne' || a.room === b.room);
