import type { ComponentChildren } from 'preact';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  /** A sentence on what is wrong with the value; empty where nothing is. */
  readonly problem?: string;
  readonly children: ComponentChildren;
  readonly hint?: ComponentChildren;
}

/** A label, its control, what is wrong with it, and a hint; the control names `${id}-problem` and `${id}-hint`. */
export function Field({ id, label, required = false, problem = '', children, hint }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
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
