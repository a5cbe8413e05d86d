import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Translate } from '../../../lib/texts/texts.ts';

export interface ColourPanelProps {
  /** The colour of the selected text, where it has one. */
  readonly colour: string | undefined;
  readonly onChoose: (colour: string | undefined) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly t: Translate;
}

/** Each reads well on white; a dark theme lightens it (`.coloured`). */
const COLOURS = [
  ['red', '#b3261e'],
  ['orange', '#a34a00'],
  ['green', '#0d652d'],
  ['teal', '#00696e'],
  ['blue', '#0056c7'],
  ['purple', '#6a3fb5'],
  ['grey', '#5b6470'],
] as const;

/** The colours to choose from. The focus comes to the one that is chosen. */
export function ColourPanel({ colour, onChoose, onKeyDown, t }: ColourPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => panel.current?.querySelector<HTMLElement>('[aria-pressed="true"], button')?.focus(),
    [],
  );
  const swatch = (name: 'none' | (typeof COLOURS)[number][0], value: string | undefined) => (
    <button
      key={name}
      type="button"
      class="swatch"
      style={value === undefined ? undefined : { '--coloured': value }}
      aria-label={t(`dialog.colour.${name}`)}
      title={t(`dialog.colour.${name}`)}
      aria-pressed={colour === value}
      onClick={() => onChoose(value)}
    />
  );
  return (
    <div class="panel" role="group" aria-label={t('dialog.format.colour')} ref={panel} onKeyDown={onKeyDown}>
      {swatch('none', undefined)}
      {COLOURS.map(([name, value]) => swatch(name, value))}
    </div>
  );
}
