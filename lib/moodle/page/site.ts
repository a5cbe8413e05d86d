/** What a page of Moodle tells of its site, the same in every version (moodle-pages §5). */
export interface MoodleSite {
  /** The site's address, without a slash at the end. */
  readonly base: string;
  /** What Moodle wants to see with everything that changes something. */
  readonly sesskey: string;
}

const LOGOUT = 'a[href*="/login/logout.php?sesskey="]';

/** The site of a page on which somebody is signed in; undefined on any other page. */
export function siteOf(page: Document, address: string): MoodleSite | undefined {
  const href = page.querySelector(LOGOUT)?.getAttribute('href');
  if (href === null || href === undefined || !URL.canParse(href, address)) return undefined;
  const { origin, pathname, searchParams } = new URL(href, address);
  const sesskey = searchParams.get('sesskey') ?? '';
  // A link to another site is nothing that this page could be signed in with.
  if (origin !== new URL(address).origin || sesskey === '') return undefined;
  return { base: origin + pathname.slice(0, -'/login/logout.php'.length), sesskey };
}
