/**
 * The three steps, drawn without a word in them, so that they are the same in every language. Mirrored by style,
 * but for what is drawn one way everywhere: the sign to play, and ticks.
 */

const frame = (
  <>
    <rect class="paper" x="1" y="1" width="238" height="148" rx="10" />
    <path class="thin" d="M1 24h238" />
    <circle class="dot" cx="14" cy="13" r="3" />
    <circle class="dot" cx="25" cy="13" r="3" />
    <circle class="dot" cx="36" cy="13" r="3" />
  </>
);

export const PICTURES = {
  /** The browser's bar with the puzzle piece, and the button pinned beside it. */
  sites: (
    <svg class="picture" viewBox="0 0 240 150" aria-hidden="true">
      {frame}
      <rect class="field-line" x="16" y="36" width="146" height="22" rx="11" />
      <path class="words" d="M30 47h84" />
      <rect class="chosen" x="170" y="36" width="22" height="22" rx="6" />
      <path class="on-chosen" d="M176 44h8v8M180 44v0" />
      <path class="puzzle" d="M203 41h6a3 3 0 1 1 6 0h6v6a3 3 0 1 1 0 6v5h-18z" />
      <rect class="paper menu" x="118" y="68" width="108" height="66" rx="6" />
      <path class="title" d="M130 84h56" />
      <path class="words" d="M130 98h82" />
      <rect class="chosen" x="130" y="108" width="72" height="16" rx="5" />
      <path class="on-chosen" d="M140 116h52" />
    </svg>
  ),
  /** A room's page, and its open menu with the item. */
  find: (
    <svg class="picture" viewBox="0 0 240 150" aria-hidden="true">
      {frame}
      <rect class="video" x="16" y="36" width="150" height="72" rx="4" />
      <path class="play upright" d="m84 62 18 10-18 10z" />
      <path class="words" d="M16 122h84M16 134h56" />
      <circle class="pressed" cx="214" cy="50" r="12" />
      <path class="dots" d="M214 44v.01M214 50v.01M214 56v.01" />
      <rect class="paper menu" x="128" y="66" width="98" height="68" rx="6" />
      <path class="words" d="M140 80h52M140 120h40" />
      <rect class="chosen" x="132" y="90" width="90" height="20" rx="4" />
      <path class="on-chosen" d="M140 100h60" />
    </svg>
  ),
  /** The window, with fields and Save. */
  save: (
    <svg class="picture" viewBox="0 0 240 150" aria-hidden="true">
      {frame}
      <path class="shade" d="M2 25h236v114a10 10 0 0 1-10 10H12a10 10 0 0 1-10-10z" />
      <rect class="paper" x="52" y="34" width="136" height="106" rx="8" />
      <path class="title" d="M64 48h60" />
      <rect class="field-line" x="64" y="58" width="112" height="14" rx="3" />
      <path class="words" d="M70 65h70" />
      <rect class="field-line" x="64" y="78" width="112" height="22" rx="3" />
      <path class="words" d="M70 86h90M70 93h60" />
      <path class="tick upright" d="m66 109 3 3 6-6M66 121l3 3 6-6" />
      <path class="words" d="M82 110h44M82 122h30" />
      <rect class="chosen" x="140" y="118" width="38" height="14" rx="4" />
      <path class="on-chosen" d="M150 125h18" />
    </svg>
  ),
} as const;
