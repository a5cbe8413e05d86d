import type { ActivityOffer } from '../../lib/messages/messages.ts';
import type { Choice } from '../../lib/room/choice.ts';
import type { Contents } from '../../lib/room/contents.ts';
import { instead, notCopied, offered } from '../../lib/texts/contents-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Check } from '../check.tsx';
import { Sign } from '../sign.tsx';

export interface ContentsProps {
  readonly contents: Contents;
  readonly activity: ActivityOffer;
  readonly t: Translate;
}

export interface ContentsChoiceProps extends ContentsProps {
  readonly leaveOut: readonly Choice[];
  readonly onChoose: (choice: Choice, copied: boolean) => void;
  readonly copyActivity: boolean;
  readonly onActivity: (copied: boolean) => void;
}

/** What the new room will hold, what of it can be left out, and what can be done for what it will not hold. */
export function ContentsChoice(props: ContentsChoiceProps) {
  const { contents, activity, leaveOut, onChoose, copyActivity, onActivity, t } = props;
  const { choices, always } = offered(contents, t);
  const ways = [
    ...instead(contents, t),
    ...(activity.kind === 'impossible'
      ? [[t(`report.reason.${activity.reason}`), t(`report.byHand.${activity.reason}`)].join(' ')]
      : []),
  ];
  return (
    <>
      <fieldset class="box choices">
        <legend>{t('dialog.contents')}</legend>
        <div class="columns">
          {choices.map(({ choice, label, detail }) => (
            <Check
              key={choice}
              id={`copy-${choice}`}
              label={label}
              detail={detail}
              checked={!leaveOut.includes(choice)}
              onChange={(copied) => onChoose(choice, copied)}
            />
          ))}
          {activity.kind === 'offered' && (
            <Check
              id="copy-activity"
              label={t('dialog.activity')}
              detail={activity.name}
              checked={copyActivity}
              onChange={onActivity}
            />
          )}
        </div>
        <p class="quiet">{t('dialog.always', { things: always })}</p>
      </fieldset>
      {ways.length > 0 && (
        <section aria-labelledby="instead-heading">
          <h2 id="instead-heading">{t('dialog.instead.heading')}</h2>
          <ul class="plain quiet">
            {ways.map((way) => (
              <li key={way}>{way}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What the new room will not hold: above Save, so that it is read before it. */
export function NotCopied({ contents, activity, t }: ContentsProps) {
  const things = [
    ...notCopied(contents, t),
    ...(activity.kind === 'impossible' ? [t('dialog.not.activity', { name: activity.name })] : []),
  ];
  return (
    <p class="line warning not-copied">
      <Sign tone="warning" />
      <span>{t('dialog.notCopied', { things })}</span>
    </p>
  );
}
