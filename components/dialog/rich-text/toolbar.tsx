import { useRef, useState } from 'preact/hooks';
import { redoDepth, undoDepth } from 'prosemirror-history';
import { schema } from '../../../lib/rich-text/schema.ts';
import type { Translate } from '../../../lib/texts/texts.ts';
import { activeMark, COMMANDS, type Editor, inList, setMark } from './editor.ts';
import { ICONS } from './icons.tsx';
import { ColourPanel } from './colour-panel.tsx';
import { LinkPanel } from './link-panel.tsx';

export interface ToolbarProps {
  readonly editor: Editor;
  readonly disabled: boolean;
  /** Which of the two panels is open below the buttons. */
  readonly panel: Panel | undefined;
  readonly onPanel: (panel: Panel | undefined) => void;
  readonly t: Translate;
}

export type Panel = 'colour' | 'link';

const TOOLS = [
  'bold',
  'italic',
  'underline',
  'bullets',
  'numbers',
  'colour',
  'link',
  'undo',
  'redo',
] as const;
type Tool = (typeof TOOLS)[number];

const SHORTCUTS: Readonly<Partial<Record<Tool, string>>> = {
  bold: 'Ctrl+B',
  italic: 'Ctrl+I',
  underline: 'Ctrl+U',
  bullets: 'Ctrl+Shift+8',
  numbers: 'Ctrl+Shift+7',
  link: 'Ctrl+K',
  undo: 'Ctrl+Z',
  redo: 'Ctrl+Y',
};

/** After the ARIA toolbar pattern: one stop for Tab, arrows between the buttons. */
export function Toolbar({ editor, disabled, panel, onPanel, t }: ToolbarProps) {
  const [at, setAt] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const state = editor.state.value;
  const { marks, nodes } = schema;
  const colour = activeMark(state, marks.colour)?.['value'];

  const pressed = (tool: Tool): boolean | undefined => {
    switch (tool) {
      case 'bold':
        return activeMark(state, marks.strong) !== undefined;
      case 'italic':
        return activeMark(state, marks.em) !== undefined;
      case 'underline':
        return activeMark(state, marks.underline) !== undefined;
      case 'bullets':
        return inList(state, nodes.bullet_list);
      case 'numbers':
        return inList(state, nodes.ordered_list);
      case 'link':
        return activeMark(state, marks.link) !== undefined;
      case 'colour':
      case 'undo':
      case 'redo':
        return undefined;
    }
  };
  const idle = (tool: Tool): boolean =>
    disabled || (tool === 'undo' && undoDepth(state) === 0) || (tool === 'redo' && redoDepth(state) === 0);

  const use = (tool: Tool): void => {
    if (tool === 'colour' || tool === 'link') onPanel(panel === tool ? undefined : tool);
    else {
      onPanel(undefined);
      editor.run(COMMANDS[tool]);
    }
  };
  const move = (event: KeyboardEvent): void => {
    // It is an element that listens.
    const forward = getComputedStyle(event.currentTarget as Element).direction === 'rtl' ? -1 : 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: TOOLS.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = (next + TOOLS.length) % TOOLS.length;
    setAt(index);
    bar.current?.querySelectorAll('button')[index]?.focus();
  };
  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // The window stays: only the panel closes.
    event.stopPropagation();
    const opener = TOOLS.findIndex((tool) => tool === panel);
    onPanel(undefined);
    bar.current?.querySelectorAll('button')[opener]?.focus();
  };

  return (
    <div class="tools">
      <div
        class="toolbar"
        role="toolbar"
        aria-label={t('dialog.format.toolbar')}
        aria-controls="description"
        ref={bar}
        onKeyDown={move}
      >
        {TOOLS.map((tool, index) => (
          <button
            key={tool}
            type="button"
            class={`tool ${tool}`}
            tabIndex={index === at ? 0 : -1}
            aria-label={t(`dialog.format.${tool}`)}
            title={[t(`dialog.format.${tool}`), SHORTCUTS[tool] && `(${SHORTCUTS[tool]})`]
              .filter(Boolean)
              .join(' ')}
            aria-pressed={pressed(tool)}
            aria-expanded={tool === 'colour' || tool === 'link' ? panel === tool : undefined}
            aria-disabled={idle(tool)}
            style={tool === 'colour' && typeof colour === 'string' ? { '--coloured': colour } : undefined}
            // The selection stays where it is.
            onMouseDown={(event) => event.preventDefault()}
            onFocus={() => setAt(index)}
            onClick={() => {
              if (!idle(tool)) use(tool);
            }}
          >
            {ICONS[tool]}
          </button>
        ))}
      </div>
      {panel === 'colour' && (
        <ColourPanel
          colour={typeof colour === 'string' ? colour : undefined}
          onChoose={(value) => {
            onPanel(undefined);
            editor.run(setMark(marks.colour, value === undefined ? undefined : { value }));
          }}
          onKeyDown={close}
          t={t}
        />
      )}
      {panel === 'link' && (
        <LinkPanel editor={editor} onDone={() => onPanel(undefined)} onKeyDown={close} t={t} />
      )}
    </div>
  );
}
