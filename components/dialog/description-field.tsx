import type { FunctionComponent } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { descriptionAsText } from '../../lib/room/texts/description.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Field } from '../field.tsx';
import type { RichTextProps } from './rich-text/rich-text.tsx';

export interface DescriptionFieldProps {
  /** As stored: HTML, or plain text. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  readonly t: Translate;
}

/**
 * The description, in an editor that is loaded when the field is first there: until then, for some hundredths of a
 * second, its text stands in the same place.
 */
export function DescriptionField({ value, onChange, readOnly, t }: DescriptionFieldProps) {
  const [Editor, setEditor] = useState<FunctionComponent<RichTextProps>>();
  const [wanted, setWanted] = useState(false);
  const first = useMemo(() => value, []);
  useEffect(() => {
    let there = true;
    // First the window is drawn, and can be typed into; the editor comes with the browser's first idle moment.
    const load = async (): Promise<void> => {
      const module = await import('./rich-text/rich-text.tsx');
      // The module's component is a function, which a setter would call.
      if (there) setEditor(() => module.default);
    };
    const idle = requestIdleCallback(() => void load(), { timeout: 200 });
    return () => {
      there = false;
      cancelIdleCallback(idle);
    };
  }, []);
  return (
    <Field
      id="description"
      label={t('dialog.description')}
      onLabel={() => document.getElementById('description')?.focus()}
    >
      {Editor ? (
        <Editor value={first} onChange={onChange} readOnly={readOnly} focused={wanted} t={t} />
      ) : (
        <div class="rich-field waiting" aria-busy="true" onPointerDown={() => setWanted(true)}>
          <div class="rich-text">{descriptionAsText(first, new DOMParser())}</div>
        </div>
      )}
    </Field>
  );
}
