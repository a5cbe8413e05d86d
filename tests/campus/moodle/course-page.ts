import { html, raw } from 'hono/html';
import type { Course, CourseModule, Section } from './course.ts';
import { snapCard } from './snap.ts';
import { layout, type Markup, type Viewer } from './layout.ts';
import { actionMenu } from './menu.ts';
import { isBootstrap5 } from './variant.ts';
import { wordsOf } from './words.ts';

/**
 * The course page, with an action menu for each activity while editing is on (docs/facts/moodle-pages.md#1-releases,
 * docs/facts/moodle-pages.md#2-rows-and-menus).
 * @param section the one that is asked for, where a format shows one at a time
 */
export function coursePage(viewer: Viewer, course: Course, section = 0): Markup {
  return layout(
    {
      title: `Course: ${course.name}`,
      bodyId: `page-course-view-${viewer.variant.format ?? 'topics'}`,
      bodyClass: `format-${viewer.variant.format ?? 'topics'} path-course path-course-view pagelayout-course course-${course.id}`,
      viewer,
      variant: viewer.variant,
    },
    html`<h1>${course.name}</h1>
      <div class="course-content">${content(viewer, course, section)}</div>`,
  );
}

/** What a course's format makes of its sections (docs/facts/moodle-pages.md#10-formats-by-their-templates). */
function content(viewer: Viewer, course: Course, asked: number): Markup {
  const { sections } = course;
  const { format = 'topics' } = viewer.variant;
  switch (format) {
    case 'tiles':
      return tiles(course);
    case 'flexsections':
      return nested(viewer, course, sections);
    case 'onetopic':
      return list(viewer, course, sections.slice(asked, asked + 1));
    case 'grid':
      return viewer.editing ? list(viewer, course, sections) : grid(course);
    case 'singleactivity':
    case 'topics':
      return list(viewer, course, sections);
  }
}

const list = (viewer: Viewer, course: Course, sections: readonly Section[]): Markup =>
  html`<ul class="topics" data-for="course_sectionlist">
    ${sections.map((section) => sectionItem(section, sectionRows(viewer, course, section)))}
  </ul>`;

const sectionItem = ({ id, number, name }: Section, inside: Markup): Markup =>
  html`<li
    class="section course-section main clearfix"
    id="section-${number}"
    data-for="section"
    data-id="${id}"
    data-number="${number}"
  >
    <h3 class="sectionname">${name}</h3>
    ${inside}
  </li>`;

/** Flexible sections: each is inside the one before it. */
function nested(viewer: Viewer, course: Course, [first, ...others]: readonly Section[]): Markup {
  if (!first) return html``;
  const inside = html`${sectionRows(viewer, course, first)}
    <ul class="flexsections-level-1" data-for="course_subsectionlist" data-parent="${first.id}">
      ${nested(viewer, course, others)}
    </ul>`;
  return sectionItem(first, inside);
}

/** Grid: a card for each section, which leads to it. */
const grid = (course: Course): Markup =>
  html`<div class="thegrid d-flex flex-wrap">
    ${course.sections.map(
      ({ number, name }) =>
        html`<div id="section-${number}" class="grid-section card" title="${name}">
          <a class="grid-section-inner" href="/course/view.php?id=2&section=${number}">${name}</a>
        </div>`,
    )}
  </div>`;

/** The activities of one section. */
export function sectionRows(viewer: Viewer, course: Course, { modules }: Section): Markup {
  return html`<ul class="section" data-for="cmlist">
    ${modules
      .map((module) => course.must(module))
      .filter(({ visible }) => visible || viewer.teacher)
      .map((module) => activityRow(viewer, course, module))}
  </ul>`;
}

/**
 * Tiles: what is in one comes when it is opened
 * (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
function tiles(course: Course): Markup {
  const script =
    raw(`document.querySelectorAll('.tile').forEach((tile) => tile.addEventListener('click', async () => {
    const html = await (await fetch('/course/format/tiles/section.php?section=' + tile.dataset.section)).text();
    const content = document.createElement('template');
    content.innerHTML = html;
    document.getElementById('tile-content').replaceChildren(content.content);
  }));`);
  return html`<ul class="format_tiles_tiles">
      ${course.sections.map(
        ({ number, name }) =>
          html`<li class="tile" id="tile-${number}" data-section="${number}">
            <button type="button" class="tile-link">${name}</button>
          </li>`,
      )}
    </ul>
    <div id="tile-content"></div>
    <script>
      ${script};
    </script>`;
}

/** Between two activities: what puts another one there, by a menu of its own where there are subsections. */
const divider = ({ variant }: Viewer, id: number): Markup =>
  html`<div class="divider bulk-hidden d-flex">
    <div class="divider-content">
      <div class="dropdown">
        <button
          type="button"
          class="btn add-content"
          id="dropdownMenuButton-${id}"
          ${raw(isBootstrap5(variant) ? 'data-bs-toggle="dropdown"' : 'data-toggle="dropdown"')}
          aria-haspopup="true"
          aria-expanded="false"
          title="+"
        >
          +
        </button>
        <div class="dropdown-menu" aria-labelledby="dropdownMenuButton-${id}">
          <button class="dropdown-item" data-action="open-chooser">+</button>
        </div>
      </div>
    </div>
  </div>`;

/** One activity, as the course page and the fragment after a change render it. */
export function activityRow(viewer: Viewer, course: Course, module: CourseModule): Markup {
  if (viewer.variant.theme === 'snap') return snapCard(viewer, module);
  const { id, name, visible, newWindow } = module;
  const kind = module.module;
  const onetopic = viewer.variant.format === 'onetopic';
  const wrapper = isBootstrap5(viewer.variant) ? '' : 'activity-wrapper';
  const onclick = newWindow
    ? `onclick="window.open('/mod/lti/launch.php?id=${id}','lti-${id}'); return false;"`
    : '';
  const menu = viewer.editing && actionMenu(viewer.variant, course.id, viewer.sesskey, module);
  return html`<li
    class="activity ${wrapper} ${onetopic ? 'onetopic-cmitem-card' : ''} ${kind} modtype_${kind} hasinfo draggable dropready"
    id="module-${id}"
    data-for="cmitem"
    data-id="${id}"
    data-indexed="true"
  >
    ${viewer.editing && viewer.variant.version !== '4.1' ? divider(viewer, id) : ''}
    <div
      class="activity-item focus-control ${visible ? '' : 'hiddenactivity'}"
      data-activityname="${name}"
      data-region="activity-card"
    >
      <div class="activityname">
        <a href="/mod/${kind}/view.php?id=${id}" class="aalink" ${raw(onclick)}
          ><span class="instancename">${name}</span></a
        >
        ${visible ? '' : html`<span class="badge">${wordsOf(viewer.variant).hidden}</span>`}
      </div>
      <div class="activity-actions bulk-hidden">${menu || ''}</div>
    </div>
  </li>`;
}
