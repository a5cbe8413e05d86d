import { useState } from 'preact/hooks';
import { defaultCloneName } from '../../lib/room/texts/name.ts';
import { directionOfValue, Field } from '../field.tsx';
import { FixedNote } from './fixed-note.tsx';
import type { SettingProps } from './setting-props.ts';

/** What a new room is called, with what that looks like. */
export function NamePattern({ settings, isFixed, onChange, t }: SettingProps) {
  const [pattern, setPattern] = useState(settings.namePattern);
  const own = t('dialog.defaultName', { name: '{name}' });
  const wrong = pattern !== '' && !pattern.includes('{name}');
  return (
    <Field
      id="name-pattern"
      label={t('options.rooms.namePattern')}
      problem={wrong ? t('options.rooms.needsName', { name: '{name}' }) : ''}
      hint={
        <>
          <span>{t('options.rooms.patternHow', { name: '{name}' })}</span>
          <output for="name-pattern">
            {t('options.rooms.preview', {
              example: defaultCloneName(wrong || pattern === '' ? own : pattern, t('options.rooms.example')),
            })}
          </output>
          <FixedNote fixed={isFixed('namePattern')} t={t} />
        </>
      }
    >
      <input
        id="name-pattern"
        dir={directionOfValue(pattern)}
        autocomplete="off"
        maxLength={256}
        placeholder={own}
        readOnly={isFixed('namePattern')}
        aria-invalid={wrong}
        aria-describedby="name-pattern-problem name-pattern-hint"
        value={pattern}
        onInput={(event) => setPattern(event.currentTarget.value)}
        onChange={() => {
          if (!wrong) void onChange({ namePattern: pattern });
        }}
      />
    </Field>
  );
}
