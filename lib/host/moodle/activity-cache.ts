import * as z from 'zod/mini';

/** What is known of an activity. `room`: its tool's address says that it opens a room; else only Kaltura can tell. */
export interface Opened {
  readonly entryId: string;
  readonly room: boolean;
  /** Whose room it is, as the name of KAF's host has it; undefined where it has another name. */
  readonly partner?: number | undefined;
}

/** With the address of the Moodle: a tab's storage is one host's, which may have several. */
const KEY = 'clone-room-activity';
/** An activity may be changed elsewhere: what is older is looked up again. */
const KEPT_MS = 30 * 60_000;
const MOST = 1_000;

const schema = z.object({
  at: z.number(),
  opened: z.nullable(
    z.object({
      entryId: z.string().check(z.regex(/^\d+_[0-9a-z]{8,}$/), z.maxLength(64)),
      room: z.boolean(),
      partner: z.optional(z.number()),
    }),
  ),
});
/**
 * What the activities of this Moodle open, kept for the tab: nothing of it is secret, and the page can read and change it
 * as it can its own markup. Before anything is done with it, it is looked up anew. Each has a place of its own, so that
 * one more costs the same however many there are.
 */
export class ActivityCache {
  readonly #prefix: string;
  readonly #storage: () => Storage;
  readonly #now: () => number;
  /** As the page may have changed it: each is parsed when it is asked for. */
  readonly #kept = new Map<string, unknown>();
  /** Those that the tab keeps, the oldest first. */
  #keys: Set<string> | undefined;

  /**
   * @param base the address of the Moodle
   * @param storage the tab's own; a site may forbid it, and then it throws
   */
  constructor(base: string, storage: () => Storage, now: () => number) {
    this.#prefix = `${KEY} ${base} `;
    this.#storage = storage;
    this.#now = now;
  }

  /** What was found of an activity, undefined where it was not looked into lately. */
  get(cmid: number): { readonly opened: Opened | undefined } | undefined {
    const key = `${this.#prefix}${cmid}`;
    const found = parsed(this.#kept.get(key) ?? this.#read(key));
    const age = found && this.#now() - found.at;
    return age !== undefined && age >= 0 && age < KEPT_MS
      ? { opened: found?.opened ?? undefined }
      : undefined;
  }

  set(cmid: number, opened: Opened | undefined): void {
    const key = `${this.#prefix}${cmid}`;
    const found = { at: this.#now(), opened: opened ?? null };
    this.#kept.set(key, found);
    try {
      const storage = this.#storage();
      const keys = (this.#keys ??= this.#keysIn(storage));
      keys.delete(key);
      keys.add(key);
      for (const oldest of keys) {
        if (keys.size <= MOST) break;
        keys.delete(oldest);
        storage.removeItem(oldest);
      }
      storage.setItem(key, JSON.stringify(found));
    } catch {
      // Full, or forbidden: it is kept for the page then.
    }
  }

  /** An activity that is being changed. */
  forget(cmid: number): void {
    const key = `${this.#prefix}${cmid}`;
    this.#kept.delete(key);
    this.#keys?.delete(key);
    try {
      this.#storage().removeItem(key);
    } catch {
      // Then nothing of it is there.
    }
  }

  #read(key: string): unknown {
    try {
      return JSON.parse(this.#storage().getItem(key) ?? 'null');
    } catch {
      return undefined;
    }
  }

  /** Once in a page. */
  #keysIn(storage: Storage): Set<string> {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    const found = keys
      .filter((key) => key.startsWith(this.#prefix))
      .map((key) => ({ key, at: parsed(this.#read(key))?.at ?? 0 }));
    return new Set(found.toSorted((one, other) => one.at - other.at).map(({ key }) => key));
  }
}

const parsed = (value: unknown): z.infer<typeof schema> | undefined => schema.safeParse(value).data;
