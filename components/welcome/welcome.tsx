import type { Translate } from '../../lib/texts/texts.ts';
import { PICTURES } from './pictures.tsx';

export interface WelcomeProps {
  readonly onOptions: () => void;
  readonly t: Translate;
}

/** What the extension does and where to find it, in three pictures: shown once, after it was installed. */
export function Welcome({ onOptions, t }: WelcomeProps) {
  return (
    <main class="page welcome">
      <header>
        <h1>{t('welcome.title')}</h1>
      </header>
      <p>{t('welcome.what')}</p>
      <ol class="steps">
        {(['find', 'save', 'go'] as const).map((step) => (
          <li key={step}>
            {PICTURES[step]}
            <div>
              <h2>{t(`welcome.step.${step}`)}</h2>
              <p class="quiet">{t(`welcome.more.${step}`)}</p>
            </div>
          </li>
        ))}
      </ol>
      <p class="box">{t('welcome.ownSite')}</p>
      <p class="quiet">{t('welcome.privacy')}</p>
      <div>
        <button type="button" class="button" onClick={onOptions}>
          {t('popup.options')}
        </button>
      </div>
    </main>
  );
}
