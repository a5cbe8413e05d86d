import { entryInAddress } from './moodle-address.ts';
import { type MenuItem, menuItem, moreItem, pageButton } from './moodle-item.ts';

/**
 * Moodle's own pages: an activity in the course, with the menu that it has while editing is on, and an activity's own
 * page (docs/facts/moodle-pages.md#1-releases, docs/facts/moodle-pages.md#2-rows-and-menus,
 * docs/facts/moodle-pages.md#6-activity-pages); measured in 4.1, 4.5 and 5.1, Boost, Classic and Snap; fixtures:
 * `fixtures/moodle-*.html`. Which room an activity opens is not in these pages.
 */
export interface ActivityMenu {
  readonly cmid: number;
  readonly module: Module;
  readonly name: string;
  /** What shows the activity: it is looked into when this comes into view. */
  readonly row: Element;
  /** The menu, or whatever else our item goes into. */
  readonly menu: Element;
  /** A page that students see too: the item is for those alone of whom it is known that they may clone. */
  readonly forAll: boolean;
  readonly makeItem: (label: string) => MenuItem;
  readonly opener: () => HTMLElement | null;
}

/** The kinds of activities that can open a room: an External tool, and a Kaltura video. */
export type Module = 'lti' | 'kalvidres';

/** What an activity's own page shows. */
export interface OwnPage {
  readonly cmid: number;
  readonly module: Module;
  readonly name: string;
}

const ROW = 'li.activity:is(.modtype_lti,.modtype_kalvidres)';
/** Moodle's Duplicate, by the class that is the same in every version; Snap's cards have one of their own. */
const DUPLICATE = '.dropdown-menu :is(.editing_duplicate,.js_snap_duplicate)';
const MENU = '.cm_action_menu .dropdown-menu[data-rel="menu-content"]';
const TOGGLE = ':is([data-toggle="dropdown"],[data-bs-toggle="dropdown"])';
const TABS = '.secondary-navigation';
const MORE = `${TABS} [data-region="moredropdown"]`;
/** Its button, while there is nothing in it. */
const HIDDEN = '.dropdownmoremenu.d-none';
/** Marks tabs that have been shared out: by Moodle's script, or by the one that it has after 5.2. */
const FILLED = '.observed, .secondarynav-measured';
const FRAME = 'iframe#contentframe';

/** Whether a page is one of Moodle's, by what its theme puts on every body; what people write cannot. */
export const isMoodle = (page: Document): boolean =>
  page.querySelector('body[id^=page-][class*=pagelayout-]') !== null;

/** The number that a class names: `cmid-4`. */
function numberIn({ body }: Document, name: string): number | undefined {
  const found = [...body.classList].find((one) => one.startsWith(`${name}-`))?.slice(name.length + 1);
  return found !== undefined && /^\d+$/.test(found) ? Number(found) : undefined;
}

/** The course of a page, by its body's classes; the site's front page is the course 1. */
export const courseIn = (page: Document): number | undefined => numberIn(page, 'course');

/** Whether the page shows a course and its activities, in whatever format. */
export const isCoursePage = ({ body }: Document): boolean => body.id.startsWith('page-course-view-');

/** Whether the page offers its user to edit the course: students have no such switch. */
export const offersEditing = (page: Document): boolean =>
  page.querySelector('.editmode-switch-form, form[action*="/editmode.php"]') !== null ||
  page.body.classList.contains('editing');

/** The activity whose settings the page shows: they may be changed there. */
export const editedOn = (page: Document): number | undefined =>
  /^page-mod-[a-z]+-mod$/.test(page.body.id) ? numberIn(page, 'cmid') : undefined;

/** The activity whose own page this is, where it is one that can open a room. */
export function ownPage(page: Document): OwnPage | undefined {
  const { body } = page;
  const cmid = numberIn(page, 'cmid');
  const module = (['lti', 'kalvidres'] as const).find((one) => body.classList.contains(`cm-type-${one}`));
  // Its settings and reports have the same classes, and are not where the room opens.
  if (!module || cmid === undefined || body.id !== `page-mod-${module}-view`) return undefined;
  const named = page.querySelector('.activity-information[data-activityname]');
  return { cmid, module, name: named?.getAttribute('data-activityname') ?? page.title };
}

/** The activity to whose page a link leads in which this stands: tools that open in a window of their own have one, too. */
export function activityLinkedAt(target: Element): number | undefined {
  const link = target.closest('a[href]');
  // Not a link in a picture, whose address is no text.
  if (!(link instanceof HTMLAnchorElement) || !/\/mod\/\w+\/view\.php$/.test(link.pathname)) return undefined;
  const id = new URLSearchParams(link.search).get('id') ?? '';
  return /^\d+$/.test(id) ? Number(id) : undefined;
}

/** Where a page shows an activity: on its own page, or in a row of the course's. */
type ActivityPlace = { readonly own: OwnPage } | { readonly row: Element };

/** The activities that a page shows. */
export function activityPlaces(page: Document): ActivityPlace[] {
  const own = ownPage(page);
  return own ? [{ own }] : [...page.querySelectorAll(ROW)].map((row) => ({ row }));
}

/** The rows of activities that stand around an element. */
export function rowsAround(element: Element): Element[] {
  const rows: Element[] = [];
  for (let row = element.closest(ROW); row; row = row.parentElement?.closest(ROW) ?? null) rows.push(row);
  return rows;
}

/** The rows of activities in a part of the page. */
export const rowsIn = (part: Element): Element[] => [
  ...(part.matches(ROW) ? [part] : []),
  ...part.querySelectorAll(ROW),
];

/**
 * The place that an activity has for our item now; undefined where there is none.
 * @param isReady the page is loaded, and its own scripts have had their time
 */
export const menuOf = (page: Document, place: ActivityPlace, isReady: boolean): ActivityMenu | undefined =>
  'own' in place ? onOwnPage(page, place.own, isReady) : inCourse(page, place.row);

/** The menu of a row, and Moodle's Duplicate in it, where that is there. */
function menuIn(row: Element): { readonly menu: Element | null; readonly native: HTMLElement | null } {
  const native = row.querySelector<HTMLElement>(DUPLICATE);
  return { menu: native?.closest('.dropdown-menu') ?? row.querySelector(MENU), native };
}

/**
 * The button that opens a menu: it stands beside it. A row has others: where something is put in before it, of its
 * visibility, and of its groups (docs/facts/moodle-pages.md#2-rows-and-menus).
 */
const toggleOf = (menu: Element | null | undefined): HTMLElement | null =>
  menu?.parentElement?.querySelector<HTMLElement>(`:scope > ${TOGGLE}`) ?? null;

function inCourse(page: Document, row: Element): ActivityMenu | undefined {
  const { menu, native } = menuIn(row);
  // Formats name the activity in one of three ways (docs/facts/moodle-pages.md#1-releases,
  // docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
  const id = row.getAttribute('data-id') ?? row.getAttribute('data-cmid') ?? row.id.replace(/^module-/, '');
  const cmid = Number(id);
  if (!menu || !Number.isSafeInteger(cmid) || cmid <= 0) return undefined;
  return {
    cmid,
    module: row.classList.contains('modtype_lti') ? 'lti' : 'kalvidres',
    name: nameOf(row),
    row,
    menu,
    forAll: false,
    makeItem: (label) => menuItem(page, label, menu, native),
    // The row may be another by then: Moodle makes it anew after each change
    // (docs/facts/moodle-pages.md#4-rows-made-anew).
    opener: () => {
      // Snap keeps core's rows beside its cards, by the same id and without a menu.
      const now = [...page.querySelectorAll(`li.activity[id="module-${cmid}"]`)].map(
        (one) => menuIn(one).menu,
      );
      return toggleOf(now.find((one) => one !== null));
    },
  };
}

function nameOf(row: Element): string {
  const named = row.querySelector('[data-activityname]')?.getAttribute('data-activityname');
  return (
    named ?? row.getAttribute('data-title') ?? row.querySelector('.instancename')?.textContent.trim() ?? ''
  );
}

/**
 * Boost has tabs, for those who may edit, and moves into More what does not fit into the bar; the server sends More
 * empty. Until that is done there is no place; where it never is, or there are no tabs, as in Classic, the place is above
 * what the page shows: and where nothing is in More now, so that its button is hidden.
 */
function onOwnPage(page: Document, own: OwnPage, isReady: boolean): ActivityMenu | undefined {
  const more = page.querySelector(MORE);
  const first = more?.firstElementChild;
  const common = { ...own, row: page.body };
  if (more && first && !more.closest(HIDDEN)) {
    const makeItem = (label: string): MenuItem => moreItem(page, label, first);
    return { ...common, menu: more, forAll: false, makeItem, opener: () => toggleOf(more) };
  }
  if (more && !isReady && !more.closest(FILLED)) return undefined;
  return aboveContent(page, common);
}

/** A button of its own, above the frame; a tool that opens in a window of its own has none. */
function aboveContent(page: Document, common: OwnPage & { readonly row: Element }): ActivityMenu | undefined {
  const frame = page.querySelector(FRAME);
  const box = frame?.closest('.kaltura-player-container') ?? frame;
  const menu = box?.parentElement ?? page.querySelector('#region-main [role="main"]');
  if (!menu) return undefined;
  return {
    ...common,
    menu,
    forAll: true,
    makeItem: (label) => pageButton(page, label, menu, box),
    opener: () => menu.querySelector<HTMLElement>('[data-clone-room-activity]'),
  };
}

/**
 * The entry in the address that a Kaltura video's frame is launched with
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */
export function entryInFrame(page: Document): string | undefined {
  const source = page.querySelector(`${FRAME}[src*="lti_launch.php"]`)?.getAttribute('src') ?? '';
  return entryInAddress(new URL(source, 'https://moodle.invalid/').searchParams.get('source') ?? '');
}
