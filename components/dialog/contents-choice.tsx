import type { ActivityOffer } from '../../lib/messages/messages.ts';
import { type Choice, CHOICES } from '../../lib/room/choice.ts';
import type { Contents } from '../../lib/room/contents.ts';
import { notCopied, offered } from '../../lib/texts/contents-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';

export interface ContentsChoiceProps {
  readonly contents: Contents;
  readonly activity: ActivityOffer;
  readonly leaveOut: readonly Choice[];
  readonly onChoose: (choice: Choice, copied: boolean) => void;
  readonly copyActivity: boolean;
  readonly onActivity: (copied: boolean) => void;
  readonly t: Translate;
}

/** What the new room will hold, what of it can be left out, and what it will not hold and why: told before Save. */
export function ContentsChoice(props: ContentsChoiceProps) {
  const { contents, activity, leaveOut, onChoose, copyActivity, onActivity, t } = props;
  const { choices, always } = offered(contents, t);
  const left = notCopied(contents, t);
  return (
    <>
      <fieldset class="box choices">
        <legend>{t('dialog.contents')}</legend>
        {CHOICES.map((choice) => {
          const lines = choices[choice];
          if (lines.length === 0) return null;
          return (
            <Check
              key={choice}
              id={`copy-${choice}`}
              label={t(`dialog.choice.${choice}`)}
              detail={lines.join(', ')}
              checked={!leaveOut.includes(choice)}
              onChange={(copied) => onChoose(choice, copied)}
            />
          );
        })}
        {activity.kind === 'offered' && (
          <Check
            id="copy-activity"
            label={t('dialog.activity')}
            detail={activity.name}
            checked={copyActivity}
            onChange={onActivity}
          />
        )}
        <p class="quiet">{t('dialog.always', { things: always.join(', ') })}</p>
      </fieldset>
      <section class="box" aria-labelledby="left-heading">
        <h2 id="left-heading">{t('dialog.notCopied')}</h2>
        <ul class="quiet">
          {[...left, ...(activity.kind === 'impossible' ? [notActivity(activity, t)] : [])].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

interface CheckProps {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ id, label, detail, checked, onChange }: CheckProps) {
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        aria-describedby={`${id}-detail`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      <span class="quiet" id={`${id}-detail`}>
        <bdi>{detail}</bdi>
      </span>
    </div>
  );
}

/** That the Moodle activity is not copied, and why, as the report will say it. */
function notActivity({ name, reason }: Extract<ActivityOffer, { kind: 'impossible' }>, t: Translate): string {
  return t('dialog.notActivity', { name, why: t(`report.reason.${reason}`) });
}
