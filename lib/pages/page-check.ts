import { addressForm } from './address-form.ts';
import { DROPDOWNS, PAGE_MENU } from './kaltura/kaltura-classic.ts';
import { judgeMenu, type MenuFacts, type MenuVerdict } from './kaltura/menu-evidence.ts';
import { factsOf, isDropdown, isShown, MENUS } from './kaltura/menus.ts';
import { isMoodle } from './moodle/moodle.ts';
import { linkedEntries } from './links.ts';
import { ITEM } from './kaltura/marks.ts';
import { hasNativeItem } from './kaltura/native-clone.ts';

/** What one frame shows of what we look for: ids, counts and words of ours, and no text, name or address of the page. */
export interface FrameCheck {
  readonly host: string;
  /** The form of its address: `/media/x/1_abcd1234`. */
  readonly address: string;
  readonly kind: 'moodle' | 'theming' | 'classic' | 'other';
  readonly own: string | undefined;
  /** The entries that it links to. */
  readonly entries: readonly string[];
  readonly menus: readonly MenuCheck[];
  /** Items of ours: in menus, and elsewhere (in rows, beside the title). */
  readonly itemsInMenus: number;
  readonly itemsElsewhere: number;
  /** Whether the site's own "Clone room" stands anywhere in it. */
  readonly native: boolean;
  /** Hosts of the frames in it. */
  readonly frameHosts: readonly string[];
}

/** One menu, with the evidence on whose it is. */
export interface MenuCheck extends MenuVerdict {
  readonly open: boolean;
  /** What of the facts speaks for an entry's menu, and what against it. */
  readonly evidence: MenuFacts;
}

/** More are in no page that a person could look through. */
const MOST_MENUS = 40;
const MOST_ENTRIES = 50;
const MOST_FRAMES = 20;

const THEMING = '[class*="kms-ds"], [class*="kaltura-ds-"], [class*="__private__-"]';
const CLASSIC = `${PAGE_MENU}, ${DROPDOWNS}, #wrap, [id^=tabLabel-]`;

const kindOf = (document: Document): FrameCheck['kind'] => {
  if (isMoodle(document)) return 'moodle';
  if (document.querySelector(THEMING)) return 'theming';
  return document.querySelector(CLASSIC) ? 'classic' : 'other';
};

interface Known {
  /** The entry that the page is about. */
  readonly own: string | undefined;
  /** What opened a menu, as far as it is known. */
  readonly openerOf: (menu: Element) => HTMLElement | undefined;
  /** A pattern for the site's own item. */
  readonly nativeLabels: string;
}

/** Looks at a frame's page, once, and changes nothing. */
export function checkFrame(
  document: Document,
  { host, pathname }: Pick<Location, 'host' | 'pathname'>,
  { own, openerOf, nativeLabels }: Known,
): FrameCheck {
  const items = [...document.querySelectorAll(`[${ITEM}]`)];
  const inMenus = items.filter((one) => one.closest(MENUS)).length;
  return {
    host,
    address: addressForm(pathname),
    kind: kindOf(document),
    own,
    entries: linkedEntries(document).slice(0, MOST_ENTRIES),
    menus: [...document.querySelectorAll(MENUS)].slice(0, MOST_MENUS).map((menu) => {
      const evidence = factsOf(menu, openerOf(menu), own);
      return { open: isDropdown(menu) || isShown(menu), ...judgeMenu(evidence), evidence };
    }),
    itemsInMenus: inMenus,
    itemsElsewhere: items.length - inMenus,
    native: hasNativeItem(document.documentElement, nativeLabels, new WeakSet()),
    frameHosts: hostsOfFrames(document),
  };
}

/** The hosts from which frames come: by their address, and by whom they allow something. */
function hostsOfFrames(document: Document): string[] {
  const addresses = [...document.querySelectorAll('iframe')].flatMap(({ src, allow }) => [
    src,
    ...(allow.match(/https:\/\/[^\s;]+/g) ?? []),
  ]);
  const hosts = addresses.flatMap((address) => {
    const { protocol, host } = new URL(URL.canParse(address) ? address : 'about:blank');
    return protocol === 'https:' ? [host] : [];
  });
  return [...new Set(hosts)].slice(0, MOST_FRAMES);
}
