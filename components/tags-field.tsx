import { storedTags } from '../lib/room/tags.ts';
import type { Translate } from '../lib/texts/texts.ts';
import { Field } from './field.tsx';

export interface TagsFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly t: Translate;
}

/** Tags as a comma-separated text, with what Kaltura will make of it. */
export function TagsField({ value, onChange, t }: TagsFieldProps) {
  const { kept, dropped } = storedTags(value);
  return (
    <Field id="tags" label={t('dialog.tags')} hint={<span>{t('dialog.tagsHint')}</span>}>
      <input
        id="tags"
        dir="auto"
        autocomplete="off"
        aria-describedby="tags-hint tags-stored"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <div id="tags-stored" class="hint quiet">
        {kept.length > 0 && <span>{t('dialog.tagsStored')}</span>}
        <ul class="chips">
          {kept.map((tag) => (
            <li key={tag} dir="auto">
              {tag}
            </li>
          ))}
        </ul>
        {dropped.length > 0 && (
          <span class="told">{t('dialog.tagsDropped', { tags: dropped.join(', ') })}</span>
        )}
      </div>
    </Field>
  );
}
