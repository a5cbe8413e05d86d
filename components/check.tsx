import type { ComponentChildren } from 'preact';

export interface CheckProps {
  readonly id: string;
  readonly label: ComponentChildren;
  /** Said below the label, and read aloud with it. */
  readonly detail?: string | undefined;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
  /** The group of which only one is chosen; a box to tick where there is none. */
  readonly group?: string;
  /** The id of what describes it elsewhere. */
  readonly describedBy?: string;
  /** What stands behind the label. */
  readonly children?: ComponentChildren;
}

/** A box to tick, or one of several of which one is chosen, and its label. */
export function Check(props: CheckProps) {
  const { id, label, detail, checked, disabled = false, onChange, group, describedBy, children } = props;
  return (
    <div class="check">
      <input
        type={group === undefined ? 'checkbox' : 'radio'}
        name={group}
        id={id}
        checked={checked}
        disabled={disabled}
        aria-describedby={detail === undefined ? describedBy : `${id}-detail`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={id} id={`${id}-label`}>
        {label}
      </label>
      {detail !== undefined && (
        <span class="quiet" id={`${id}-detail`}>
          <bdi>{detail}</bdi>
        </span>
      )}
      {children}
    </div>
  );
}
