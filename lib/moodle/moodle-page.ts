import { errorCode, type FieldsOf, filledSettings, readLaunch, readSettings } from './forms.ts';
import type {
  ActivitySettings,
  CourseState,
  Launch,
  MoodleAsk,
  MoodleFailure,
  MoodlePort,
  MoodleResult,
} from './port.ts';
import { type MoodleSite, siteOf } from './site.ts';
import { readState } from './state.ts';

/** What the page lends us: its own fetch, with the teacher's cookies, and its parser. */
export interface PageMeans {
  readonly fetch: typeof fetch;
  readonly parse: (html: string) => Document;
  readonly fieldsOf: FieldsOf;
}

const LATE_MS = 60_000;

/** Moodle's codes for a sesskey that is not the one of this login: nothing was done. */
const STALE = new Set(['invalidsesskey', 'unknowaction', 'unknownaction']);
const GONE = new Set([
  'invalidcoursemodule',
  'invalidcoursemoduleid',
  'invalidrecord',
  'coursemodulenotfound',
]);
const SIGNED_OUT = new Set(['servicerequireslogin', 'requireloginerror']);
/** A version that does not know the state action: 4.1 (moodle-pages §5). It has the older way. */
const UNKNOWN = 'unknownAction';

const succeeded = <T>(value: T): MoodleResult<T> => ({ ok: true, value });
const failed = (failure: MoodleFailure): { ok: false; failure: MoodleFailure } => ({ ok: false, failure });

/** Answers questions about the Moodle whose page we are in, with its own requests. */
export class MoodlePage implements MoodlePort {
  #site: MoodleSite;
  readonly #means: PageMeans;

  constructor(site: MoodleSite, means: PageMeans) {
    this.#site = site;
    this.#means = means;
  }

  get base(): string {
    return this.#site.base;
  }

  answer(question: MoodleAsk): Promise<MoodleResult<unknown>> {
    switch (question.ask) {
      case 'hello':
        return this.hello();
      case 'course':
        return this.course(question.courseId);
      case 'duplicate':
        return this.duplicate(question.courseId, question.cmid, question.known);
      case 'hide':
        return this.hide(question.courseId, question.cmid);
      case 'remove':
        return this.remove(question.courseId, question.cmid);
      case 'settings':
        return this.settings(question.cmid);
      case 'write':
        return this.write(question.cmid, question.name, question.from, question.to);
      case 'launch':
        return this.launch(question.cmid);
    }
  }

  /** Takes the sesskey of now: the page may be older than the login. */
  async hello(): Promise<MoodleResult<{ signedIn: boolean }>> {
    const page = await this.#read('/user/preferences.php');
    if (!page.ok) return page.failure.kind === 'signedOut' ? succeeded({ signedIn: false }) : page;
    const site = siteOf(page.value, this.base);
    if (site) this.#site = site;
    return succeeded({ signedIn: site !== undefined });
  }

  async course(courseId: number): Promise<MoodleResult<CourseState>> {
    const data = await this.#service('core_courseformat_get_state', { courseid: courseId });
    if (!data.ok) return data;
    const state = readState(data.value);
    return state ? succeeded(state) : failed({ kind: 'unexpected' });
  }

  /** The way that works unchanged in 4.1, 4.5 and 5.1 (moodle-pages §5). */
  async duplicate(courseId: number, cmid: number, known: readonly number[]): Promise<MoodleResult<unknown>> {
    const done = await this.#act(`duplicate=${cmid}&sr=0`);
    const now = await this.course(courseId);
    const made = now.ok ? now.value.filter((activity) => !known.includes(activity.cmid)) : [];
    // Of several, one may be somebody else's: which is ours is not for the page to say.
    if (made[0] && made.length === 1) await this.hide(courseId, made[0].cmid);
    return done;
  }

  hide(courseId: number, cmid: number): Promise<MoodleResult<unknown>> {
    return this.#change('cm_hide', courseId, cmid, `hide=${cmid}`);
  }

  remove(courseId: number, cmid: number): Promise<MoodleResult<unknown>> {
    return this.#change('cm_delete', courseId, cmid, `delete=${cmid}&confirm=1`);
  }

  async settings(cmid: number): Promise<MoodleResult<ActivitySettings>> {
    const page = await this.#read(`/course/modedit.php?update=${cmid}&return=0&sr=0`);
    if (!page.ok) return page;
    const settings = readSettings(page.value);
    return settings ? succeeded(settings) : failed({ kind: 'unexpected' });
  }

  async write(
    cmid: number,
    name: string,
    from: string,
    to: string,
    again = true,
  ): Promise<MoodleResult<unknown>> {
    const page = await this.#read(`/course/modedit.php?update=${cmid}&return=0&sr=0`);
    if (!page.ok) return page;
    const body = filledSettings(page.value, this.#means.fieldsOf, { name, from, to });
    if (!body) return failed({ kind: 'unexpected' });
    const sent = await this.#send('/course/modedit.php', { method: 'POST', body, redirect: 'manual' });
    if (!sent.ok || isRedirect(sent.value)) return sent;
    const failure = await this.#failureOf(sent.value);
    // The sesskey of the form itself was not taken: the teacher has signed in anew in between.
    if (isStale(failure) && again) return this.write(cmid, name, from, to, false);
    // The form again, and not the way back to the course: Moodle did not take it.
    return failed(failure ?? { kind: 'unexpected' });
  }

  async launch(cmid: number): Promise<MoodleResult<Launch>> {
    const page = await this.#read(`/mod/lti/launch.php?id=${cmid}&triggerview=0`);
    if (!page.ok) return page;
    const launch = readLaunch(page.value);
    return launch ? succeeded(launch) : failed({ kind: 'unexpected' });
  }

  /** By the course editor's own service; where it does not know the action yet, by the link behind the menu. */
  async #change(
    action: string,
    courseid: number,
    cmid: number,
    query: string,
  ): Promise<MoodleResult<unknown>> {
    const done = await this.#service('core_courseformat_update_course', { action, courseid, ids: [cmid] });
    const unknown = !done.ok && done.failure.kind === 'refused' && done.failure.code === UNKNOWN;
    return unknown ? this.#act(query) : done;
  }

  /** A link of `course/mod.php`: it does what it says, and leads back to the course. */
  async #act(query: string, again = true): Promise<MoodleResult<unknown>> {
    const path = `/course/mod.php?${query}&sesskey=${encodeURIComponent(this.#site.sesskey)}`;
    const sent = await this.#send(path, { redirect: 'manual' });
    if (!sent.ok || isRedirect(sent.value)) return sent;
    const failure = await this.#failureOf(sent.value);
    // A refused sesskey did nothing: with the one of now it is the first time.
    if (isStale(failure) && again && (await this.#isSignedIn())) return this.#act(query, false);
    return failed(failure ?? { kind: 'unexpected' });
  }

  async #service(methodname: string, args: object, again = true): Promise<MoodleResult<unknown>> {
    const path = `/lib/ajax/service.php?sesskey=${encodeURIComponent(this.#site.sesskey)}&info=${methodname}`;
    const body = JSON.stringify([{ index: 0, methodname, args }]);
    const headers = { 'content-type': 'application/json' };
    const sent = await this.#send(path, { method: 'POST', body, headers });
    if (!sent.ok) return sent;
    if (!sent.value.ok) return failed({ kind: 'lost' });
    const answer = serviceAnswer(await sent.value.json().catch(() => undefined));
    if (!answer) return failed({ kind: 'lost' });
    if ('data' in answer) return succeeded(answer.data);
    if (STALE.has(answer.code) && again && (await this.#isSignedIn()))
      return this.#service(methodname, args, false);
    return failed(failureFor(answer.code));
  }

  async #isSignedIn(): Promise<boolean> {
    const hello = await this.hello();
    return hello.ok && hello.value.signedIn;
  }

  /** A page of Moodle, as a document of its own. */
  async #read(path: string): Promise<MoodleResult<Document>> {
    const sent = await this.#send(path, {});
    if (!sent.ok) return sent;
    if (/\/login\/index\.php(?:$|\?)/.test(sent.value.url)) return failed({ kind: 'signedOut' });
    if (!sent.value.ok) return failed((await this.#failureOf(sent.value)) ?? { kind: 'lost' });
    return succeeded(this.#means.parse(await sent.value.text()));
  }

  async #send(path: string, init: RequestInit): Promise<MoodleResult<Response>> {
    try {
      const signal = AbortSignal.timeout(LATE_MS);
      return succeeded(
        await this.#means.fetch(this.base + path, { credentials: 'same-origin', signal, ...init }),
      );
    } catch {
      return failed({ kind: 'lost' });
    }
  }

  /** What an error page says; undefined where it is another page. */
  async #failureOf(response: Response): Promise<MoodleFailure | undefined> {
    if (response.status >= 500) return { kind: 'lost' };
    const code = errorCode(this.#means.parse(await response.text()));
    return code === undefined ? undefined : failureFor(code);
  }
}

function failureFor(code: string): MoodleFailure {
  if (SIGNED_OUT.has(code)) return { kind: 'signedOut' };
  if (GONE.has(code)) return { kind: 'notThere' };
  return { kind: 'refused', code: code.startsWith('Invalid course state action') ? UNKNOWN : code };
}

const isStale = (failure: MoodleFailure | undefined): boolean =>
  failure?.kind === 'refused' && STALE.has(failure.code);

/** A redirect that was not followed: where it leads is not told. */
const isRedirect = ({ type, status }: Response): boolean =>
  type === 'opaqueredirect' || (status >= 300 && status < 400);

/** The first answer of the service: its data, or Moodle's code of the exception. */
function serviceAnswer(body: unknown): { data: unknown } | { code: string } | undefined {
  // A session that has ended is said without a list.
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof first !== 'object' || first === null) return undefined;
  if ('data' in first && !('error' in first && first.error === true)) return { data: first.data };
  const exception: unknown = 'exception' in first ? first.exception : first;
  const known = typeof exception === 'object' && exception !== null && 'errorcode' in exception;
  return { code: known ? String(exception.errorcode) : '' };
}
