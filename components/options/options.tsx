import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { SettingsView } from '../../lib/messages/messages.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import type { AccountCheck as Account } from '../../lib/room/report/account.ts';
import { Question } from '../question.tsx';
import { AccountCheck } from './account-check.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { NamePattern } from './name-pattern.tsx';
import { NewRooms } from './new-rooms.tsx';
import { ServiceAddress } from './service-address.tsx';
import { SiteList } from './site-list.tsx';
import type { SettingProps } from './setting-props.ts';
import { Switch } from './switch.tsx';

export interface OptionsProps {
  readonly view: SettingsView;
  /** Stores a change. Answers whether it was taken. */
  readonly onChange: (changes: Partial<Settings>) => Promise<boolean>;
  readonly onReset: () => Promise<void>;
  readonly onForget: (pattern: string) => void;
  /** Asks the browser for a site that it keeps from us. Called within the click itself. */
  readonly onAllow: (pattern: string) => void;
  readonly readDiagnostics: () => Promise<string>;
  readonly checkAccounts: () => Promise<readonly Account[]>;
  readonly t: Translate;
}

/** All that can be set. Each change is stored as it is made; what an administrator fixed is shown as fixed. */
export function Options({
  view,
  onChange,
  onReset,
  onForget,
  onAllow,
  readDiagnostics,
  checkAccounts,
  t,
}: OptionsProps) {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState('');
  const change = async (changes: Partial<Settings>): Promise<boolean> => {
    setSaid('');
    const taken = await onChange(changes);
    if (taken) setSaid(t('options.saved'));
    return taken;
  };
  const setting: SettingProps = {
    settings: view.settings,
    isFixed: (name) => view.fixed.includes(name),
    onChange: change,
    t,
  };
  return (
    <main class="page">
      <header>
        <h1>{t('options.title')}</h1>
        <p class="good" role="status">
          {said}
        </p>
      </header>
      {view.fixed.length > 0 && <p class="box">{t('options.fixedSome')}</p>}
      {view.policyRefused.length > 0 && (
        <div class="box">
          <p>{t('options.policyRefused')}</p>
          <ul>
            {view.policyRefused.map(({ path, value }) => (
              <li key={path}>
                <code dir="ltr">{`${path}: ${value}`}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Section id="sites" title={t('options.sites.title')}>
        <p class="quiet">{t('options.sites.how')}</p>
        <SiteList sites={view.sites} onForget={onForget} onAllow={onAllow} t={t} />
        <Switch {...setting} name="showBesideNative" label={t('options.showBesideNative')} />
      </Section>
      <Section id="rooms" title={t('options.rooms.title')}>
        <NamePattern {...setting} />
        <NewRooms {...setting} />
      </Section>
      <Section id="windows" title={t('options.windows')}>
        <LanguageChoice {...setting} />
        <Switch {...setting} name="notifications" label={t('options.notifications')} />
      </Section>
      <Section id="services" title={t('options.services.title')}>
        <p class="quiet">{t('options.services.what')}</p>
        <ServiceAddress {...setting} name="chatService" label={t('options.services.chat')} />
        <ServiceAddress {...setting} name="storyboardService" label={t('options.services.storyboard')} />
      </Section>
      <Section id="support" title={t('options.support')}>
        <AccountCheck check={checkAccounts} t={t} />
        <Diagnostics read={readDiagnostics} t={t} />
        {asking ? (
          <Question
            text={t('options.reset.ask')}
            asker={t('options.reset.all')}
            yes={t('options.reset.yes')}
            no={t('options.reset.no')}
            onYes={() => {
              setAsking(false);
              void onReset().then(() => setSaid(t('options.saved')));
            }}
            onNo={() => setAsking(false)}
          />
        ) : (
          <div>
            <button type="button" class="button" onClick={() => setAsking(true)}>
              {t('options.reset.all')}
            </button>
          </div>
        )}
      </Section>
    </main>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Section({ id, title, children }: SectionProps) {
  return (
    <section class="options-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
