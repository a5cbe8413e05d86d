import { useEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from '../../../lib/texts/texts.ts';
import { type Editor, mountEditor } from './editor.ts';
import './rich-text.css';
import { type Panel, Toolbar } from './toolbar.tsx';

export interface RichTextProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  /** Whether the teacher has clicked into the field before the editor was there. */
  readonly focused: boolean;
  readonly t: Translate;
}

/** The editor with its toolbar. It holds what is typed; `value` is where it begins. */
export default function RichText({ value, onChange, readOnly, focused, t }: RichTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [panel, setPanel] = useState<Panel>();

  useEffect(() => {
    if (!place.current) return undefined;
    const mounted = mountEditor(place.current, {
      value,
      readOnly,
      onChange,
      onLink: () => setPanel('link'),
      attributes: {
        id: 'description',
        class: 'rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': 'description-label',
        'aria-describedby': 'description-hint',
        style: `--kept: ${JSON.stringify(t('dialog.format.kept'))}`,
      },
    });
    if (focused) mounted.focus();
    setEditor(mounted);
    return () => mounted.destroy();
  }, []);
  useEffect(() => {
    editor?.setReadOnly(readOnly);
    if (place.current) place.current.ariaReadOnly = String(readOnly);
  }, [editor, readOnly]);

  return (
    <div class="rich-field" aria-disabled={readOnly}>
      {editor && !readOnly && (
        <Toolbar editor={editor} disabled={readOnly} panel={panel} onPanel={setPanel} t={t} />
      )}
      <div ref={place} />
    </div>
  );
}
