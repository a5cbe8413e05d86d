import * as z from 'zod/mini';

/**
 * What a page of Moodle tells of its site, the same in every version
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */
export interface MoodleSite {
  /** The site's address, without a slash at the end. */
  readonly base: string;
  /** What Moodle wants to see with everything that changes something. */
  readonly sesskey: string;
}

const LOGOUT = 'a[href*="/login/logout.php?sesskey="]';
/** Before the page's configuration, in the script in which Moodle's core writes it. */
const CONFIG = 'M.cfg = ';
const LONGEST_CONFIG = 20_000;
const config = z.object({ wwwroot: z.string(), sesskey: z.string() });

/** The site of a page on which somebody is signed in; undefined on any other page. */
export function siteOf(page: Document, address: string): MoodleSite | undefined {
  const site = byLogout(page, address) ?? byConfig(page);
  // A link to another site is nothing that this page could be signed in with.
  const here = site && URL.canParse(site.base) && new URL(site.base).origin === new URL(address).origin;
  return here && site.sesskey !== '' ? site : undefined;
}

function byLogout(page: Document, address: string): MoodleSite | undefined {
  const href = page.querySelector(LOGOUT)?.getAttribute('href');
  if (href === null || href === undefined || !URL.canParse(href, address)) return undefined;
  const { origin, pathname, searchParams } = new URL(href, address);
  const base = origin + pathname.slice(0, -'/login/logout.php'.length);
  return { base, sesskey: searchParams.get('sesskey') ?? '' };
}

/** Themes as Snap have no such link in the page: its configuration tells the same, and the body whether anybody is signed in. */
function byConfig(page: Document): MoodleSite | undefined {
  if (page.body.classList.contains('notloggedin')) return undefined;
  for (const { textContent: text } of page.querySelectorAll('script:not([src])')) {
    const from = text.indexOf(CONFIG);
    const to = from < 0 ? -1 : text.indexOf('};', from);
    if (to < 0 || to - from > LONGEST_CONFIG) continue;
    const read = config.safeParse(parseJson(text.slice(from + CONFIG.length, to + 1))).data;
    if (read) return { base: read.wwwroot.replace(/\/$/, ''), sesskey: read.sesskey };
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
