import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { PASSWORD, PEOPLE, type Person } from '../demo/people.ts';
import { type LaunchForm, signLaunch } from '../lti.ts';
import {
  type Activity,
  activityPage,
  coursePage,
  dashboardPage,
  launchPage,
  loginPage,
  myMediaPage,
} from './pages.ts';

export interface MoodleOptions {
  /** Where KAF is, without a path. */
  readonly kaf: string;
  readonly partnerId: number;
  readonly secret: string;
  readonly activities: readonly Activity[];
}

const COOKIE = 'MoodleSession';

/** A Moodle with Kaltura's plug-in: My Media, a course, External tools. English, Boost-like, editing off. */
export function moodleApp({ kaf, partnerId, secret, activities }: MoodleOptions): Hono {
  const app = new Hono();
  const logins = new Map<string, Person>();

  const person = (c: Context): Person | undefined => {
    const id = new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]+)`).exec(c.req.header('cookie') ?? '')?.[1];
    return id === undefined ? undefined : logins.get(id);
  };

  /** A page for whoever is logged in, or the way to the login. */
  const page =
    (make: (user: Person, c: Context) => ReturnType<typeof dashboardPage> | undefined) =>
    (c: Context): Response | Promise<Response> => {
      const user = person(c);
      if (!user) return c.redirect('/login/index.php');
      const made = make(user, c);
      return made ? c.html(made) : c.notFound();
    };

  const launch = (path: string, user: Person, fields: LaunchForm): ReturnType<typeof launchPage> => {
    const url = `${kaf}${path}`;
    const launched = {
      user_id: user.id,
      roles: user.role === 'student' ? 'Learner' : 'Instructor',
      context_id: '2',
      ...fields,
    };
    return launchPage(
      url,
      signLaunch(url, { ...launched, resource_link_id: '1' }, String(partnerId), secret),
    );
  };

  const launchActivity = (user: Person, { cmid, entryId }: Activity): ReturnType<typeof launchPage> => {
    const custom = { custom_entry_id: entryId, custom_room_moderator: '1', resource_link_id: String(cmid) };
    return launch('/embeddedrooms/index/view-room', user, custom);
  };

  const activity = (c: Context): Activity | undefined =>
    activities.find(({ cmid }) => cmid === Number(c.req.query('id')));

  app.get('/', (c) => c.redirect('/my/'));
  app.get('/login/index.php', (c) => c.html(loginPage(PEOPLE, false)));
  app.post('/login/index.php', async (c) => {
    const form = await c.req.formData();
    const user = PEOPLE.find(({ id }) => id === form.get('username'));
    if (!user || form.get('password') !== PASSWORD) return c.html(loginPage(PEOPLE, true), 403);
    const id = randomBytes(16).toString('hex');
    logins.set(id, user);
    c.header('set-cookie', `${COOKIE}=${id}; Path=/; HttpOnly`);
    return c.redirect('/my/');
  });
  app.get(
    '/my/',
    page(({ name }) => dashboardPage(name)),
  );
  app.get(
    '/local/mymedia/mymedia.php',
    page(({ name }) => myMediaPage(name)),
  );
  app.get(
    '/local/mymedia/lti_launch.php',
    page((user) => launch('/hosted/index/my-media', user, {})),
  );
  app.get(
    '/course/view.php',
    page(({ name }) => coursePage(name, activities)),
  );
  app.get(
    '/mod/lti/view.php',
    page((user, c) => {
      const found = activity(c);
      return found && (found.newWindow ? launchActivity(user, found) : activityPage(user.name, found));
    }),
  );
  app.get(
    '/mod/lti/launch.php',
    page((user, c) => {
      const found = activity(c);
      return found && launchActivity(user, found);
    }),
  );
  return app;
}
