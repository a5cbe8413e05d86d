import { useState } from 'preact/hooks';
import { descriptionAsText } from '../../lib/room/texts/description.ts';
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
  return (
    <>
      <NameField
        value={form.name.value}
        onChange={(value) => (form.name.value = value)}
        judged={form.judged.value}
        readOnly={readOnly}
        t={t}
      />
      {/* What the room holds there is not known before it has been read. */}
      {form.filled.value && (
        <Folded
          key={form.fillings.value}
          form={form}
          readOnly={readOnly}
          isOpen={opened || isOpen}
          onToggle={setOpened}
          t={t}
        />
      )}
    </>
  );
}

function Folded({
  form,
  readOnly,
  isOpen,
  onToggle,
  t,
}: FieldsProps & { readonly onToggle: (isOpen: boolean) => void }) {
  const [summary] = useState(() => summaryOf(form));
  return (
    <details class="fold" open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary>
        {t('dialog.details')}
        {!isOpen && summary !== '' && (
          <span class="quiet preview" dir="auto" aria-hidden="true">
            {summary}
          </span>
        )}
      </summary>
      {isOpen && (
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
  );
}

/** A line of what is in the folded fields. */
const summaryOf = ({ description, tags }: Form): string =>
  [descriptionAsText(description.value, new DOMParser()).slice(0, 120), tags.value]
    .filter(Boolean)
    .join(' · ');
