import type {
  ActivitySettings,
  CourseState,
  Duplicated,
  Launch,
  MoodleAsk,
  MoodleFailure,
  MoodlePort,
  MoodleResult,
  ToolModule,
  Written,
} from '../port.ts';
import { createdIn, readState } from './course-state.ts';
import { authenticationQuery, type LoginRequest, readLaunchPage, readToken } from './launch-form.ts';
import { isUnknownAction, MoodleRequests, type PageMeans as RequestMeans } from './requests.ts';
import { type FieldsOf, filledSettings, writtenIn, readSettings } from './settings-form.ts';
import type { MoodleSite } from './site.ts';

export interface PageMeans extends RequestMeans {
  readonly fieldsOf: FieldsOf;
  /** A value that nobody has used before. */
  readonly once: () => string;
}

const succeeded = <T>(value: T): MoodleResult<T> => ({ ok: true, value });
const failed = (failure: MoodleFailure): { ok: false; failure: MoodleFailure } => ({ ok: false, failure });

/** Answers questions about the Moodle whose page we are in, with its own requests. */
export class MoodlePage implements MoodlePort {
  readonly #requests: MoodleRequests;
  readonly #means: PageMeans;

  constructor(site: MoodleSite, means: PageMeans) {
    this.#requests = new MoodleRequests(site, means);
    this.#means = means;
  }

  get base(): string {
    return this.#requests.base;
  }

  /** The answer is plain data: it travels in a message, which carries nothing else in every browser. */
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
        return this.launch(question.cmid, question.module);
    }
  }

  async hello(): Promise<MoodleResult<{ signedIn: boolean }>> {
    const signedIn = await this.#requests.isSignedIn();
    return signedIn.ok ? succeeded({ signedIn: signedIn.value }) : signedIn;
  }

  async course(courseId: number): Promise<MoodleResult<CourseState>> {
    const data = await this.#requests.service('core_courseformat_get_state', { courseid: courseId });
    if (!data.ok) return data;
    const state = readState(data.value);
    return state ? succeeded(state) : failed({ kind: 'unexpected' });
  }

  /**
   * The course editor's own Duplicate, which answers the new activity's id (4.5, 5.1); in 4.1, which does not know it
   * (docs/facts/moodle-pages.md#5-activities-and-their-entries), the link behind the menu. Then Hide, at once.
   */
  async duplicate(
    courseId: number,
    cmid: number,
    known: readonly number[],
  ): Promise<MoodleResult<Duplicated>> {
    const args = { action: 'cm_duplicate', courseid: courseId, ids: [cmid] };
    const sent = await this.#requests.service('core_courseformat_update_course', args);
    const older = isUnknownAction(sent);
    const done = older ? await this.#requests.act(`duplicate=${cmid}&sr=0`) : sent;
    // Refused, or its answer lost: what is new in the course then may be somebody else's.
    if (!done.ok) return done;
    const made = older ? undefined : createdIn(done.value, known);
    const copy = made ?? (await this.#newcomer(courseId, known));
    if (copy === undefined) return succeeded({});
    await this.hide(courseId, copy);
    return succeeded({ cmid: copy });
  }

  /** The one activity that is new. Of several, one may be somebody else's: which is ours, nothing here tells. */
  async #newcomer(courseId: number, known: readonly number[]): Promise<number | undefined> {
    const now = await this.course(courseId);
    const made = now.ok ? now.value.filter((activity) => !known.includes(activity.cmid)) : [];
    return made.length === 1 ? made[0]?.cmid : undefined;
  }

  hide(courseId: number, cmid: number): Promise<MoodleResult<true>> {
    return this.#change('cm_hide', courseId, cmid, `hide=${cmid}`);
  }

  remove(courseId: number, cmid: number): Promise<MoodleResult<true>> {
    return this.#change('cm_delete', courseId, cmid, `delete=${cmid}&confirm=1`);
  }

  async settings(cmid: number): Promise<MoodleResult<ActivitySettings>> {
    const page = await this.#requests.page(`/course/modedit.php?update=${cmid}&return=0&sr=0`);
    if (!page.ok) return page;
    const settings = readSettings(page.value);
    return settings ? succeeded(settings) : this.#unexpected();
  }

  /** A page that is not as we know it; a site may show its own login page instead, at the same address. */
  async #unexpected(): Promise<{ ok: false; failure: MoodleFailure }> {
    const signedIn = await this.#requests.isSignedIn();
    if (!signedIn.ok) return signedIn;
    return failed({ kind: signedIn.value ? 'unexpected' : 'signedOut' });
  }

  async write(
    cmid: number,
    name: string,
    from: string,
    to: string,
    again = true,
  ): Promise<MoodleResult<Written>> {
    const page = await this.#requests.page(`/course/modedit.php?update=${cmid}&return=0&sr=0`);
    if (!page.ok) return page;
    const body = filledSettings(page.value, this.#means.fieldsOf, { name, from, to });
    if (!body) return this.#unexpected();
    const sent = await this.#requests.post('/course/modedit.php', body);
    // The teacher has signed in anew in between: the form of now has the sesskey of now.
    if (sent === 'stale')
      return again ? this.write(cmid, name, from, to, false) : failed({ kind: 'unexpected' });
    if (!sent.ok) return sent;
    // To the course, or to a login: where the way leads is not told.
    const now = await this.settings(cmid);
    if (!now.ok) return now;
    if (now.value.entry?.id === to) return succeeded(writtenIn(page.value));
    return failed({ kind: now.value.entry?.id === from ? 'lost' : 'unexpected' });
  }

  async launch(cmid: number, module: ToolModule): Promise<MoodleResult<Launch>> {
    if (module === 'kalvidres') return this.#videoLaunch(cmid);
    const page = await this.#requests.page(`/mod/lti/launch.php?id=${cmid}&triggerview=0`);
    if (!page.ok) return page;
    const read = readLaunchPage(page.value);
    switch (read?.kind) {
      case undefined:
        return this.#unexpected();
      case 'launch':
        return succeeded(read.launch);
      case 'login':
        return this.#tokenLaunch(cmid, read.login);
    }
  }

  /** A video's page logs a view: what it launches is read from its settings. */
  async #videoLaunch(cmid: number): Promise<MoodleResult<Launch>> {
    const settings = await this.settings(cmid);
    if (!settings.ok) return settings;
    const { entry } = settings.value;
    return succeeded({ toolUrl: '', ...(entry && { entryId: entry.id }) });
  }

  /** LTI 1.3: what would be launched is in the token that Moodle makes; where it gives none, in the activity's settings. */
  async #tokenLaunch(cmid: number, login: LoginRequest): Promise<MoodleResult<Launch>> {
    const toolUrl = login.targetUrl;
    const query = authenticationQuery(login, this.#means.once());
    const page = query && (await this.#requests.page(`/mod/lti/auth.php?${query.toString()}`));
    const launch = page?.ok === true ? readToken(page.value) : undefined;
    if (launch) return succeeded({ ...launch, toolUrl: launch.toolUrl || toolUrl });
    if (page && !page.ok && (page.failure.kind === 'lost' || page.failure.kind === 'signedOut')) return page;
    const settings = await this.settings(cmid);
    if (!settings.ok) return settings.failure.kind === 'refused' ? succeeded({ toolUrl }) : settings;
    const { entry } = settings.value;
    return succeeded({ toolUrl, ...(entry && { entryId: entry.id }) });
  }

  /** By the course editor's own service; where it does not know the action yet, by the link behind the menu. */
  async #change(action: string, courseid: number, cmid: number, query: string): Promise<MoodleResult<true>> {
    const args = { action, courseid, ids: [cmid] };
    const done = await this.#requests.service('core_courseformat_update_course', args);
    if (isUnknownAction(done)) return this.#requests.act(query);
    return done.ok ? succeeded(true) : done;
  }
}
