import { type Context, Hono } from 'hono';
import { type Admin, ADMIN } from '../demo/admin.ts';
import { PASSWORD, PEOPLE } from '../demo/people.ts';
import { isSigned, type LaunchForm } from '../lti.ts';
import { clientBundle, type ClientName } from './bundle.ts';
import { type EntryData, type ListData, type PageData, playerConfig, type Row } from './data.ts';
import { LABELS, type Look } from './look.ts';
import { classicRows } from './pages/classic-list.ts';
import { drawPage } from './pages/draw.ts';
import { accessDeniedPage, loginPage } from './pages/plain.ts';
import { Oidc, type OidcOptions } from './oidc.ts';
import { type KafSession, KafSessions } from './sessions.ts';

export interface KafOptions extends OidcOptions {
  readonly admin: Admin;
  /** The shared secret of launches. */
  readonly secret: string;
  /** What the pages' player config tells. */
  readonly serviceUrl: string;
  /** May be changed at any time: the next page looks so. */
  readonly look: Look;
}

/** How many rows a list shows at first. */
const PAGE = 50;

type Form = Record<string, string>;
/**
 * Moodle's External tool tells its own number of a user, and the username beside it
 * (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
const userOf = (form: LaunchForm): string => form['ext_user_username'] ?? form['user_id'] ?? '';

type Fields = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** KAF and MediaSpace are one application: the same pages, with another way in. */
export function kafApp({ admin, secret, serviceUrl, look, address, keysOf }: KafOptions): Hono {
  const oidc = new Oidc({ address, keysOf });
  const sessions = new KafSessions();
  const app = new Hono();

  const isRoom = (entry: Fields): boolean => entry['type'] === 'room.room';

  async function groupsOf(user: string): Promise<string[]> {
    const filter = { objectType: 'KalturaGroupUserFilter', userIdEqual: user };
    const groups = (await admin.call(ADMIN, 'groupuser', 'list', { filter })) as {
      objects?: { groupId: string }[];
    }; // a list
    return [user, ...(groups.objects ?? []).map(({ groupId }) => groupId)];
  }

  /** @param mine the user's own id and those of the user's groups */
  const mayEdit = (entry: Fields, user: string, mine: readonly string[]): boolean =>
    entry['userId'] === user ||
    text(entry['entitledUsersEdit'])
      .split(',')
      .some((name) => mine.includes(name));

  /** @param as who lists: a gallery shows also what its viewer could not find */
  async function rowsOf(user: string, as: string, filter: object): Promise<Row[]> {
    const pager = { objectType: 'KalturaFilterPager', pageSize: 100 };
    const all = { objectType: 'KalturaBaseEntryFilter', statusIn: '2,7', orderBy: '-createdAt', ...filter };
    const { objects } = await admin.must(as, 'baseEntry', 'list', { filter: all, pager });
    const mine = await groupsOf(user);
    return (objects as Fields[]).map((entry) => ({
      id: text(entry['id']),
      name: text(entry['name']),
      isRoom: isRoom(entry),
      mayEdit: mayEdit(entry, user, mine),
    }));
  }

  async function myMedia({ user }: KafSession): Promise<ListData> {
    const rows = await rowsOf(user, user, { userIdEqual: user });
    return { kind: 'myMedia', rows: rows.slice(0, PAGE), more: rows.slice(PAGE) };
  }

  /** Everything that stands on its own, whoever it belongs to. */
  async function gallery({ user }: KafSession): Promise<ListData> {
    const rows = await rowsOf(user, ADMIN, {});
    return { kind: 'gallery', rows, more: [] };
  }

  async function entry({ user }: KafSession, id: string): Promise<EntryData | undefined> {
    const found = (await admin.call(user, 'baseEntry', 'get', { entryId: id })) as Fields; // an entry or an exception
    if (found['objectType'] === 'KalturaAPIException') return undefined;
    return {
      kind: 'entry',
      id,
      name: text(found['name']),
      description: text(found['description']),
      tags: text(found['tags']),
      isRoom: isRoom(found),
      mayEdit: mayEdit(found, user, await groupsOf(user)),
      partnerId: admin.partnerId,
      serviceUrl,
      ks: await admin.newSession(user),
    };
  }

  /** The page, or what it is drawn from, where the new pages go from one to the next by themselves. */
  async function answer(c: Context, data: PageData | undefined): Promise<Response> {
    if (!data) return c.html(accessDeniedPage(), 404);
    const page = { data, look, labels: LABELS[look.language] };
    if (c.req.header('accept') !== 'application/json')
      return c.html(look.rewrite(String(await drawPage(page))));
    const lobby = data.kind === 'entry' ? { props: { playerConfig: playerConfig(data) } } : {};
    return c.json({ page, lobby });
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

  for (const [path, list] of [
    ['/hosted/index/my-media', myMedia],
    ['/hosted/index/course-gallery', gallery],
  ] as const) {
    app.post(path, async (c) => {
      const form = await launched(c.req.raw);
      if (!form) return c.html(accessDeniedPage(), 403);
      const session = { user: userOf(form) };
      c.header('set-cookie', sessions.open(session));
      return answer(c, await list(session));
    });
  }

  app.post('/embeddedrooms/index/view-room', async (c) => {
    const form = await launched(c.req.raw);
    if (!form) return c.html(accessDeniedPage(), 403);
    const session = { user: userOf(form) };
    c.header('set-cookie', sessions.open(session));
    return answer(c, await entry(session, form['custom_entry_id'] ?? ''));
  });

  // What Kaltura's plug-in launches for a video activity: the entry is in the path.
  app.post('/browseandembed/index/media/entryid/:id/*', async (c) => {
    const form = await launched(c.req.raw);
    if (!form) return c.html(accessDeniedPage(), 403);
    const session = { user: userOf(form) };
    c.header('set-cookie', sessions.open(session));
    return answer(c, await entry(session, c.req.param('id')));
  });

  // LTI 1.3: its page stays at the address to which the token was sent
  // (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
  app.post('/hosted/index/oidc-init', async (c) => c.redirect(oidc.begin(await c.req.parseBody<Form>())));
  app.post('/hosted/index/oauth2-launch', async (c) => {
    const launch = await oidc.finish(await c.req.parseBody<Form>());
    if (!launch) return c.html(accessDeniedPage(), 403);
    const session = { user: launch.user };
    c.header('set-cookie', sessions.open(session));
    const chosen = /\/browseandembed\/index\/media\/entryid\/([^/]+)\//.exec(launch.targetUrl)?.[1];
    return answer(c, await entry(session, chosen ?? launch.entryId ?? ''));
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
    if (!session) return c.html(accessDeniedPage(), 403);
    const list = await myMedia(session);
    if (c.req.query('format') !== 'ajax') return answer(c, list);
    const content = String(await classicRows(list.more, LABELS[look.language]));
    return c.json({ content: [{ target: '.mymediaTable tbody', content }] });
  });

  app.get('/channel/:name/:id', async (c) => {
    const session = sessions.read(c.req.header('cookie'));
    return session ? answer(c, await gallery(session)) : c.html(accessDeniedPage(), 403);
  });

  app.get('/public/build0/:file{(?:classic|theming|theming-7)\\.js}', async (c) => {
    const name = c.req.param('file').replace('.js', '') as ClientName; // one of those in the path
    return c.body(await clientBundle(name), 200, { 'content-type': 'text/javascript' });
  });

  app.get('/edit/:id', async (c) => {
    const session = sessions.read(c.req.header('cookie'));
    if (!session) return c.html(accessDeniedPage(), 403);
    const found = await entry(session, c.req.param('id'));
    if (!found?.mayEdit) return c.html(accessDeniedPage(), 403);
    const { id, name, partnerId, ks } = found;
    return answer(c, { kind: 'edit', id, name, partnerId, serviceUrl, ks });
  });

  // /media/{name}/{id}[/{category}], /media/t/{id}, /media/{id}, /id/{id}: the entry's id is the part that looks like one.
  app.get('/:kind{media|id}/*', async (c) => {
    const session = sessions.read(c.req.header('cookie'));
    if (!session) return c.html(accessDeniedPage(), 403);
    const id = c.req.path.split('/').find((part) => /^\d+_[0-9a-z]{8}$/.test(part));
    return answer(c, id === undefined ? undefined : await entry(session, id));
  });

  app.notFound((c) => c.html(accessDeniedPage(), 404));
  return app;
}
