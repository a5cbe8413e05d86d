import { checkName, NAME_LIMIT, nameLength } from '../../lib/room/texts/name.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { directionOfValue, Field } from '../field.tsx';

/** From this length on it is told how much is left. */
const NEAR_LIMIT = 0.75 * NAME_LIMIT;

export interface NameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether to say what is wrong: not before the teacher has tried to save. */
  readonly judged: boolean;
  readonly readOnly: boolean;
  readonly t: Translate;
}

/** The new room's name, with what is wrong with it. */
export function NameField({ value, onChange, judged, readOnly, t }: NameFieldProps) {
  const count = nameLength(value.trim());
  const fault = checkName(value);
  // A name that is too long is said as one types; an empty one only when it is to be saved.
  const shown = fault === 'nameTooLong' || judged ? fault : undefined;
  const problem = shown ? t(`dialog.${shown}`, { limit: NAME_LIMIT, count }) : '';
  return (
    <Field
      id="name"
      label={t('dialog.name')}
      required={!readOnly}
      problem={problem}
      hint={count > NEAR_LIMIT && <span>{t('dialog.nameCount', { count, limit: NAME_LIMIT })}</span>}
    >
      <input
        id="name"
        dir={directionOfValue(value)}
        autocomplete="off"
        required
        readOnly={readOnly}
        aria-invalid={shown !== undefined}
        aria-describedby="name-problem name-hint"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
