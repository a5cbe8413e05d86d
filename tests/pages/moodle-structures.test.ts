// @vitest-environment happy-dom
// @vitest-environment-options {"settings":{"handleDisabledFileLoadingAsSuccess":true,"disableIframePageLoading":true}}
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { siteOf } from '../../lib/moodle/page/site.ts';
import { activityPlaces, entryInFrame, isMoodle, menuOf, ownPage } from '../../lib/pages/moodle/moodle.ts';

/** Structures of real Moodles' pages, which are no part of the project. */
const STRUCTURES = join(import.meta.dirname, '../../../shared/moodle-dom');
const isThere = existsSync(STRUCTURES);
if (!isThere) console.log('Not tested: structures of real Moodle pages, which are not at hand.');

const filled = (name: string): string => readFileSync(join(STRUCTURES, `${name}.html`), 'utf8');
const parsed = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

/** Where the item of each activity stands: in a menu, behind Duplicate or not; in More; above the frame; and by its opener. */
function places(document: Document, isReady = true): string[] {
  return activityPlaces(document).flatMap((place) => {
    const activity = menuOf(document, place, isReady);
    if (!activity) return [];
    const { control, insert } = activity.makeItem('Clone room');
    insert();
    const where = control.closest('[data-region="moredropdown"]')
      ? 'more'
      : control.closest('.snap-asset')?.matches('.subsection') === false
        ? 'card'
        : control.closest('.dropdown-menu')
          ? 'row'
          : 'frame';
    const before = (where === 'card' ? control.parentElement : control)?.previousElementSibling;
    const behind = before?.matches('.editing_duplicate, :has(.js_snap_duplicate)') === true;
    const opener = activity.opener();
    const opens = opener === null ? '' : where === 'frame' ? '' : ' opener';
    return [`${activity.cmid} ${where}${behind ? ' behind Duplicate' : ''}${opens}`];
  });
}

const COURSE = ['4', '5', '7', '6'].map((cmid) => `${cmid} row behind Duplicate opener`);
const CARDS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
/** What each page offers. A page without its scripts has nothing in More yet: it is waited for. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  '4.5.6-boost-teacher-cm-kalvidres': ['7 more opener'],
  '4.5.6-boost-teacher-cm-lti-embed-before-scripts': [],
  '4.5.6-boost-teacher-cm-lti-embed': ['4 more opener'],
  '4.5.6-boost-teacher-cm-lti13': ['13 more opener'],
  '4.5.6-boost-teacher-course-edit-on': COURSE,
  '4.5.6-boost-teacher-mymedia': [],
  '4.5.6-snap-teacher-course-edit-on': [
    ...CARDS.map((cmid) => `${cmid} card behind Duplicate opener`),
    // In a subsection Snap shows core's row, and a card in that section of its own.
    '20 row behind Duplicate opener',
    '20 card behind Duplicate opener',
  ],
};

/** The same pages as other Moodles have them. */
const OTHERS: Readonly<Record<string, (html: string) => string>> = {
  // Bootstrap 5: Moodle 5.0 and later.
  'with the attributes of 5.1': (html) => html.replaceAll('data-toggle=', 'data-bs-toggle='),
  'in Hebrew, right to left': (html) =>
    html
      .replace(/<html[^>]*>/, '<html dir="rtl" lang="he" xml:lang="he">')
      .replaceAll('dir-ltr lang-en', 'dir-rtl lang-he'),
  'of a Moodle in a folder, on a port': (html) =>
    html
      .replaceAll('https://moodle.example.edu', 'https://www.example.edu:8443/e/moodle')
      .replaceAll('="/login/', '="/e/moodle/login/'),
};

describe.runIf(isThere)('structures of real pages', () => {
  test('each of them is proved here', () => {
    const files = readdirSync(STRUCTURES).filter((file) => file.endsWith('.html'));
    expect(files.map((file) => file.slice(0, -'.html'.length)).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  test.each(Object.entries(EXPECTED))('%s', (name, expected) => {
    const document = parsed(filled(name));
    expect(isMoodle(document)).toBe(true);
    expect(places(document, !name.endsWith('before-scripts'))).toEqual(expected);
  });

  test.each(Object.entries(OTHERS))('pages %s', (_other, change) => {
    for (const name of ['4.5.6-boost-teacher-course-edit-on', '4.5.6-boost-teacher-cm-lti-embed'])
      expect(places(parsed(change(filled(name))))).toEqual(EXPECTED[name]);
  });

  test('once its scripts have filled More, that is the place', () => {
    const document = parsed(filled('4.5.6-boost-teacher-cm-lti-embed-before-scripts'));
    const nav = document.querySelector('.secondary-navigation nav.moremenu');
    nav
      ?.querySelector('[data-region=moredropdown]')
      ?.append(...nav.querySelectorAll('li[data-forceintomoremenu=true]'));
    nav?.querySelector('[data-region=morebutton]')?.classList.remove('d-none');
    nav?.classList.add('observed');
    expect(places(document, false)).toEqual(['2 more opener']);
  });

  test('where its scripts never come, the item stands above the frame', () => {
    const document = parsed(filled('4.5.6-boost-teacher-cm-lti-embed-before-scripts'));
    expect(places(document)).toEqual(['2 frame']);
  });

  test('a video’s own page tells what it shows, once its frame has an address', () => {
    const at =
      'lti_launch.php?courseid=2&amp;source=http%3A%2F%2Fkaltura-kaf-uri.com%2Fbrowseandembed%2Findex%2Fmedia%2Fentryid%2F1_film00001%2F';
    const html = filled('4.5.6-boost-teacher-cm-kalvidres').replace(
      'id="contentframe"',
      `id="contentframe" src="${at}"`,
    );
    expect(entryInFrame(parsed(html))).toBe('1_film00001');
    expect(ownPage(parsed(html))).toMatchObject({ cmid: 7, module: 'kalvidres' });
  });

  test('a site in a folder, and on a port, is that folder', () => {
    const html = OTHERS['of a Moodle in a folder, on a port']?.(filled('4.5.6-boost-teacher-mymedia')) ?? '';
    const at = 'https://www.example.edu:8443/e/moodle/local/mymedia/mymedia.php';
    expect(siteOf(parsed(html), at)).toEqual({
      base: 'https://www.example.edu:8443/e/moodle',
      sesskey: 'SESSKEY',
    });
  });
});
