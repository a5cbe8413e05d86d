import { LANGUAGES } from '../../lib/settings/language.ts';
import { Field } from '../field.tsx';
import { FixedNote } from './fixed-note.tsx';
import type { SettingProps } from './setting-props.ts';

/** Each language by its own name, as whoever reads it knows it. */
const NAMES = {
  en: 'English',
  he: 'עברית',
  ar: 'العربية',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
} as const;

/** The language of the windows, or the browser's own. */
export function LanguageChoice({ settings, isFixed, onChange, t }: SettingProps) {
  return (
    <Field id="language" label={t('options.language')} hint={<FixedNote fixed={isFixed('language')} t={t} />}>
      <select
        id="language"
        disabled={isFixed('language')}
        value={settings.language}
        onChange={(event) => {
          const chosen = LANGUAGES.find((language) => language === event.currentTarget.value) ?? 'browser';
          void onChange({ language: chosen });
        }}
      >
        <option value="browser">{t('options.browserLanguage')}</option>
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {NAMES[language]}
          </option>
        ))}
      </select>
    </Field>
  );
}
