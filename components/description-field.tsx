import { isHtml } from '../lib/room/description.ts';
import type { Translate } from '../lib/texts/texts.ts';
import { Field } from './field.tsx';

export interface DescriptionFieldProps {
  /** What is shown: plain text. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeepFormatting: () => void;
  /** The description as stored, which may be HTML. */
  readonly original: string;
  readonly edited: boolean;
  readonly readOnly: boolean;
  readonly t: Translate;
}

export function DescriptionField(props: DescriptionFieldProps) {
  const { value, onChange, onKeepFormatting, original, edited, readOnly, t } = props;
  const formatted = isHtml(original) && !readOnly;
  const hint = formatted && !edited ? <span>{t('dialog.formatted')}</span> : undefined;
  return (
    <Field id="description" label={t('dialog.description')} hint={hint}>
      <textarea
        id="description"
        dir="auto"
        rows={4}
        readOnly={readOnly}
        aria-describedby="description-hint description-warning"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p class="told" id="description-warning" role="status">
        {formatted && edited && (
          <>
            {t('dialog.unformatted')}{' '}
            <button type="button" class="button link" onClick={onKeepFormatting}>
              {t('dialog.keepFormatting')}
            </button>
          </>
        )}
      </p>
    </Field>
  );
}
