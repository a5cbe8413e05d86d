import type { SettingsView } from '../../messages/messages.ts';
import { namesIn } from '../../settings/settings.ts';
import type { SettingsStore } from '../../settings/store.ts';
import type { SiteLine } from '../../sites/lines.ts';
import { storageProblem } from '../jobs/storage-problem.ts';
import type { Platform } from '../platform.ts';

/** What the options are made from. */
export interface SettingsSources {
  readonly platform: Pick<Platform, 'journal'>;
  readonly settings: Pick<SettingsStore, 'read' | 'policy'>;
  readonly sites: { readonly list: () => Promise<readonly SiteLine[]> };
}

/** Everything that the options show. */
export async function settingsView({ platform, settings, sites }: SettingsSources): Promise<SettingsView> {
  const [read, { fixed, refused }, lines, trouble] = await Promise.all([
    settings.read(),
    settings.policy(),
    sites.list(),
    platform.journal.jobs().then(
      () => undefined,
      (error: unknown) => storageProblem(error),
    ),
  ]);
  return { settings: read, fixed: namesIn(fixed), policyRefused: refused, sites: lines, trouble };
}
