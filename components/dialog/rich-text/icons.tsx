import type { ComponentChildren } from 'preact';

/** The signs on the toolbar's buttons, drawn here: 20 units wide, in the colour of the text. */

function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const ICONS = {
  bold: (
    <Icon>
      <path d="M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z" />
    </Icon>
  ),
  italic: (
    <Icon>
      <path d="M8 4h6M6 16h6M11.5 4l-3 12" />
    </Icon>
  ),
  underline: (
    <Icon>
      <path d="M6 4v5a4 4 0 0 0 8 0V4M5 17h10" />
    </Icon>
  ),
  bullets: (
    <Icon>
      <path d="M8 5h9M8 10h9M8 15h9" />
      <path d="M4 5h.01M4 10h.01M4 15h.01" stroke-width="2.6" />
    </Icon>
  ),
  numbers: (
    <Icon>
      <path d="M9 5h8M9 10h8M9 15h8" />
      <path d="M3.2 4 4.4 3.2V7M3 12.3c.3-1 2-1 2 .1 0 .8-2 1.6-2 2.4h2.1" stroke-width="1.3" />
    </Icon>
  ),
  colour: (
    <Icon>
      <path d="M6 13 10 3l4 10M7.4 9.6h5.2" />
      <path class="colour-bar" d="M4 17h12" stroke-width="2.6" />
    </Icon>
  ),
  link: (
    <Icon>
      <path d="M8.5 11.5a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3l-.8.8M11.5 8.5a3 3 0 0 0-4.3 0l-2.8 2.8a3 3 0 0 0 4.3 4.3l.8-.8" />
    </Icon>
  ),
  undo: (
    <Icon>
      <path d="M7 4 3.5 7.5 7 11M4 7.5h8a4 4 0 0 1 0 8H8" />
    </Icon>
  ),
  redo: (
    <Icon>
      <path d="m13 4 3.5 3.5L13 11M16 7.5H8a4 4 0 0 0 0 8h4" />
    </Icon>
  ),
} as const;
