// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"disableIframePageLoading":true}}
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ActivityPlace, activityPlaces, courseIn, entryInFrame } from './moodle.ts';

const page = (name: string): Document =>
  new DOMParser().parseFromString(
    readFileSync(`${import.meta.dirname}/fixtures/${name}.html`, 'utf8'),
    'text/html',
  );

/** Puts the item where it belongs, as the host does. */
function put({ makeItem }: ActivityPlace): HTMLElement {
  const { node, control, after, before } = makeItem('Clone room');
  after[before ? 'before' : 'after'](node);
  return control;
}

describe('a course with editing on', () => {
  test('has a place in the menu of each tool and each video, and nowhere else', () => {
    const course = page('moodle-course');
    expect(courseIn(course)).toBe(2);
    expect(
      activityPlaces(course).map(({ cmid, module, name, forAll }) => ({ cmid, module, name, forAll })),
    ).toEqual([
      { cmid: 4, module: 'lti', name: 'Kaltura room (embed)', forAll: false },
      { cmid: 5, module: 'lti', name: 'Kaltura room (new window)', forAll: false },
      { cmid: 7, module: 'kalvidres', name: 'Kaltura video', forAll: false },
    ]);
  });

  test('the item stands right after Duplicate, else last, with none of the marks of a native one', () => {
    const course = page('moodle-course');
    const [room, other] = activityPlaces(course);
    const item = put(room!);
    expect(item.previousElementSibling?.classList.contains('editing_duplicate')).toBe(true);
    expect(item.getAttributeNames().sort()).toEqual(['class', 'href', 'role', 'tabindex']);
    expect(item.getAttribute('href')).toBe('#');
    expect(item.className).toBe('dropdown-item menu-action');
    expect(item.querySelector('.menu-action-text')?.textContent).toBe('Clone room');
    expect(put(other!).nextElementSibling).toBeNull();
  });

  test('the focus goes back to the button of the row that is there then', () => {
    const course = page('moodle-course');
    const [, place] = activityPlaces(course);
    const row = course.querySelector('#module-5')!;
    row.replaceWith(row.cloneNode(true));
    expect(place!.opener()?.isConnected).toBe(true);
    expect(place!.opener()?.closest('li')?.id).toBe('module-5');
  });
});

describe("an activity's own page", () => {
  test('Boost: the item is in More, first, and stays there', () => {
    const activity = page('moodle-activity');
    const [place, ...others] = activityPlaces(activity);
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
    const [place] = activityPlaces(activity);
    expect(place).toMatchObject({ cmid: 4, forAll: true });
    const button = put(place!);
    expect(button.parentElement?.nextElementSibling?.id).toBe('contentframe');
  });

  test('its settings are not its page', () => {
    const activity = page('moodle-activity');
    activity.body.id = 'page-mod-lti-mod';
    expect(activityPlaces(activity)).toEqual([]);
  });
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
