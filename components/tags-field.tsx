import { useState } from 'preact/hooks';
import { storedTags } from '../lib/room/tags.ts';
import type { Translate } from '../lib/texts/texts.ts';
import { Field } from './field.tsx';

export interface TagsFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  readonly t: Translate;
}

/** Tags as a comma-separated text, with what Kaltura will make of it. */
export function TagsField({ value, onChange, readOnly, t }: TagsFieldProps) {
  const [typing, setTyping] = useState(false);
  // Every tag begins with a single letter, which alone would be dropped: not said of the one that is being typed.
  const { kept, dropped } = storedTags(typing ? value.replace(/(^|,)\s*\S\s*$/u, '$1') : value);
  return (
    <Field
      id="tags"
      label={t('dialog.tags')}
      hint={
        <>
          {!readOnly && <span>{t('dialog.tagsHint')}</span>}
          {kept.length > 0 && (
            <>
              <span>{t('dialog.tagsStored')}</span>
              <ul class="chips">
                {kept.map((tag) => (
                  <li key={tag} dir="auto">
                    {tag}
                  </li>
                ))}
              </ul>
            </>
          )}
          {dropped.length > 0 && (
            <span class="told">{t('dialog.tagsDropped', { tags: dropped.join(', ') })}</span>
          )}
        </>
      }
    >
      <input
        id="tags"
        dir="auto"
        autocomplete="off"
        readOnly={readOnly}
        aria-describedby="tags-hint"
        value={value}
        onInput={(event) => {
          setTyping(true);
          onChange(event.currentTarget.value);
        }}
        onBlur={() => setTyping(false)}
      />
    </Field>
  );
}
