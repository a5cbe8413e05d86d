import { boundedText } from '../../kaltura/transport/bounds.ts';
import type { MoodleFailure, MoodleResult } from '../port.ts';
import { type MoodleSite, siteOf } from './site.ts';

/** What the page lends us: its own fetch, with the teacher's cookies, and its parser. */
export interface PageMeans {
  readonly fetch: typeof fetch;
  readonly parse: (html: string) => Document;
}

/** What came back for one request, read to its end: nothing of it is the browser's own, so it can travel in a message. */
interface Reply {
  readonly status: number;
  /** Where a redirect that was followed ended. */
  readonly url: string;
  /** A redirect that was not followed: where it leads is not told. */
  readonly redirect: boolean;
  readonly text: string;
}

const LATE_MS = 60_000;
/** Moodle's largest pages are a few megabytes; what is larger is none. */
const LARGEST = 20_000_000;

/** Moodle's codes for a sesskey that is not the one of this login: nothing was done. */
const STALE = new Set(['invalidsesskey', 'unknowaction', 'unknownaction']);
/** Its codes for an activity that is not there: of its services, of its pages, by version (measured in 4.5 and 5.1). */
const GONE = new Set([
  'invalidcoursemodule',
  'invalidcoursemoduleid',
  'invalidrecord',
  'invalidrecordunknown',
  'coursemodulenotfound',
  'unexistingcmid',
]);
const SIGNED_OUT = 'servicerequireslogin';
/** Moodle's `require_login_exception`: of whoever is signed out, and of whoever is signed in and not in the course. */
const NO_ENTRY = 'requireloginerror';
/**
 * Its codes for a fault of its own, or of this moment: being upgraded, its database, a lock; any other error of its code.
 * What was asked for may have been done in part (docs/facts/moodle-pages.md#11-how-moodle-fails).
 */
const PASSING = new Set([
  'upgraderunning',
  'sitemaintenance',
  'dbconnectionfailed',
  'dmlreadexception',
  'dmlwriteexception',
  'dmltransactionexception',
  'ddlexecuteerror',
  'sessionwaiterr',
  'sessionhandlerproblem',
  'locktimeout',
  'generalexceptionmessage',
]);
/**
 * A version that does not know the state action: 4.1 (docs/facts/moodle-pages.md#5-activities-and-their-entries). It
 * has the older way.
 */
const UNKNOWN = 'unknownAction';

const succeeded = <T>(value: T): MoodleResult<T> => ({ ok: true, value });
const failed = (failure: MoodleFailure): { ok: false; failure: MoodleFailure } => ({ ok: false, failure });

/** What changed something: that it was done is all there is to tell. */
const DONE: MoodleResult<true> = { ok: true, value: true };

/** Requests to the Moodle whose page we are in, as its own pages send them, with what they fail by. */
export class MoodleRequests {
  #site: MoodleSite;
  readonly #means: PageMeans;

  constructor(site: MoodleSite, means: PageMeans) {
    this.#site = site;
    this.#means = means;
  }

  get base(): string {
    return this.#site.base;
  }

  /** Takes the sesskey of now: the page may be older than the login. */
  async isSignedIn(): Promise<MoodleResult<boolean>> {
    const page = await this.page('/user/preferences.php');
    if (!page.ok) return page.failure.kind === 'signedOut' ? succeeded(false) : page;
    const site = siteOf(page.value, this.base);
    if (site) this.#site = site;
    return succeeded(site !== undefined);
  }

  /** A page of Moodle, as a document of its own. */
  async page(path: string): Promise<MoodleResult<Document>> {
    const sent = await this.#send(path, {}, (error) => this.#whyUnread(error, path));
    if (!sent.ok) return sent;
    const { status, url, text } = sent.value;
    const asked = new URL(this.base + path).pathname;
    const shown = URL.canParse(url) ? new URL(url).pathname : asked;
    // Where `require_login()` leads whoever is not in the course.
    if (shown.endsWith('/enrol/index.php')) return failed({ kind: 'refused', code: 'notenrolled' });
    // And whoever has to sign in, or to accept a policy, or to choose another password first: in a page of Moodle's.
    if (shown !== asked) return failed({ kind: 'signedOut' });
    if (status < 200 || status > 299) return failed(this.#failureOf(sent.value) ?? { kind: 'lost' });
    return succeeded(this.#means.parse(text));
  }

  /**
   * Why a page could not be read: it may be a way to another site. Where people sign in elsewhere, Moodle answers so
   * whoever is signed out, and a browser lets no script follow.
   */
  async #whyUnread(error: unknown, path: string): Promise<MoodleFailure> {
    if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'lost' };
    const sent = await this.#send(path, { redirect: 'manual' });
    return { kind: sent.ok && sent.value.redirect ? 'signedOut' : 'lost' };
  }

  /**
   * A form that Moodle takes by a redirect.
   * @returns `stale` where the form's own sesskey was not taken: nothing was done
   */
  async post(path: string, body: URLSearchParams): Promise<MoodleResult<true> | 'stale'> {
    const sent = await this.#send(path, { method: 'POST', body, redirect: 'manual' });
    if (!sent.ok) return sent;
    if (sent.value.redirect) return DONE;
    const failure = this.#failureOf(sent.value);
    if (isStale(failure)) return 'stale';
    // The form again, and not the way back to the course: Moodle did not take it.
    return failed(failure ?? { kind: 'unexpected' });
  }

  /** A link of `course/mod.php`: it does what it says, and leads back to the course. */
  async act(query: string, again = true): Promise<MoodleResult<true>> {
    const path = `/course/mod.php?${query}&sesskey=${encodeURIComponent(this.#site.sesskey)}`;
    const sent = await this.#send(path, { redirect: 'manual' });
    if (!sent.ok) return sent;
    if (sent.value.redirect) return DONE;
    const failure = this.#failureOf(sent.value);
    // A refused sesskey did nothing: with the one of now it is the first time.
    if (isStale(failure) && again && (await this.#renewed())) return this.act(query, false);
    return failed(failure ?? { kind: 'unexpected' });
  }

  /** A service that Moodle's own scripts call. Its answer is not parsed yet. */
  async service(methodname: string, args: object, again = true): Promise<MoodleResult<unknown>> {
    const path = `/lib/ajax/service.php?sesskey=${encodeURIComponent(this.#site.sesskey)}&info=${methodname}`;
    const body = JSON.stringify([{ index: 0, methodname, args }]);
    const headers = { 'content-type': 'application/json' };
    const sent = await this.#send(path, { method: 'POST', body, headers });
    if (!sent.ok) return sent;
    const answer = serviceAnswer(parseJson(sent.value.text));
    if (!answer) return failed({ kind: 'lost' });
    if ('data' in answer) return succeeded(answer.data);
    if (STALE.has(answer.code) && again && (await this.#renewed()))
      return this.service(methodname, args, false);
    if (answer.code === NO_ENTRY && !(await this.#renewed())) return failed({ kind: 'signedOut' });
    return failed(failureFor(answer.code));
  }

  async #renewed(): Promise<boolean> {
    const signedIn = await this.isSignedIn();
    return signedIn.ok && signedIn.value;
  }

  /**
   * One request, to the end of its body: a connection may break there, too.
   * @param whyUnread says what it means that no answer could be read
   */
  async #send(
    path: string,
    init: RequestInit,
    whyUnread: (error: unknown) => Promise<MoodleFailure> = () => Promise.resolve({ kind: 'lost' }),
  ): Promise<MoodleResult<Reply>> {
    try {
      const signal = AbortSignal.timeout(LATE_MS);
      const answer = await this.#means.fetch(this.base + path, {
        credentials: 'same-origin',
        signal,
        ...init,
      });
      const { status, url } = answer;
      const redirect = answer.type === 'opaqueredirect' || (status >= 300 && status < 400);
      // What has no end is left where it passes the bound: whatever was asked for may have been done.
      const text = redirect ? '' : await boundedText(answer, LARGEST);
      return text === undefined ? failed({ kind: 'lost' }) : succeeded({ status, url, redirect, text });
    } catch (error) {
      return failed(await whyUnread(error));
    }
  }

  /** What an error page says; undefined where it is another page. */
  #failureOf({ status, text }: Reply): MoodleFailure | undefined {
    if (status >= 500) return { kind: 'lost' };
    const code = errorCode(this.#means.parse(text));
    return code === undefined ? undefined : failureFor(code);
  }
}

/** Whether a service refused an action that this version does not know. */
export const isUnknownAction = (answer: MoodleResult<unknown>): boolean =>
  !answer.ok && answer.failure.kind === 'refused' && answer.failure.code === UNKNOWN;

function failureFor(code: string): MoodleFailure {
  if (code === SIGNED_OUT) return { kind: 'signedOut' };
  if (GONE.has(code)) return { kind: 'notThere' };
  if (PASSING.has(code)) return { kind: 'lost' };
  return { kind: 'refused', code: code.startsWith('Invalid course state action') ? UNKNOWN : code };
}

const isStale = (failure: MoodleFailure | undefined): boolean =>
  failure?.kind === 'refused' && STALE.has(failure.code);

/** Moodle's own code of a refusal, as its error page links it to the documentation; undefined for another page. */
function errorCode(page: Document): string | undefined {
  const href = page.querySelector('.errorcode a[href]')?.getAttribute('href');
  return href?.split('/').findLast((part) => part !== '');
}

/** The first answer of the service: its data, or Moodle's code of the exception. */
function serviceAnswer(body: unknown): { data: unknown } | { code: string } | undefined {
  // A session that has ended is said without a list.
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof first !== 'object' || first === null) return undefined;
  if ('data' in first && !('error' in first && first.error === true)) return { data: first.data };
  const own: unknown = 'exception' in first ? first.exception : undefined;
  const exception = typeof own === 'object' && own !== null ? own : first;
  return 'errorcode' in exception ? { code: String(exception.errorcode) } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
