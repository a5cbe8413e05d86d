export interface SignProps {
  /** `busy`: under way. `pending`: still to come. */
  readonly tone: 'good' | 'warning' | 'bad' | 'none' | 'busy' | 'pending';
}

const PATHS = {
  good: 'M5 10.5 8.5 14 15 6.5',
  warning: 'M10 5v6M10 14.5v.01',
  bad: 'M6 6l8 8M14 6l-8 8',
  none: 'M6 10h8',
  busy: 'M6 10h.01M10 10h.01M14 10h.01',
  pending: undefined,
} as const;

/** A sign before a line, so that no meaning hangs on its colour. What it says is in the line's words. */
export function Sign({ tone }: SignProps) {
  return (
    <svg class={`sign ${tone}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <circle cx="10" cy="10" r="9" />
      {PATHS[tone] !== undefined && <path d={PATHS[tone]} />}
    </svg>
  );
}
