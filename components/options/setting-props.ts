import type { SettingName, Settings } from '../../lib/settings/settings.ts';
import type { Translate } from '../../lib/texts/texts.ts';

/** What every setting's control gets. */
export interface SettingProps {
  readonly settings: Settings;
  readonly isFixed: (name: SettingName) => boolean;
  readonly onChange: (changes: Partial<Settings>) => Promise<boolean>;
  readonly t: Translate;
}
