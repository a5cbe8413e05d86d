import { DEFAULTS, parseSettings, type Settings } from './settings.ts';

/** The parts of a storage area that are needed. */
export interface SettingsArea {
  get: (key: string) => Promise<Record<string, unknown>>;
  set: (items: Record<string, unknown>) => Promise<void>;
  remove: (key: string) => Promise<void>;
}

const KEY = 'settings';

/** Reads the settings of this browser; what is missing or damaged is as it is by default. */
export async function readSettings(area: SettingsArea): Promise<Settings> {
  return parseSettings((await area.get(KEY))[KEY], DEFAULTS);
}
