import type { Database } from './database.ts';
import type { RequestFilter } from './entitlement.ts';
import type { Params } from './params.ts';
import type { Caller, Sessions } from './session.ts';
import type { Switches } from './switches.ts';

/** What an action works with. */
export interface Context {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly switches: Switches;
  readonly caller: Caller;
  readonly partnerId: number;
  readonly secrets: { readonly admin: string; readonly user: string };
  /** Where the server is reached, for the few answers that hold an address. */
  readonly origin: string;
  /** Original → copy of what this HTTP request has cloned so far: the server's own map, which its playlists use. */
  readonly copies: Map<string, string>;
  /** What this HTTP request has made of the server's filter of entries so far. */
  readonly filter: RequestFilter;
}

/** A file that an action answers instead of JSON. */
export class FileAnswer {
  readonly content: Buffer;
  readonly filename: string;
  readonly type: string;

  constructor(content: Buffer, filename: string, type = 'text/plain; charset=UTF-8') {
    this.content = content;
    this.filename = filename;
    this.type = type;
  }
}

export interface Action {
  /** Roles that may call it: everybody, who has any KS, user sessions and admins, or admins alone. */
  readonly allows: 'all' | 'widget' | 'user' | 'admin';
  /** Parameters whose absence is told before anything else. */
  readonly needs?: readonly string[];
  /** It lists entries: what the request's filter of entries becomes depends on it. */
  readonly listsEntries?: true;
  /** Checks that come before the role's: the server's @validateUser. */
  readonly guard?: (context: Context, params: Params) => void;
  readonly run: (context: Context, params: Params) => unknown;
}

/** Action names in lower case → actions. */
export type Service = Readonly<Record<string, Action>>;
