import { randomInt } from 'node:crypto';
import { entryNotFound } from './api-error.ts';
import { type Assignments, type Entry, isOwner, mayEdit } from './entry.ts';
import { type Caller, isAdmin, privilege } from './session.ts';
import type { Switches } from './switches.ts';
import { cutName } from './texts.ts';

export interface Attachment {
  readonly id: string;
  readonly entryId: string;
  tags: string;
  readonly createdAt: number;
  updatedAt: number;
  description?: string;
  partnerData?: string;
  filename?: string;
  title?: string;
  format?: string;
  status: number;
  content: Buffer;
}

export interface Thumbnail {
  readonly id: string;
  readonly entryId: string;
  tags: string;
  readonly createdAt: number;
  updatedAt: number;
  status: number;
  content: Buffer;
}

/** Kinds of cue points; a quiz has questions, and its takers' answers to them. */
export type CuePointKind = 'annotation' | 'code' | 'thumb' | 'question' | 'answer';

export interface CuePoint {
  readonly id: string;
  readonly entryId: string;
  readonly kind: CuePointKind;
  readonly createdAt: number;
  updatedAt: number;
  /** All other fields as the API answers them. */
  fields: Record<string, string | number | boolean | readonly unknown[]>;
}

/** KalturaMetadataObjectType: entries have numbers, what a plug-in brings has its name and its own. */
export type MetadataObject = '1' | 'annotationMetadata.Annotation';

export interface MetadataRow {
  readonly id: number;
  readonly of: MetadataObject;
  readonly metadataProfileId: number;
  readonly objectId: string;
  readonly createdAt: number;
  updatedAt: number;
  xml: string;
}

export interface MetadataProfile {
  readonly id: number;
  readonly of: MetadataObject;
  readonly name: string;
  readonly systemName: string;
  readonly xsd: string;
  readonly createdAt: number;
}

export interface Category {
  readonly id: number;
  readonly name: string;
  readonly parentId: number;
  readonly privacyContext: string;
  readonly privacy: number;
  readonly members: Map<string, number>;
  /** `KalturaContributionPolicyType`: 1 all, 2 members who may. */
  readonly contributionPolicy: number;
  /** What whoever does not moderate it adds waits. */
  readonly moderation: boolean;
}

export interface CategoryEntry {
  readonly categoryId: number;
  readonly entryId: string;
  readonly createdAt: number;
  readonly creatorUserId: string;
  /** `KalturaCategoryEntryStatus`: 1 pending; left out: active. */
  readonly status?: number;
}

export interface UploadToken {
  readonly id: string;
  readonly userId: string;
  readonly fileName: string;
  readonly fileSize: string;
  readonly createdAt: number;
  status: number;
  content?: Buffer;
}

export interface User {
  readonly id: string;
  readonly screenName: string;
  readonly fullName: string;
}

/** An entry as the search index saw it last. */
interface Indexed {
  readonly at: number;
  readonly entry: Entry;
}

/** The state of a server, in memory. */
export class Database {
  readonly attachments = new Map<string, Attachment>();
  readonly thumbnails = new Map<string, Thumbnail>();
  readonly cuePoints = new Map<string, CuePoint>();
  readonly metadata = new Map<number, MetadataRow>();
  readonly profiles = new Map<number, MetadataProfile>();
  readonly categories = new Map<number, Category>();
  readonly categoryEntries: CategoryEntry[] = [];
  readonly accessControl = new Map<number, { name: string; systemName: string; description: string }>();
  readonly uploads = new Map<string, UploadToken>();
  readonly users = new Map<string, User>();
  /** Group → its members. */
  readonly groups = new Map<string, Set<string>>();
  readonly #entries = new Map<string, Entry>();
  readonly #index = new Map<string, Indexed[]>();
  readonly #switches: Switches;
  readonly #nowMs: () => number;
  #number = 1000;

  constructor(switches: Switches, nowMs: () => number) {
    this.#switches = switches;
    this.#nowMs = nowMs;
  }

  /** Unix seconds. */
  now(): number {
    return Math.floor(this.#nowMs() / 1000);
  }

  nextNumber(): number {
    return (this.#number += 1);
  }

  /** An id such as `0_k3v9x2ab`: random, so that their order says nothing, as on the real server. */
  newId(): string {
    const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
    const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
    return this.#entries.has(`0_${letters}`) ? this.newId() : `0_${letters}`;
  }

  /** Writes an entry; the index follows with its lag. */
  save(written: Entry): void {
    const entry = { ...written, name: cutName(written.name) };
    this.#entries.set(entry.id, entry);
    const versions = this.#index.get(entry.id) ?? [];
    versions.push({ at: this.#nowMs(), entry: { ...entry, own: { ...entry.own } } });
    this.#index.set(entry.id, this.#switches.indexLagMs === 0 ? versions.slice(-1) : versions);
  }

  remove(id: string): void {
    this.#entries.delete(id);
    this.#index.delete(id);
  }

  /** From the database itself: never behind. */
  find(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  all(): Entry[] {
    return [...this.#entries.values()];
  }

  /**
   * The entries as the search index has them now. It serves to find: what is answered are the rows of the database,
   * and there is no row any more for what was deleted.
   */
  indexed(): Entry[] {
    const seen = this.#nowMs() - this.#switches.indexLagMs;
    return [...this.#index.values()].flatMap(
      (versions) => versions.findLast(({ at }) => at <= seen)?.entry ?? [],
    );
  }

  children(id: string): Entry[] {
    return this.all().filter(({ parentEntryId }) => parentEntryId === id);
  }

  groupsOf(user: string): string[] {
    return [...this.groups].flatMap(([group, members]) => (members.has(user) ? [group] : []));
  }

  /** An entry that this caller can see; throws ENTRY_ID_NOT_FOUND. */
  visible(id: string, caller: Caller): Entry {
    const entry = this.#entries.get(id);
    if (!entry || caller.kind === 'none' || !this.#entitled(entry, caller)) throw entryNotFound(id);
    return entry;
  }

  canSee(entry: Entry, caller: Caller): boolean {
    return this.#entitled(entry, caller);
  }

  canEdit(entry: Entry, caller: Caller): boolean {
    if (isAdmin(caller)) return true;
    const edit = privilege(caller, 'edit');
    if (edit === '*' || edit === entry.id) return true;
    return caller.kind === 'user' && mayEdit(entry, caller, this.groupsOf(caller.user));
  }

  /** By a category of the session's context; a session without one sees what is in no category. */
  isInContext(entry: Entry, caller: Caller): boolean {
    const context = privilege(caller, 'privacycontext') ?? '';
    const categories = this.categoryEntries
      .filter(({ entryId }) => entryId === entry.id)
      .flatMap(({ categoryId }) => this.categories.get(categoryId) ?? []);
    if (context === '' && categories.length === 0) return true;
    return categories
      .filter((category) => this.#contextOf(category) === context)
      .some(({ privacy, members }) => privacy !== 3 || members.has(caller.user));
  }

  /** With entitlement, an entry of a private channel exists for its members and its own people only. */
  #entitled(child: Entry, caller: Caller): boolean {
    // A child is as visible as its parent (docs/facts/kaltura-api.md#2-fields).
    const entry = this.#entries.get(child.parentEntryId ?? '') ?? child;
    const context = privilege(caller, 'privacycontext');
    if (privilege(caller, 'enableentitlement') === undefined || context === undefined) return true;
    const inContext = this.categoryEntries
      .filter(({ entryId }) => entryId === entry.id)
      .flatMap(({ categoryId }) => this.categories.get(categoryId) ?? [])
      .filter((category) => this.#contextOf(category) === context);
    if (
      inContext.length === 0 ||
      isOwner(child, caller) ||
      isOwner(entry, caller) ||
      mayEdit(entry, caller, this.groupsOf(caller.user))
    ) {
      return true;
    }
    return inContext.some(({ privacy, members }) => privacy !== 3 || members.has(caller.user));
  }

  #contextOf(category: Category): string {
    const parent = this.categories.get(category.parentId);
    return category.privacyContext || (parent ? this.#contextOf(parent) : '');
  }

  assignments(id: string): Assignments {
    const categories = this.categoryEntries
      .filter(({ entryId }) => entryId === id)
      .flatMap(({ categoryId }) => this.categories.get(categoryId) ?? [])
      // Categories of a privacy context are not shown in the entry's own fields.
      .filter((category) => this.#contextOf(category) === '');
    return {
      names: categories.map((category) => this.fullName(category)).join(','),
      ids: categories.map((category) => category.id).join(','),
    };
  }

  fullName(category: Category): string {
    const parent = this.categories.get(category.parentId);
    return parent ? `${this.fullName(parent)}>${category.name}` : category.name;
  }

  fullIds(category: Category): string {
    const parent = this.categories.get(category.parentId);
    return parent ? `${this.fullIds(parent)}>${category.id}` : String(category.id);
  }
}
