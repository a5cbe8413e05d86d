import { entryInAddress } from './moodle-address.ts';
import type { RoomItem } from './page-kind.ts';

/**
 * Moodle's own pages: an activity in the course, with the menu that it has while editing is on, and an activity's own
 * page (moodle-pages §1, §2, §6); measured in 4.1, 4.5 and 5.1, Boost and Classic; fixtures: `fixtures/moodle-*.html`.
 * Which room an activity opens is not in these pages.
 */
export interface ActivityPlace {
  readonly cmid: number;
  readonly module: Module;
  readonly name: string;
  /** What shows the activity: it is looked into when this comes into view. */
  readonly row: Element;
  /** The menu, or whatever else our item goes into. */
  readonly holder: Element;
  /** A page that students see too: the item is for those alone of whom it is known that they may clone. */
  readonly forAll: boolean;
  readonly makeItem: (label: string) => ActivityItem;
  readonly opener: () => HTMLElement | null;
}

/** An item that may stand before what it is put beside. */
export interface ActivityItem extends RoomItem {
  readonly before?: true;
}

/** The kinds of activities that can open a room: an External tool, and a Kaltura video. */
export type Module = 'lti' | 'kalvidres';

const ROW = 'li.activity[data-id]:is(.modtype_lti,.modtype_kalvidres)';
const MENU = '.cm_action_menu[data-cmid] .dropdown-menu[data-rel="menu-content"]';
const TOGGLE = '.cm_action_menu :is([data-toggle="dropdown"],[data-bs-toggle="dropdown"])';
const MORE = '.secondary-navigation [data-region="moredropdown"]';
const FRAME = 'iframe#contentframe';

/** Whether a page is one of Moodle's, by what its theme puts on every body; what people write cannot. */
export const isMoodle = (page: Document): boolean =>
  page.querySelector('body[id^="page-"][class*="pagelayout-"]') !== null;

/** The course of a page, by its body's classes. */
export const courseIn = ({ body }: Document): number => Number(/\bcourse-(\d+)\b/.exec(body.className)?.[1]);

/** The activities of a page that have a place for our item now. */
export function activityPlaces(page: Document): ActivityPlace[] {
  const own = ownPage(page);
  return own ? [own] : [...page.querySelectorAll(ROW)].flatMap((row) => inCourse(page, row) ?? []);
}

function inCourse(page: Document, row: Element): ActivityPlace | undefined {
  const holder = row.querySelector(MENU);
  const cmid = Number(row.getAttribute('data-id'));
  if (!holder || !Number.isSafeInteger(cmid)) return undefined;
  return {
    cmid,
    module: row.classList.contains('modtype_lti') ? 'lti' : 'kalvidres',
    name: row.querySelector('.activity-item')?.getAttribute('data-activityname') ?? '',
    row,
    holder,
    forAll: false,
    makeItem(label) {
      const { node, control } = menuItem(page, label);
      const native = holder.querySelector(':scope > .editing_duplicate') ?? holder.lastElementChild;
      return { node, control, after: native ?? holder };
    },
    // The row may be another by then: Moodle makes it anew after each change (moodle-pages §4).
    opener: () => page.querySelector<HTMLElement>(`li.activity[data-id="${cmid}"] ${TOGGLE}`),
  };
}

/**
 * An item as Moodle's own, measured to line up with them and to be reached by arrow keys in every version. It has
 * none of the attributes by which Moodle's scripts know theirs: a click is ours alone (moodle-pages §3).
 */
function menuItem(page: Document, label: string): { node: HTMLElement; control: HTMLElement } {
  const link = page.createElement('a');
  link.href = '#';
  link.className = 'dropdown-item menu-action';
  link.setAttribute('role', 'menuitem');
  link.tabIndex = -1;
  const icon = page.createElement('i');
  icon.className = 'icon fa fa-copy fa-fw';
  icon.setAttribute('aria-hidden', 'true');
  const text = page.createElement('span');
  text.className = 'menu-action-text';
  text.textContent = label;
  link.append(icon, ' ', text);
  return { node: link, control: link };
}

function ownPage(page: Document): ActivityPlace | undefined {
  const { className } = page.body;
  const cmid = Number(/\bcmid-(\d+)\b/.exec(className)?.[1]);
  const module = /\bcm-type-(lti|kalvidres)\b/.exec(className)?.[1] as Module | undefined; // as the pattern says
  // Its settings and reports have the same classes, and are not where the room opens.
  if (!module || Number.isNaN(cmid) || page.body.id !== `page-mod-${module}-view`) return undefined;
  const named = page.querySelector('.activity-information[data-activityname]');
  const name = named?.getAttribute('data-activityname') ?? page.title;
  const common = { cmid, module, name, row: page.body };
  const more = page.querySelector(MORE);
  const first = more?.firstElementChild;
  return more && first ? { ...common, ...inMoreMenu(page, more, first) } : byFrame(page, common);
}

/** Boost's tabs, which only those have who may edit. */
function inMoreMenu(
  page: Document,
  holder: Element,
  first: Element,
): Pick<ActivityPlace, 'holder' | 'forAll' | 'makeItem' | 'opener'> {
  return {
    holder,
    forAll: false,
    makeItem(label) {
      const node = page.createElement('li');
      node.className = 'nav-item';
      node.setAttribute('role', 'none');
      // Without it Moodle's script would move the item into the bar when there is room.
      node.dataset['forceintomoremenu'] = 'true';
      const control = page.createElement('a');
      control.href = '#';
      control.className = 'dropdown-item';
      control.setAttribute('role', 'menuitem');
      control.tabIndex = -1;
      control.textContent = label;
      node.append(control);
      return { node, control, after: first, before: true };
    },
    opener: () => holder.parentElement?.querySelector<HTMLElement>(':scope > .dropdown-toggle') ?? null,
  };
}

/** Classic has no such tabs: a button of its own above the frame. */
function byFrame(
  page: Document,
  common: Pick<ActivityPlace, 'cmid' | 'module' | 'name' | 'row'>,
): ActivityPlace | undefined {
  const frame = page.querySelector(FRAME);
  const box = frame?.closest('.kaltura-player-container') ?? frame;
  const holder = box?.parentElement;
  if (!box || !holder) return undefined;
  return {
    ...common,
    holder,
    forAll: true,
    makeItem(label) {
      const node = page.createElement('p');
      const control = page.createElement('button');
      control.type = 'button';
      control.className = 'btn btn-secondary';
      control.textContent = label;
      node.append(control);
      return { node, control, after: box, before: true };
    },
    opener: () => holder.querySelector<HTMLElement>('[data-clone-room-activity]'),
  };
}

/** The entry in the address that a Kaltura video's frame is launched with (moodle-pages §5). */
export function entryInFrame(page: Document): string | undefined {
  const source = page.querySelector(`${FRAME}[src*="lti_launch.php"]`)?.getAttribute('src') ?? '';
  return entryInAddress(new URL(source, 'https://moodle.invalid/').searchParams.get('source') ?? '');
}
