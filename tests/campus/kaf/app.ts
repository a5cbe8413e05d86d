import { Hono } from 'hono';
import { type Admin, ADMIN } from '../demo/admin.ts';
import { PASSWORD, PEOPLE } from '../demo/people.ts';
import { isSigned, type LaunchForm } from '../lti.ts';
import { entryPage } from './pages/entry.ts';
import { myMediaPage } from './pages/my-media.ts';
import { accessDeniedPage, editPage, loginPage } from './pages/plain.ts';
import { type KafSession, KafSessions } from './sessions.ts';

export interface KafOptions {
  readonly admin: Admin;
  /** The shared secret of launches. */
  readonly secret: string;
  /** What the pages' player config tells. */
  readonly serviceUrl: string;
}

type Fields = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** KAF and MediaSpace are one application: the same pages, with another way in. */
export function kafApp({ admin, secret, serviceUrl }: KafOptions): Hono {
  const sessions = new KafSessions();
  const app = new Hono();

  const isRoom = (entry: Fields): boolean => entry['type'] === 'room.room';

  async function mayEdit(entry: Fields, user: string): Promise<boolean> {
    const filter = { objectType: 'KalturaGroupUserFilter', userIdEqual: user };
    const groups = (await admin.call(ADMIN, 'groupuser', 'list', { filter })) as {
      objects?: { groupId: string }[];
    }; // a list
    const mine = [user, ...(groups.objects ?? []).map(({ groupId }) => groupId)];
    return (
      entry['userId'] === user ||
      text(entry['entitledUsersEdit'])
        .split(',')
        .some((name) => mine.includes(name))
    );
  }

  async function myMedia({ user }: KafSession): Promise<ReturnType<typeof myMediaPage>> {
    const filter = {
      objectType: 'KalturaBaseEntryFilter',
      userIdEqual: user,
      statusIn: '2,7',
      orderBy: '-createdAt',
    };
    const pager = { objectType: 'KalturaFilterPager', pageSize: 100 };
    const { objects } = await admin.must(user, 'baseEntry', 'list', { filter, pager });
    return myMediaPage(
      (objects as Fields[]).map((entry) => ({
        id: text(entry['id']),
        name: text(entry['name']),
        isRoom: isRoom(entry),
      })),
    );
  }

  async function entry(session: KafSession, id: string): Promise<ReturnType<typeof entryPage> | undefined> {
    const found = (await admin.call(session.user, 'baseEntry', 'get', { entryId: id })) as Fields; // an entry or an exception
    if (found['objectType'] === 'KalturaAPIException') return undefined;
    return entryPage({
      id,
      name: text(found['name']),
      description: text(found['description']),
      tags: text(found['tags']),
      isRoom: isRoom(found),
      mayEdit: await mayEdit(found, session.user),
      partnerId: admin.partnerId,
      serviceUrl,
      ks: await admin.newSession(session.user),
    });
  }

  /** The fields of a launch whose signature holds, or undefined. The address that was signed has no query. */
  async function launched(request: Request): Promise<LaunchForm | undefined> {
    const form: Record<string, string> = {};
    for (const [name, value] of await request.formData()) if (typeof value === 'string') form[name] = value;
    const { host, pathname } = new URL(request.url);
    return isSigned(`https://${request.headers.get('host') ?? host}${pathname}`, form, secret)
      ? form
      : undefined;
  }

  for (const path of ['/hosted/index/my-media', '/hosted/index/course-gallery']) {
    app.post(path, async (c) => {
      const form = await launched(c.req.raw);
      if (!form) return c.html(accessDeniedPage(), 403);
      const session = { user: form['user_id'] ?? '' };
      c.header('set-cookie', sessions.open(session));
      return c.html(await myMedia(session));
    });
  }

  app.post('/embeddedrooms/index/view-room', async (c) => {
    const form = await launched(c.req.raw);
    if (!form) return c.html(accessDeniedPage(), 403);
    const session = { user: form['user_id'] ?? '' };
    c.header('set-cookie', sessions.open(session));
    const page = await entry(session, form['custom_entry_id'] ?? '');
    return page ? c.html(page) : c.html(accessDeniedPage(), 404);
  });

  app.get('/version', (c) => c.text('5.149.11 campus'));
  app.get('/user/login', (c) => c.html(loginPage()));
  app.post('/user/login', async (c) => {
    const form = await c.req.formData();
    const person = PEOPLE.find(({ id }) => id === form.get('username'));
    if (!person || form.get('password') !== PASSWORD) return c.html(accessDeniedPage(), 403);
    c.header('set-cookie', sessions.open({ user: person.id }));
    return c.redirect('/my-media');
  });

  app.get('/my-media', async (c) => {
    const session = sessions.read(c.req.header('cookie'));
    return session ? c.html(await myMedia(session)) : c.html(accessDeniedPage(), 403);
  });

  app.get('/edit/:id', async (c) => {
    const session = sessions.read(c.req.header('cookie'));
    if (!session) return c.html(accessDeniedPage(), 403);
    const found = await admin.must(session.user, 'baseEntry', 'get', { entryId: c.req.param('id') });
    return c.html(editPage(c.req.param('id'), text(found['name']), await admin.newSession(session.user)));
  });

  // /media/{name}/{id}[/{category}], /media/t/{id}, /media/{id}, /id/{id}: the entry's id is the part that looks like one.
  app.get('/:kind{media|id}/*', async (c) => {
    const session = sessions.read(c.req.header('cookie'));
    if (!session) return c.html(accessDeniedPage(), 403);
    const id = c.req.path.split('/').find((part) => /^\d+_[0-9a-z]{8}$/.test(part));
    const page = id === undefined ? undefined : await entry(session, id);
    return page ? c.html(page) : c.html(accessDeniedPage(), 404);
  });

  app.notFound((c) => c.html(accessDeniedPage(), 404));
  return app;
}
