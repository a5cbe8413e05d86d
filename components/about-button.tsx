import type { ComponentChildren } from 'preact';

export interface AboutButtonProps {
  /** The id of what it is about: several buttons with the same words are told apart by it. */
  readonly about: string;
  /** `primary`: what most would press; `aside`: what takes something back. */
  readonly kind?: 'primary' | 'aside';
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

/** A small button of one of several things of a kind: a row, a card. */
export function AboutButton({ about, kind, onPress, children }: AboutButtonProps) {
  return (
    <button
      type="button"
      class={kind ? `button small ${kind}` : 'button small'}
      aria-describedby={about}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
