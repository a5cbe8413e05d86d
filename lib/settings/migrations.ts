/**
 * Settings on disk outlive the version that wrote them. What a teacher chose is kept as `{ version, chosen }`: only
 * what they chose, so that defaults may change beneath it. Each version has a frozen fixture (`fixtures/`); a version
 * more is a step more here, and a fixture more there.
 */

export const SETTINGS_VERSION = 1;

/** From version N to N + 1, at index N. */
export type Migration = (chosen: Readonly<Record<string, unknown>>) => Record<string, unknown>;

const MIGRATIONS: readonly Migration[] = [
  // Before versions were counted, the fields stood alone.
  (chosen) => ({ ...chosen }),
];

/** What was chosen, as the current version has it. Damaged: nothing was. Newer than this version: as it stands. */
export function migrate(
  stored: unknown,
  migrations: readonly Migration[] = MIGRATIONS,
): Record<string, unknown> {
  if (!isRecord(stored)) return {};
  const { version, chosen } = stored;
  const [from, fields] = typeof version === 'number' ? [version, chosen] : [0, stored];
  if (!isRecord(fields) || !Number.isInteger(from) || from < 0) return {};
  return migrations.slice(from).reduce((before, step) => step(before), { ...fields });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
