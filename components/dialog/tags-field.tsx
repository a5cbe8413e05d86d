import { useRef, useState } from 'preact/hooks';
import { storedTags, TAG_LIMIT, typedTags } from '../../lib/room/texts/tags.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { directionOfValue, Field } from '../field.tsx';

export interface TagsFieldProps {
  /** As stored: separated by commas. It stays as it is until a tag is added or removed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly: boolean;
  readonly t: Translate;
}

/** The tags of a field, and the one that is being typed. */
function useTags(value: string, onChange: (value: string) => void, t: Translate) {
  const [tags, setTags] = useState(() => storedTags(value).kept);
  const [typed, setTyped] = useState('');
  /** What Kaltura would have dropped of the tags that were taken last. */
  const [lost, setLost] = useState<readonly string[]>([]);
  /** What Kaltura would have cut of them. */
  const [cut, setCut] = useState<readonly string[]>([]);
  const [said, setSaid] = useState('');

  // Every tag begins with a single letter, which alone would be dropped: not said of the one that is being typed.
  const pending = /^\s*\S?\s*$/u.test(typed) ? [] : storedTags([...tags, typed].join(',')).dropped;
  const dropped = [...lost, ...pending];

  /** Takes tags, and leaves `rest` in the field. */
  const take = (added: readonly string[], rest: string): void => {
    const isNew = added.some((tag) => tag.trim() !== '');
    if (!isNew && rest === typed) return;
    const { kept, dropped: not, cut: long } = storedTags([...tags, ...added].join(','));
    const fresh = kept.filter((tag) => !tags.includes(tag));
    if (isNew) {
      setTags(kept);
      setLost(not);
      setCut(long);
      if (fresh.length > 0) setSaid(t('dialog.tagsAdded', { tags: fresh }));
    }
    setTyped(rest);
    onChange([...kept, ...(rest.trim() === '' ? [] : [rest.trim()])].join(', '));
  };
  const typeIn = (text: string): void => {
    const parts = typedTags(text);
    const rest = parts.pop() ?? '';
    take(parts, parts.length > 0 ? rest.trimStart() : rest);
  };
  const remove = (tag: string): void => {
    const left = tags.filter((other) => other !== tag);
    setTags(left);
    setLost([]);
    setCut([]);
    setSaid(t('dialog.tagRemoved', { tag }));
    onChange([...left, ...(typed.trim() === '' ? [] : [typed.trim()])].join(', '));
  };

  return { tags, typed, setTyped, dropped, cut, said, take, typeIn, remove };
}

/**
 * A tag editor by the keys of the ARIA combobox pattern, without its list: Kaltura's API has no cheap source of
 * suggestions. Enter and comma take the tag that is typed, so does Tab while there is one; Escape drops it; Backspace
 * in the empty field takes the last tag away; a pasted list becomes its tags. Kaltura's own rules are told at once.
 */
export function TagsField({ value, onChange, readOnly, t }: TagsFieldProps) {
  const { tags, typed, setTyped, dropped, cut, said, take, typeIn, remove } = useTags(value, onChange, t);
  const input = useRef<HTMLInputElement>(null);
  const removeAndStay = (tag: string): void => {
    remove(tag);
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // A key that ends a composition (Chinese, Japanese) belongs to it.
    if (event.isComposing || readOnly) return;
    const isTyped = typed.trim() !== '';
    const last = tags.at(-1);
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take([typed], '');
    } else if (event.key === 'Tab' && isTyped && !event.shiftKey) {
      event.preventDefault();
      take([typed], '');
    } else if (event.key === 'Escape' && typed !== '') {
      event.stopPropagation();
      take([], '');
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined) {
      event.preventDefault();
      removeAndStay(last);
    }
  };

  return (
    <Field
      id="tags"
      label={t('dialog.tags')}
      hint={
        <>
          {!readOnly && dropped.length === 0 && cut.length === 0 && <span>{t('dialog.tagsHint')}</span>}
          <span class="warning" role="status">
            {[
              ...(dropped.length > 0 ? [t('dialog.tagsDropped', { tags: dropped })] : []),
              ...(cut.length > 0 ? [t('dialog.tagsCut', { limit: TAG_LIMIT })] : []),
            ].join(' ')}
          </span>
          <span class="unseen" role="status">
            {said}
          </span>
        </>
      }
    >
      <div
        class="tag-field"
        aria-disabled={readOnly}
        onMouseDown={(event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          input.current?.focus();
        }}
      >
        {tags.length > 0 && <Chips tags={tags} onRemove={readOnly ? undefined : removeAndStay} t={t} />}
        <input
          id="tags"
          ref={input}
          dir={directionOfValue(typed)}
          autocomplete="off"
          enterkeyhint="enter"
          readOnly={readOnly}
          aria-describedby="tags-hint"
          value={typed}
          onKeyDown={onKeyDown}
          onCompositionEnd={(event) => typeIn(event.currentTarget.value)}
          onInput={(event) => {
            // A comma may be a step of a composition: its end brings the text.
            if (event.isComposing) setTyped(event.currentTarget.value);
            else typeIn(event.currentTarget.value);
          }}
          onPaste={(event) => {
            const text = event.clipboardData?.getData('text/plain') ?? '';
            if (typedTags(text).length === 1) return;
            event.preventDefault();
            take(typedTags(`${typed}${text}`), '');
          }}
          onBlur={() => {
            if (typed.trim() !== '') take([typed], '');
          }}
        />
      </div>
    </Field>
  );
}

interface ChipsProps {
  readonly tags: readonly string[];
  /** None: they can't be taken away. */
  readonly onRemove: ((tag: string) => void) | undefined;
  readonly t: Translate;
}

function Chips({ tags, onRemove, t }: ChipsProps) {
  return (
    <ul class="chips" aria-label={t('dialog.tagList')}>
      {tags.map((tag) => (
        <li key={tag}>
          <bdi>{tag}</bdi>
          {onRemove && (
            <button
              type="button"
              class="chip-remove"
              aria-label={t('dialog.removeTag', { tag })}
              onClick={() => onRemove(tag)}
            >
              <span aria-hidden="true">×</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
