import { directionOfValue } from '../field.tsx';

export interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly type?: 'text' | 'search';
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** The id of what describes it. */
  readonly describedBy?: string;
}

/** A line of text in which nothing can be wrong. */
export function TextField({ id, label, type = 'text', value, onInput, describedBy }: TextFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={type}
        dir={directionOfValue(value)}
        autocomplete="off"
        value={value}
        aria-describedby={describedBy}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
