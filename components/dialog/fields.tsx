import { useState } from 'preact/hooks';
import { descriptionAsText } from '../../lib/room/description.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { DescriptionField } from './description-field.tsx';
import type { Form } from './form.ts';
import { NameField } from './name-field.tsx';
import { TagsField } from './tags-field.tsx';

export interface FieldsProps {
  readonly form: Form;
  readonly readOnly: boolean;
  /** Whether something is wrong with the description or the tags, so that they must be seen. */
  readonly isOpen: boolean;
  readonly t: Translate;
}

/** The name, and below it, folded, what few change: description and tags. */
export function Fields({ form, readOnly, isOpen, t }: FieldsProps) {
  const [opened, setOpened] = useState(false);
  const shown = opened || isOpen;
  const [summary] = useState(() => summaryOf(form));
  return (
    <>
      <NameField
        value={form.name.value}
        onChange={(value) => (form.name.value = value)}
        judged={form.judged.value}
        readOnly={readOnly}
        t={t}
      />
      <details
        class="fold"
        open={shown}
        onToggle={(event) => setOpened(event.currentTarget.open)}
        key={form.fillings.value}
      >
        <summary>
          {t('dialog.details')}
          {!shown && summary !== '' && (
            <span class="quiet preview" dir="auto" aria-hidden="true">
              {summary}
            </span>
          )}
        </summary>
        {shown && (
          <div class="folded">
            <DescriptionField
              value={form.description.value}
              onChange={(value) => (form.description.value = value)}
              readOnly={readOnly}
              t={t}
            />
            <TagsField
              value={form.tags.value}
              onChange={(value) => (form.tags.value = value)}
              readOnly={readOnly}
              t={t}
            />
          </div>
        )}
      </details>
    </>
  );
}

/** A line of what is in the folded fields. */
const summaryOf = ({ description, tags }: Form): string =>
  [descriptionAsText(description.value, new DOMParser()).slice(0, 120), tags.value]
    .filter(Boolean)
    .join(' · ');
