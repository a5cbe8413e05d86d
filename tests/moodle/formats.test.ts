import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ActivityCache } from '../../lib/host/moodle/activity-cache.ts';
import { MoodleController } from '../../lib/host/moodle/moodle-controller.ts';
import type { PageDescription, PageMessage } from '../../lib/messages/messages.ts';
import type { ActivityMenu } from '../../lib/pages/moodle/moodle.ts';
import { STUDENT } from '../campus/demo/people.ts';
import type { CourseRole } from '../campus/moodle/switches.ts';
import { EACH_VERSION, type Format, type Variant } from '../campus/moodle/variant.ts';
import { moodleWorld } from './moodle-browser.ts';
import { activityMenus } from './activity-menus.ts';

/** Version × format × kind × role: where the item stands, and what the toolbar's popup offers. */

/** Every activity of the demo course that may open a room, in the order of the page. */
const TOOLS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const COURSE = '/course/view.php?id=2';

/** The page of a format on which there are activities, and those that it shows. */
const SHOWN: Readonly<Record<Format | 'topics', { path: string; cmids: readonly number[] }>> = {
  topics: { path: COURSE, cmids: TOOLS },
  tiles: { path: '/course/format/tiles/section.php?section=1', cmids: [4, 5, 6] },
  flexsections: { path: COURSE, cmids: TOOLS },
  onetopic: { path: `${COURSE}&section=3`, cmids: [10, 11, 12, 13, 14, 15] },
  grid: { path: COURSE, cmids: TOOLS },
  singleactivity: { path: COURSE, cmids: [4] },
};

const inFormat = (variant: Variant, format: Format | 'topics'): Variant =>
  format === 'topics' ? variant : { ...variant, format };

const put = (menu: ActivityMenu): Element => {
  const { node, insert } = menu.makeItem('Clone room');
  insert();
  return node;
};

/** What Moodle's own script does to the tabs of an activity's page. */
function fillMore(document: Document): void {
  const more = document.querySelector('.secondary-navigation [data-region=moredropdown]');
  more?.append(...document.querySelectorAll('.secondary-navigation [data-forceintomoremenu=true]'));
  more?.closest('.dropdownmoremenu')?.classList.remove('d-none');
}

const CASES = EACH_VERSION.flatMap((variant) =>
  (['topics', 'tiles', 'flexsections', 'onetopic', 'grid', 'singleactivity'] as const).map(
    (format) => [variant.version, format, variant] as const,
  ),
);

describe.each(CASES)('Moodle %s, %s', (_version, format, variant) => {
  const { path, cmids } = SHOWN[format];

  test.each(['teacher', 'manager'] as const)('a %s: the item behind Duplicate of each', async (role) => {
    const { moodle, view } = moodleWorld(inFormat(variant, format));
    moodle.switches.roleOf = () => role;
    const { document } = await view(path);
    fillMore(document);
    const menus = activityMenus(document, false);
    expect(menus.map(({ cmid }) => cmid)).toEqual(cmids);
    for (const menu of menus) {
      expect(menu.forAll).toBe(false);
      const item = put(menu);
      if (format === 'singleactivity') {
        expect(item.parentElement?.dataset['region']).toBe('moredropdown');
        expect(menu.opener()?.textContent.trim()).toBe('More');
        continue;
      }
      expect(item.previousElementSibling?.classList.contains('editing_duplicate')).toBe(true);
      // The row has other buttons with menus: where something is put in before it.
      expect(menu.opener()?.closest('.cm_action_menu')?.getAttribute('data-cmid')).toBe(String(menu.cmid));
      expect(menu.opener()?.classList.contains('dropdown-toggle')).toBe(true);
    }
  });

  test.each(['nonEditingTeacher', 'student'] as const)(
    'a %s: no menu, and no item in it',
    async (role: CourseRole) => {
      const { moodle, view } = moodleWorld(inFormat(variant, format));
      moodle.switches.roleOf = () => role;
      const { document } = await view(path, role === 'student' ? STUDENT : undefined);
      fillMore(document);
      // On an activity's own page the item is a button, for those alone of whom it is known that they may.
      const ownPage = format === 'singleactivity' ? [{ cmid: 4, forAll: true }] : [];
      expect(activityMenus(document, true)).toMatchObject(ownPage);
      expect(activityMenus(document, true)).toHaveLength(ownPage.length);
    },
  );
});

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
  // Nothing comes into view here: what a popup asks for is looked into all the same.
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly observe = (): void => undefined;
      readonly disconnect = (): void => undefined;
    },
  );
});
afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
});

/** What our script answers the popup on a page, to a person who may clone every room. */
async function described(variant: Variant, path: string): Promise<PageDescription> {
  const world = moodleWorld(variant);
  const { document, page } = await world.view(path);
  const send = (message: PageMessage): Promise<unknown> => {
    if (message.type !== 'rooms.seen') return Promise.resolve(undefined);
    const rooms = message.entryIds.map((entryId) => ({ entryId, name: entryId, right: true }));
    return Promise.resolve({
      session: true,
      rooms,
      partners: [],
      texts: { item: '', updated: '', copied: '' },
    });
  };
  const noTab = (): never => {
    throw new Error('A site may forbid it.');
  };
  // Of the window only its document is used here.
  const window = { document } as unknown as Window;
  const cache = new ActivityCache(world.base, noTab, () => 0);
  const controller = new MoodleController(window, page, cache, { send, isThere: () => true }, life.signal);
  return (await controller.receive({ type: 'page.describe' })) as PageDescription; // what it is asked for
}

describe.each(EACH_VERSION)('Moodle $version', (variant) => {
  test('the popup offers the same rooms of the course in every format, by the course and not by its markup', async () => {
    const usual = await described(variant, COURSE);
    expect(usual.rooms.map(({ cmid }) => cmid)).toEqual(TOOLS.filter((cmid) => cmid !== 9));
    for (const format of ['tiles', 'flexsections', 'onetopic', 'grid'] as const)
      expect((await described(inFormat(variant, format), COURSE)).rooms).toEqual(usual.rooms);
    // The course's page is the activity's own there.
    const only = await described(inFormat(variant, 'singleactivity'), COURSE);
    expect(only.rooms).toEqual(usual.rooms.filter(({ cmid }) => cmid === 4));
  });
});
