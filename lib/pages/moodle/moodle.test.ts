// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"disableIframePageLoading":true}}
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type ActivityMenu,
  activityPlaces,
  menuOf,
  courseIn,
  editedOn,
  entryInFrame,
  isCoursePage,
  offersEditing,
} from './moodle.ts';

const page = (name: string): Document =>
  new DOMParser().parseFromString(
    readFileSync(`${import.meta.dirname}/../fixtures/${name}.html`, 'utf8'),
    'text/html',
  );

/** Nodes of this markup, in a page. */
const nodes = (html: string): Node[] => [
  ...new DOMParser().parseFromString(html, 'text/html').body.childNodes,
];

const menus = (document: Document, isReady = false): ActivityMenu[] =>
  activityPlaces(document).flatMap((place) => menuOf(document, place, isReady) ?? []);

/** Puts the item where it belongs, as the host does. */
function put({ makeItem }: ActivityMenu): HTMLElement {
  const { control, insert } = makeItem('Clone room');
  insert();
  return control;
}

describe('a course with editing on', () => {
  test('has a place in the menu of each tool and each video, and nowhere else', () => {
    const course = page('moodle-course');
    expect(courseIn(course)).toBe(2);
    expect(menus(course).map(({ cmid, module, name, forAll }) => ({ cmid, module, name, forAll }))).toEqual([
      { cmid: 4, module: 'lti', name: 'Kaltura room (embed)', forAll: false },
      { cmid: 5, module: 'lti', name: 'Kaltura room (new window)', forAll: false },
      { cmid: 7, module: 'kalvidres', name: 'Kaltura video', forAll: false },
    ]);
  });

  test('the item stands right after Duplicate, else last, with none of the marks of a native one', () => {
    const course = page('moodle-course');
    const [room, other] = menus(course);
    const item = put(room!);
    expect(item.previousElementSibling?.classList.contains('editing_duplicate')).toBe(true);
    expect(item.getAttributeNames().sort()).toEqual(['class', 'href', 'role', 'tabindex']);
    expect(item.getAttribute('href')).toBe('#');
    expect(item.className).toBe('dropdown-item menu-action');
    expect(item.querySelector('.menu-action-text')?.textContent).toBe('Clone room');
    expect(put(other!).nextElementSibling).toBeNull();
  });

  // A theme has rules for some of these classes: Adaptable makes an icon with `fa` as narrow as its sign, and Duplicate has none.
  test.each([
    ['icon fa fa-clone fa-fw', 'icon fa fa-fw fa-copy'],
    ['icon fa-solid fa-clone fa-fw', 'icon fa-solid fa-fw fa-copy'],
    ['icon fas fa-clone fa-fw', 'icon fas fa-fw fa-copy'],
    ['icon fa-regular fa-clone fa-fw', 'icon fa-regular fa-fw fa-copy'],
    ['icon fa-sharp fa-thin fa-clone fa-2xl fa-fw', 'icon fa-sharp fa-thin fa-2xl fa-fw fa-copy'],
    ['icon fa-duotone fa-clone fa-xl', 'icon fa-duotone fa-xl fa-copy'],
    ['icon fa-solid fa-clone fa-lg themed', 'icon fa-solid fa-lg themed fa-copy'],
  ])('looks as its neighbours: beside %s it has %s', (native, own) => {
    const course = page('moodle-course');
    course
      .querySelector('#module-4 .editing_duplicate')!
      .replaceChildren(
        ...nodes(`<i class="${native}" aria-hidden="true"></i> <span class="menu-action-text">x</span>`),
      );
    const item = put(menus(course)[0]!);
    expect(item.querySelector('i')?.className).toBe(own);
  });

  test('names an activity in each of the ways that formats have', () => {
    const course = page('moodle-course');
    const row = course.querySelector('#module-4')!;
    row.removeAttribute('data-id');
    expect(menus(course)[0]).toMatchObject({ cmid: 4 });
    row.id = 'other';
    expect(menus(course).map(({ cmid }) => cmid)).toEqual([5, 7]);
    row.setAttribute('data-cmid', '4');
    expect(menus(course)[0]).toMatchObject({ cmid: 4 });
  });

  test('the focus goes back to the button of the row that is there then', () => {
    const course = page('moodle-course');
    const [, place] = menus(course);
    const row = course.querySelector('#module-5')!;
    row.replaceWith(row.cloneNode(true));
    expect(place!.opener()?.isConnected).toBe(true);
    expect(place!.opener()?.closest('li')?.id).toBe('module-5');
  });
});

describe('the theme Snap', () => {
  test('has a place in the menu of each card, behind its own Duplicate, with none of its marks', () => {
    const course = page('moodle-snap');
    const [place, ...others] = menus(course);
    expect(others).toEqual([]);
    expect(place).toMatchObject({ cmid: 4, module: 'lti', name: 'Algebra room', forAll: false });
    const item = put(place!);
    expect(item.getAttributeNames().sort()).toEqual(['class', 'href', 'role']);
    expect([item.className, item.getAttribute('role')]).toEqual(['dropdown-item', 'button']);
    expect(item.querySelector('i')?.className).toBe('icon fa fa-fw fa-copy');
    expect(item.textContent).toBe('Clone room');
    const wrapper = item.parentElement!;
    expect([wrapper.localName, wrapper.getAttributeNames(), wrapper.children.length]).toEqual(['li', [], 1]);
    expect(wrapper.previousElementSibling?.querySelector('.js_snap_duplicate')).not.toBeNull();
    expect(place!.opener()?.className).toBe('snap-edit-asset-more');
  });
});

describe("an activity's own page", () => {
  test('as the server sends it, More is empty: there is no place before Moodle has filled it', () => {
    const activity = page('moodle-activity');
    const nav = activity.querySelector('.secondary-navigation nav')!;
    nav.classList.remove('observed');
    const more = nav.querySelector('[data-region=moredropdown]')!;
    const filled = [...more.children];
    more.replaceChildren();
    expect(menus(activity)).toEqual([]);
    // Where that never comes, or nothing went into it, the button is above the frame.
    expect(menus(activity, true)).toMatchObject([{ forAll: true }]);
    nav.classList.add('observed');
    expect(menus(activity)).toMatchObject([{ forAll: true }]);
    more.replaceChildren(...filled);
    expect(menus(activity)).toMatchObject([{ forAll: false }]);
  });

  test('after Moodle 5.2 More is a list of links, made by React: the item is one of them, while its button is shown', () => {
    const activity = page('moodle-activity-after-5.2');
    const [place, ...others] = menus(activity);
    expect(others).toEqual([]);
    expect(place).toMatchObject({ cmid: 4, forAll: false });
    const item = put(place!);
    expect(item.parentElement?.dataset['region']).toBe('moredropdown');
    expect([item.localName, item.className]).toEqual(['a', 'dropdown-item']);
    expect(item.nextElementSibling?.textContent).toBe('Filters');
    expect(place!.opener()?.textContent.trim()).toBe('More');
    // On a wide screen nothing is in More but our item, and the button that opens it goes.
    activity.querySelector('.dropdownmoremenu')!.classList.add('d-none');
    expect(menus(activity)).toMatchObject([{ forAll: true }]);
  });

  test('after Moodle 5.2, as the server sends it: there is no place before React has made the tabs', () => {
    const activity = page('moodle-activity-after-5.2');
    activity.querySelector('.secondarynav-measured')!.classList.remove('secondarynav-measured');
    activity.querySelector('[data-region=moredropdown]')!.replaceChildren();
    expect(menus(activity)).toEqual([]);
    expect(menus(activity, true)).toMatchObject([{ forAll: true }]);
  });

  test('a tool that opens in a window of its own has no frame: the button is the first in the page', () => {
    const activity = page('moodle-activity');
    activity.querySelector('.secondary-navigation')?.remove();
    activity.querySelector('#contentframe')?.replaceWith('Open in a new window');
    const main = '<div id="region-main"><div role="main">Open in a new window</div></div>';
    activity.querySelector('[role=main]')!.replaceWith(...nodes(main));
    const [place] = menus(activity);
    expect(place).toMatchObject({ cmid: 4, forAll: true });
    expect(put(place!).parentElement?.nextSibling?.textContent).toBe('Open in a new window');
  });

  test('Boost: the item is in More, first, and stays there', () => {
    const activity = page('moodle-activity');
    const [place, ...others] = menus(activity);
    expect(others).toEqual([]);
    expect(place).toMatchObject({ cmid: 4, module: 'lti', name: 'Kaltura room (embed)', forAll: false });
    const item = put(place!).closest('li')!;
    expect(item.closest('.secondary-navigation')).not.toBeNull();
    expect(item.nextElementSibling?.getAttribute('data-key')).toBe('filtermanage');
    expect(item.dataset['forceintomoremenu']).toBe('true');
    expect(place!.opener()?.textContent).toBe('More');
  });

  test('Classic: a button above the frame, for those alone who may', () => {
    const activity = page('moodle-activity');
    activity.querySelector('.secondary-navigation')?.remove();
    const [place] = menus(activity);
    expect(place).toMatchObject({ cmid: 4, forAll: true });
    const button = put(place!);
    expect(button.parentElement?.nextElementSibling?.id).toBe('contentframe');
  });

  test('its settings are not its page', () => {
    const activity = page('moodle-activity');
    activity.body.id = 'page-mod-lti-mod';
    expect(menus(activity)).toEqual([]);
  });
});

test('says what kind of page it is, and whether its user may edit', () => {
  const course = page('moodle-course');
  expect([isCoursePage(course), offersEditing(course), editedOn(course)]).toEqual([true, true, undefined]);
  course.body.classList.remove('editing');
  expect(offersEditing(course)).toBe(false);
  course.body.append(...nodes('<form class="editmode-switch-form"></form>'));
  expect(offersEditing(course)).toBe(true);
  const activity = page('moodle-activity');
  expect([isCoursePage(activity), editedOn(activity)]).toEqual([false, undefined]);
  activity.body.id = 'page-mod-lti-mod';
  expect(editedOn(activity)).toBe(4);
});

test('the entry of a video is in the address of its frame', () => {
  const activity = page('moodle-activity');
  expect(entryInFrame(activity)).toBeUndefined();
  const source = encodeURIComponent(
    'http://kaltura-kaf-uri.com/browseandembed/index/media/entryid/1_vid00001/x/1',
  );
  activity
    .querySelector('#contentframe')
    ?.setAttribute('src', `/mod/kalvidres/lti_launch.php?courseid=2&height=402&source=${source}`);
  expect(entryInFrame(activity)).toBe('1_vid00001');
});
