import type { SettingsStore } from '../../settings/store.ts';

/**
 * Names in the worker's log what of the administrator's policy is not used: where it stands, not what stands there,
 * since an address may hold a password.
 */
export async function logRefused(
  settings: Pick<SettingsStore, 'policy'>,
  log: Pick<Console, 'warn'>,
): Promise<void> {
  const { refused } = await settings.policy();
  if (refused.length === 0) return;
  log.warn(
    `Managed storage: not used, since wrong or unknown: ${refused.map(({ path }) => path).join(', ')}`,
  );
}
