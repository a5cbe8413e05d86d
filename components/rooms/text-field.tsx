import type { TargetedInputEvent } from 'preact';
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
  const line = {
    id,
    dir: directionOfValue(value),
    autocomplete: 'off',
    value,
    'aria-describedby': describedBy,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'search' ? <input {...line} type="search" /> : <input {...line} type="text" />}
    </div>
  );
}
