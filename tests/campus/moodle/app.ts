import { randomBytes } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { type Context, Hono } from 'hono';
import { PASSWORD, PEOPLE, type Person } from '../demo/people.ts';
import { lost } from '../kaltura/faults.ts';
import { type LaunchForm, signLaunch } from '../lti.ts';
import { activityPage } from './activity-page.ts';
import { Course, type CourseModule } from './course.ts';
import { coursePage, sectionRows } from './course-page.ts';
import { formChanges, settingsPage } from './form.ts';
import type { Viewer } from './layout.ts';
import { libraries } from './libraries.ts';
import { errorPage, MoodleError } from './moodle-error.ts';
import { Lti13, submitting } from './lti13.ts';
import { dashboardPage, loginPage, myMediaPage } from './pages.ts';
import { callService } from './state-service.ts';
import { mayManageActivities, type MoodleDeed, type MoodleSwitches, moodleSwitches } from './switches.ts';
import { parametersOf, type ToolType } from './tool-types.ts';
import { numberOf } from './users.ts';
import { isBootstrap5, type Variant } from './variant.ts';

export interface MoodleOptions {
  readonly variant: Variant;
  /** Where KAF is, without a path. */
  readonly kaf: string;
  readonly partnerId: number;
  readonly secret: string;
  readonly modules: readonly (readonly CourseModule[])[];
  readonly types: readonly ToolType[];
}

/** One Moodle: its course, its people's logins, and the switches by which a test disturbs it. */
export interface Moodle {
  readonly variant: Variant;
  readonly course: Course;
  readonly switches: MoodleSwitches;
  /** Every deed that was asked of it, in order. */
  readonly deeds: MoodleDeed[];
  readonly fetch: (request: Request) => Promise<Response>;
  /** The keys by which its LTI 1.3 tokens are checked. */
  readonly jwks: () => Promise<JSONWebKeySet>;
  /** All logins, or all sesskeys, are of the past. */
  readonly endLogins: () => void;
  readonly renewSesskeys: () => void;
}

const COOKIE = 'MoodleSession';
/** Paths that belong to the course: they are for who is enrolled in it. */
const IN_COURSE = /^\/(?:course|mod)\/|^\/lib\/ajax\/service\.php$/;

interface Login {
  readonly person: Person;
  sesskey: string;
  editing: boolean;
}

const newKey = (): string => randomBytes(5).toString('hex');
type Body = string | ReturnType<typeof dashboardPage>;

/** A Moodle with Kaltura's plug-in: My Media, a course, External tools, in the markup of its version. */
export function moodleApp({ variant, kaf, partnerId, secret, modules, types }: MoodleOptions): Moodle {
  const app = new Hono();
  const logins = new Map<string, Login>();
  const course = new Course(modules, variant.language);
  const switches = moodleSwitches();
  const deeds: MoodleDeed[] = [];
  const lti13 = new Lti13();

  const loginOf = (c: Context): Login | undefined => {
    const id = new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]+)`).exec(c.req.header('cookie') ?? '')?.[1];
    return id === undefined ? undefined : logins.get(id);
  };
  const rootOf = (c: Context): string => new URL(c.req.url).origin;
  let root = '';
  const mayManage = ({ person }: Login): boolean => mayManageActivities(switches.roleOf(person));
  const viewerOf = (login: Login): Viewer => ({
    variant,
    sesskey: login.sesskey,
    root,
    editing: login.editing && mayManage(login),
    teacher: mayManage(login),
    user: login.person.name,
  });

  type Handler = (login: Login, c: Context) => Response | Body | Promise<Response | Body>;

  /** A page for whoever is logged in, or the way to the login; what Moodle refuses is a page of its own. */
  const page =
    (deed: MoodleDeed | ((c: Context) => MoodleDeed | Promise<MoodleDeed>), handle: Handler) =>
    async (c: Context): Promise<Response> => {
      root = rootOf(c);
      const login = loginOf(c);
      const service = c.req.path === '/lib/ajax/service.php';
      if (!login)
        return service ? c.json([exception('servicerequireslogin')]) : c.redirect('/login/index.php', 303);
      const named = typeof deed === 'function' ? await deed(c) : deed;
      deeds.push(named);
      const fault = switches.fault(named);
      if (fault === 'lostBefore') return lost();
      if (fault === 'fault') return new Response('', { status: 500 });
      try {
        if (fault === 'noRight') throw new MoodleError('nopermissions');
        if (fault === 'sesskey') throw new MoodleError('invalidsesskey');
        // `require_login()` of a course leads to its enrolment; where it may not redirect, it says this, to whoever is
        // signed in as well.
        if (switches.roleOf(login.person) === 'stranger' && IN_COURSE.test(c.req.path)) {
          if (service) throw new MoodleError('requireloginerror');
          return c.redirect('/enrol/index.php?id=2', 303);
        }
        const made = await handle(login, c);
        if (fault === 'lostAfter') return lost();
        if (made instanceof Response) return made;
        return c.html(made);
      } catch (error) {
        if (!(error instanceof MoodleError)) throw error;
        return service ? c.json([exception(error.code)]) : c.html(errorPage(variant, error.code), 404);
      }
    };

  /**
   * Kaltura's plug-in tells its own user; Moodle's External tool tells both
   * (docs/facts/moodle-pages.md#6-activity-pages,
   * docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
   */
  const launch = (url: string, { person }: Login, fields: LaunchForm): Body => {
    const roles = person.role === 'student' ? 'Learner' : 'Instructor';
    const form = { user_id: person.id, roles, context_id: '2', resource_link_id: '1', ...fields };
    return submitting('ltiLaunchForm', url, signLaunch(url, form, String(partnerId), secret));
  };
  const typeOf = (id: number): ToolType | undefined => types.find((type) => type.id === id);
  /**
   * `mod/lti/launch.php` logs a view unless it is told not to
   * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
   */
  const launchTool = (login: Login, c: Context, module: CourseModule): Body => {
    const { id, toolUrl, customParameters } = module;
    if (c.req.query('triggerview') !== '0') course.views.push(id);
    const type = typeOf(module.typeId);
    if (type?.version === '1.3') return lti13.loginPage(rootOf(c), login.person, module, type);
    // What the type says goes before what the activity says.
    const custom = { ...parametersOf(customParameters), ...parametersOf(type?.parameters ?? '') };
    return launch(toolUrl || (type?.url ?? ''), login, {
      ...Object.fromEntries(Object.entries(custom).map(([name, value]) => [`custom_${name}`, value])),
      user_id: String(numberOf(login.person)),
      ext_user_username: login.person.id,
      resource_link_id: String(id),
    });
  };
  const moduleOf = (c: Context, name: string): CourseModule => {
    const found = course.find(Number(c.req.query(name)));
    if (!found) throw new MoodleError('invalidrecordunknown');
    return found;
  };
  const mayEdit = (login: Login, sesskey: string | undefined): void => {
    if (!viewerOf(login).teacher) throw new MoodleError('nopermissions');
    // `confirm_sesskey()` fails, and nothing else that the request asks for is known.
    if (sesskey !== login.sesskey) throw new MoodleError('unknowaction');
  };
  const toCourse = (): Response =>
    new Response(null, { status: 303, headers: { location: '/course/view.php?id=2' } });

  libraries(app, variant);
  app.get('/', (c) => c.redirect('/my/'));
  app.get('/login/index.php', (c) => c.html(loginPage(variant, PEOPLE, false)));
  app.post('/login/index.php', async (c) => {
    const form = await c.req.formData();
    const found = PEOPLE.find(({ id }) => id === form.get('username'));
    if (!found || form.get('password') !== PASSWORD) return c.html(loginPage(variant, PEOPLE, true), 403);
    const id = randomBytes(16).toString('hex');
    logins.set(id, { person: found, sesskey: newKey(), editing: false });
    c.header('set-cookie', `${COOKIE}=${id}; Path=/; HttpOnly`);
    return c.redirect('/my/');
  });
  app.post(
    '/editmode.php',
    page('page', async (login, c) => {
      const form = new URLSearchParams(await c.req.text());
      mayEdit(login, form.get('sesskey')?.toString());
      login.editing = form.get('setmode') === '1';
      return c.redirect(new URL(c.req.header('referer') ?? '/', c.req.url).pathname + '?id=2', 303);
    }),
  );
  app.get(
    '/my/',
    page('page', (login) => dashboardPage(viewerOf(login))),
  );
  app.get(
    '/enrol/index.php',
    page('page', (login) => dashboardPage(viewerOf(login))),
  );
  app.get(
    '/user/preferences.php',
    page('page', (login) => dashboardPage(viewerOf(login))),
  );
  app.get(
    '/local/mymedia/mymedia.php',
    page('page', (login) => myMediaPage(viewerOf(login))),
  );
  app.get(
    '/local/mymedia/lti_launch.php',
    page('page', (login) => launch(`${kaf}/hosted/index/my-media`, login, {})),
  );
  app.get(
    '/course/view.php',
    page('page', (login, c) => {
      const section = Number(c.req.query('section') ?? 0);
      const viewer = viewerOf(login);
      if (variant.format !== 'singleactivity') return coursePage(viewer, course, section);
      // `page_set_course` of that format leads to its activity.
      const only = course.modules.find(({ module }) => module === 'lti');
      return c.redirect(`/mod/lti/view.php?id=${only?.id}`, 303);
    }),
  );

  app.get(
    '/course/format/tiles/section.php',
    page('page', (login, c) => {
      const found = course.sections.find(({ number }) => String(number) === c.req.query('section'));
      if (!found) throw new MoodleError('unknowncourse');
      return sectionRows(viewerOf(login), course, found);
    }),
  );

  app.get(
    '/course/mod.php',
    page(modDeed, (login, c) => {
      const query = (name: string): string | undefined => c.req.query(name);
      if (query('update')) return c.redirect(`/course/modedit.php?update=${query('update') ?? ''}`, 303);
      mayEdit(login, query('sesskey'));
      if (query('duplicate')) course.duplicate(moduleOf(c, 'duplicate').id);
      else if (query('hide')) course.update(moduleOf(c, 'hide').id, { visible: false });
      else if (query('delete') && query('confirm') === '1') course.remove(moduleOf(c, 'delete').id);
      else throw new MoodleError('unknowaction');
      return toCourse();
    }),
  );
  app.get(
    '/course/format/update.php',
    page(updateDeed, async (login, c) => {
      if (!isBootstrap5(variant)) throw new MoodleError('unknowaction');
      mayEdit(login, c.req.query('sesskey'));
      await callService(viewerOf(login), course, 'core_courseformat_update_course', {
        action: c.req.query('action'),
        ids: [c.req.query('id')],
      });
      return toCourse();
    }),
  );
  app.get(
    '/course/modedit.php',
    page('readForm', (login, c) => {
      if (!viewerOf(login).teacher) throw new MoodleError('nopermissions');
      return settingsPage(viewerOf(login), course, moduleOf(c, 'update'), switches.changedForm);
    }),
  );
  app.post(
    '/course/modedit.php',
    page('writeForm', async (login, c) => {
      const form = new URLSearchParams(await c.req.text());
      const module = course.find(Number(form.get('update')));
      if (!module) throw new MoodleError('invalidrecordunknown');
      if (form.get('sesskey') !== login.sesskey) throw new MoodleError('invalidsesskey');
      mayEdit(login, login.sesskey);
      const changes = formChanges(variant, module, form);
      if (!changes) return settingsPage(viewerOf(login), course, module, switches.changedForm);
      course.update(module.id, changes);
      return toCourse();
    }),
  );
  app.post(
    '/lib/ajax/service.php',
    page(serviceDeed, async (login, c) => {
      const calls = await c.req.json<ServiceCall[]>();
      return c.json(
        await Promise.all(
          calls.map(async ({ methodname, args }) => {
            try {
              if (c.req.query('sesskey') !== login.sesskey) throw new MoodleError('invalidsesskey');
              return { error: false, data: await callService(viewerOf(login), course, methodname, args) };
            } catch (error) {
              if (!(error instanceof MoodleError)) throw error;
              return exception(error.code);
            }
          }),
        ),
      );
    }),
  );

  app.get(
    '/mod/lti/view.php',
    page('page', (login, c) => {
      const module = moduleOf(c, 'id');
      course.views.push(module.id);
      return activityPage(viewerOf(login), course, module);
    }),
  );
  app.get(
    '/mod/kalvidres/view.php',
    page('page', (login, c) => activityPage(viewerOf(login), course, moduleOf(c, 'id'))),
  );
  app.get(
    '/mod/lti/launch.php',
    page('launch', (login, c) => launchTool(login, c, moduleOf(c, 'id'))),
  );
  app.get(
    '/mod/lti/auth.php',
    page('token', (login, c) =>
      lti13.tokenPage(rootOf(c), c.req.query(), login.person, (cmid) => course.must(cmid), typeOf),
    ),
  );
  app.get('/mod/lti/certs.php', async (c) => c.json(await lti13.jwks()));
  app.get(
    '/mod/kalvidres/lti_launch.php',
    page('launch', (login, c) => {
      const source = c.req.query('source') ?? '';
      // The plug-in puts the real host in the place of its own
      // (docs/facts/moodle-pages.md#5-activities-and-their-entries).
      return launch(kaf + new URL(source).pathname, login, {});
    }),
  );

  return {
    variant,
    course,
    switches,
    deeds,
    fetch: async (request) => app.fetch(request),
    jwks: () => lti13.jwks(),
    endLogins: () => logins.clear(),
    renewSesskeys: () => logins.forEach((login) => (login.sesskey = newKey())),
  };
}

function modDeed(c: Context): MoodleDeed {
  if (c.req.query('duplicate')) return 'duplicate';
  if (c.req.query('hide')) return 'hide';
  return c.req.query('delete') ? 'delete' : 'page';
}

/** How a service says that it refuses. */
const exception = (errorcode: string): object => ({
  error: true,
  exception: { errorcode, message: errorcode },
});

interface ServiceCall {
  readonly methodname: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const ACTIONS: Readonly<Record<string, MoodleDeed>> = {
  cm_duplicate: 'duplicate',
  cm_hide: 'hide',
  cm_delete: 'delete',
};

const updateDeed = (c: Context): MoodleDeed => ACTIONS[c.req.query('action') ?? ''] ?? 'page';

async function serviceDeed(c: Context): Promise<MoodleDeed> {
  // Hono keeps the body, so that it can be read again.
  const [call] = await c.req.json<ServiceCall[]>();
  return ACTIONS[String(call?.args['action'])] ?? 'state';
}
