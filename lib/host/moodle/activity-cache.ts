import * as z from 'zod/mini';

/** What is known of an activity. `room`: its tool's address says that it opens a room; else only Kaltura can tell. */
export interface Opened {
  readonly entryId: string;
  readonly room: boolean;
  /** Whose room it is, as the name of KAF's host has it; undefined where it has another name. */
  readonly partner?: number | undefined;
}

/** With the address of the Moodle: a tab's storage is one host's, which may have several. */
const KEY = 'clone-room-activities';
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
/** As the page may have changed it: each is parsed when it is asked for. */
type Kept = Readonly<Record<string, unknown>>;

/**
 * What the activities of this Moodle open, kept for the tab: nothing of it is secret, and the page can read and change it
 * as it can its own markup. Before anything is done with it, it is looked up anew.
 */
export class ActivityCache {
  readonly #key: string;
  readonly #storage: () => Storage;
  readonly #now: () => number;
  #kept: Kept | undefined;

  /**
   * @param base the address of the Moodle
   * @param storage the tab's own; a site may forbid it, and then it throws
   */
  constructor(base: string, storage: () => Storage, now: () => number) {
    this.#key = `${KEY} ${base}`;
    this.#storage = storage;
    this.#now = now;
  }

  /** What was found of an activity, undefined where it was not looked into lately. */
  get(cmid: number): { readonly opened: Opened | undefined } | undefined {
    const found = schema.safeParse(this.#read()[String(cmid)]).data;
    const age = found && this.#now() - found.at;
    return age !== undefined && age >= 0 && age < KEPT_MS
      ? { opened: found?.opened ?? undefined }
      : undefined;
  }

  set(cmid: number, opened: Opened | undefined): void {
    const others = Object.entries(this.#read()).filter(([key]) => key !== String(cmid));
    this.#write(
      Object.fromEntries([...others.slice(1 - MOST), [cmid, { at: this.#now(), opened: opened ?? null }]]),
    );
  }

  /** An activity that is being changed. */
  forget(cmid: number): void {
    this.#write(Object.fromEntries(Object.entries(this.#read()).filter(([key]) => key !== String(cmid))));
  }

  #read(): Kept {
    if (this.#kept) return this.#kept;
    try {
      const text = this.#storage().getItem(this.#key) ?? '{}';
      const read: unknown = JSON.parse(text);
      this.#kept = typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : {};
    } catch {
      this.#kept = {};
    }
    return this.#kept;
  }

  #write(kept: Kept): void {
    this.#kept = kept;
    try {
      this.#storage().setItem(this.#key, JSON.stringify(kept));
    } catch {
      // Full, or forbidden: it is kept for the page then.
    }
  }
}
