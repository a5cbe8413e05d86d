import { html, raw } from 'hono/html';
import type { Course, CourseModule, Section } from './course.ts';
import { snapCard } from './snap.ts';
import { layout, type Markup, type Viewer } from './layout.ts';
import { actionMenu } from './menu.ts';
import { wordsOf } from './words.ts';

/**
 * The course page, with an action menu for each activity while editing is on (docs/facts/moodle-pages.md#1-releases,
 * docs/facts/moodle-pages.md#2-rows-and-menus).
 */
export function coursePage(viewer: Viewer, course: Course): Markup {
  return layout(
    {
      title: `Course: ${course.name}`,
      bodyId: `page-course-view-${viewer.variant.format ?? 'topics'}`,
      bodyClass: `format-${viewer.variant.format ?? 'topics'} path-course path-course-view pagelayout-course course-${course.id}`,
      viewer,
      variant: viewer.variant,
    },
    html`<h1>${course.name}</h1>
      <div class="course-content">
        ${viewer.variant.format === 'tiles' ? tiles(course) : sections(viewer, course)}
      </div>`,
  );
}

function sections(viewer: Viewer, course: Course): Markup {
  return html`<ul class="topics" data-for="course_sectionlist">
    ${course.sections.map((section) => {
      const { id, number, name } = section;
      return html`<li
        class="section course-section main clearfix"
        id="section-${number}"
        data-for="section"
        data-id="${id}"
        data-number="${number}"
      >
        <h3 class="sectionname">${name}</h3>
        ${sectionRows(viewer, course, section)}
      </li>`;
    })}
  </ul>`;
}

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

/** One activity, as the course page and the fragment after a change render it. */
export function activityRow(viewer: Viewer, course: Course, module: CourseModule): Markup {
  if (viewer.variant.theme === 'snap') return snapCard(viewer, module);
  const { id, name, visible, newWindow } = module;
  const kind = module.module;
  const wrapper = viewer.variant.version === '5.1' ? '' : 'activity-wrapper';
  const onclick = newWindow
    ? `onclick="window.open('/mod/lti/launch.php?id=${id}','lti-${id}'); return false;"`
    : '';
  const menu = viewer.editing && actionMenu(viewer.variant, course.id, viewer.sesskey, module);
  return html`<li
    class="activity ${wrapper} ${kind} modtype_${kind} hasinfo draggable dropready"
    id="module-${id}"
    data-for="cmitem"
    data-id="${id}"
    data-indexed="true"
  >
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
