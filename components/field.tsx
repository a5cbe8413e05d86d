import type { ComponentChildren } from 'preact';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  /** A sentence on what is wrong with the value; empty where nothing is. */
  readonly problem?: string;
  readonly children: ComponentChildren;
  readonly hint?: ComponentChildren;
  /** For a control that a label does not bring the focus to by itself. */
  readonly onLabel?: () => void;
}

/** What is typed runs as its first letter does; an empty field, and its placeholder, as the window does. */
export const directionOfValue = (value: string): 'auto' | undefined => (value === '' ? undefined : 'auto');

/** A label, its control, what is wrong with it, and a hint; the control names `${id}-problem` and `${id}-hint`. */
export function Field({ id, label, required = false, problem = '', children, hint, onLabel }: FieldProps) {
  return (
    <div class="field">
      <label for={id} id={`${id}-label`} onClick={onLabel}>
        {label}
        {required && (
          <span class="required" aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </label>
      {children}
      <p class="bad" id={`${id}-problem`} role="alert">
        {problem}
      </p>
      <div class="hint quiet" id={`${id}-hint`}>
        {hint}
      </div>
    </div>
  );
}
