import { randomUUID } from 'node:crypto';
import { Window } from 'happy-dom';
import { MoodlePage } from '../../lib/moodle/page/moodle-page.ts';
import { siteOf } from '../../lib/moodle/page/site.ts';
import { OWNER, PASSWORD } from '../campus/demo/people.ts';
import { isLost } from '../campus/kaltura/faults.ts';
import { demoModules } from '../campus/moodle/activities.ts';
import { type Moodle, moodleApp } from '../campus/moodle/app.ts';
import { toolTypes } from '../campus/moodle/tool-types.ts';
import { hostOf, type Variant } from '../campus/moodle/variant.ts';

/** A teacher's browser on a Moodle of the campus, without a browser: cookies, redirects, a parser, and pages that close. */

const dom = new Window();
/** Documents of our own parser: the product's code sees the same classes as in a page. */
const parse = (html: string): Document =>
  // happy-dom's document stands for the browser's.
  new dom.DOMParser().parseFromString(html, 'text/html') as unknown as Document;
/** What a browser sends of a form: happy-dom's FormData chooses options in its own way, so they are chosen here. */
function fieldsOf(form: HTMLFormElement): Iterable<readonly [string, unknown]> {
  const selects = [...form.querySelectorAll<HTMLSelectElement>('select')];
  const chosen = selects.flatMap((select) => {
    const selected = [...select.querySelectorAll<HTMLOptionElement>('option[selected]')];
    const options = selected.length > 0 || select.multiple ? selected : [select.querySelector('option')!];
    return options.map((option) => [select.name, option.getAttribute('value')] as const);
  });
  const names = new Set(selects.map(({ name }) => name));
  return [...[...new dom.FormData(form as never)].filter(([name]) => !names.has(name)), ...chosen];
}

export const ENTRY = '1_abcd1234';
export const NEW_ENTRY = '1_clone567';

export interface MoodleWorld {
  readonly moodle: Moodle;
  readonly base: string;
  /** Opens a page of this Moodle: its script answers questions. */
  readonly open: (user?: string) => Promise<MoodlePage>;
  /** A page of the course as somebody sees it, with editing on for whoever may edit; and its script's half. */
  readonly view: (path: string, user?: string) => Promise<{ document: Document; page: MoodlePage }>;
  /** Every request of pages that are open goes through this. */
  through: (effect: () => Promise<Response>) => Promise<Response>;
}

export function moodleWorld(variant: Variant, entry = ENTRY): MoodleWorld {
  const base = `https://${hostOf(variant)}`;
  const rooms = { algebra: entry, foreign: '1_foreign1', video: '1_video001', empty: '1_empty001' };
  const kaf = 'https://102.kaf.kaltura.com';
  const modules = demoModules(rooms, kaf);
  const types = toolTypes(kaf, entry);
  const moodle = moodleApp({ variant, kaf, partnerId: 102, secret: 'secret', modules, types });
  const world: MoodleWorld = { moodle, base, through: (effect) => effect(), open, view };

  async function signIn(user: string): Promise<{ send: typeof fetch; page: MoodlePage; sesskey: string }> {
    const cookie = await logIn(moodle, base, user);
    const send: typeof fetch = (input, init) =>
      world.through(() => browse(moodle, new Request(input, withCookie(init, cookie)), init?.redirect));
    const home = parse(await (await send(`${base}/my/`)).text());
    const site = siteOf(home, `${base}/my/`);
    if (!site) throw new Error('Nobody is signed in.');
    const page = new MoodlePage(site, { fetch: send, parse, fieldsOf, once: () => randomUUID() });
    return { send, page, sesskey: site.sesskey };
  }

  async function open(user: string = OWNER): Promise<MoodlePage> {
    return (await signIn(user)).page;
  }

  async function view(path: string, user: string = OWNER): Promise<{ document: Document; page: MoodlePage }> {
    const { send, page, sesskey } = await signIn(user);
    await send(`${base}/editmode.php`, {
      method: 'POST',
      body: new URLSearchParams({ setmode: '1', sesskey }),
      redirect: 'manual',
    });
    return { document: parse(await (await send(base + path)).text()), page };
  }
  return world;
}

async function logIn(moodle: Moodle, base: string, user: string): Promise<string> {
  const body = new URLSearchParams({ username: user, password: PASSWORD });
  const answer = await moodle.fetch(new Request(`${base}/login/index.php`, { method: 'POST', body }));
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const withCookie = (init: RequestInit | undefined, cookie: string): RequestInit => {
  const headers = new Headers(init?.headers);
  headers.set('cookie', cookie);
  return { ...init, headers };
};

/** As a browser's fetch: a redirect is followed, unless it is not to be, and then nothing of it is told. */
async function browse(
  moodle: Moodle,
  request: Request,
  redirect: RequestRedirect = 'follow',
): Promise<Response> {
  const answer = await moodle.fetch(request);
  if (isLost(answer)) throw new TypeError('Failed to fetch');
  const location = answer.headers.get('location');
  if (location === null) return withFacts(answer, { url: request.url });
  if (redirect === 'manual')
    return withFacts(new Response(null), { type: 'opaqueredirect', status: 0, ok: false });
  const next = new Request(new URL(location, request.url), { headers: request.headers });
  return browse(moodle, next);
}

const withFacts = (response: Response, facts: Partial<Response>): Response =>
  Object.defineProperties(
    response,
    Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value: value as unknown }])),
  );
