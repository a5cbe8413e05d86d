import { migrate, SETTINGS_VERSION } from './migrations.ts';
import { parsePolicy, type Policy } from './policy.ts';
import { DEFAULTS, namesIn, parseSettings, parseSome, type Settings } from './settings.ts';

/** The parts of a storage area that are needed. */
export interface SettingsArea {
  get: (key: string) => Promise<Record<string, unknown>>;
  set: (items: Record<string, unknown>) => Promise<void>;
  remove: (key: string) => Promise<void>;
}

/** What an administrator set: read-only, and refused by a browser in which nobody set anything. */
export interface ManagedArea {
  get: () => Promise<Record<string, unknown>>;
}

const KEY = 'settings';

/**
 * Whether settings may be other ones now.
 * @param changes of a storage area, by key, as the browser tells of them
 */
export const isOfSettings = (changes: Readonly<Record<string, unknown>>, area: string): boolean =>
  area === 'managed' || (area === 'local' && KEY in changes);

/** The settings of this browser: the defaults, the administrator's, what was chosen, what is fixed, each over the one before. */
export class SettingsStore {
  readonly #area: SettingsArea;
  readonly #managed: ManagedArea;
  #writing: Promise<void> = Promise.resolve();

  constructor(area: SettingsArea, managed: ManagedArea) {
    this.#area = area;
    this.#managed = managed;
  }

  /**
   * Read from storage each time: a worker that was just woken must not go by what another one knew. Where the browser
   * can't read what was chosen, the defaults count.
   */
  async read(): Promise<Settings> {
    const [{ defaults, fixed }, chosen] = await Promise.all([
      this.policy(),
      this.#chosen().catch((): Partial<Settings> => ({})),
    ]);
    return parseSettings(fixed, parseSettings(chosen, parseSettings(defaults, DEFAULTS)));
  }

  async policy(): Promise<Policy> {
    return parsePolicy(await this.#managed.get().catch(() => undefined));
  }

  /**
   * Takes what is right of `changes`, and leaves the rest as it was. Answers the names of what was not taken: it is no
   * setting, it is not what this setting may be, or the administrator fixed it.
   */
  async write(changes: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    const { fixed } = await this.policy();
    const barred = new Set<string>(namesIn(fixed));
    const right = Object.fromEntries(
      Object.entries(parseSome(changes)).filter(([name]) => !barred.has(name)),
    );
    // Only the worker writes, and one thing after the other: two windows must not undo each other.
    const written = this.#writing.then(async () => {
      const chosen = { ...(await this.#chosen()), ...right };
      await this.#area.set({ [KEY]: { version: SETTINGS_VERSION, chosen } });
    });
    this.#writing = written.catch(() => undefined);
    await written;
    return Object.keys(changes).filter((name) => !(name in right));
  }

  /** As if nothing had ever been chosen. */
  async reset(): Promise<void> {
    await this.#area.remove(KEY);
  }

  async #chosen(): Promise<Partial<Settings>> {
    return parseSome(migrate((await this.#area.get(KEY))[KEY]));
  }
}
