import { html } from 'hono/html';
import type { Course, CourseModule } from './course.ts';
import { contentFrame, layout, type Markup, type Viewer } from './layout.ts';
import { isBootstrap5 } from './variant.ts';
import { wordsOf } from './words.ts';

/** An activity's own page (docs/facts/moodle-pages.md#6-activity-pages). */
export function activityPage(viewer: Viewer, course: Course, module: CourseModule): Markup {
  const { id, name } = module;
  const kind = module.module;
  return layout(
    {
      title: name,
      bodyId: `page-mod-${kind}-view`,
      bodyClass: `format-${viewer.variant.format ?? 'topics'} path-mod path-mod-${kind} course-${course.id} cmid-${id} cm-type-${kind}`,
      viewer,
      variant: viewer.variant,
    },
    html`<h1>${name}</h1>
      ${viewer.variant.theme === 'boost' && viewer.teacher ? secondaryNavigation(viewer, module) : ''}
      ${content(course, module)}`,
  );
}

/**
 * The address that the plug-in keeps for an entry: with a host that stands for KAF
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */
export const sourceOf = (entryId: string): string =>
  `http://kaltura-kaf-uri.com/browseandembed/index/media/entryid/${entryId}/showDescription/false/playerSize/608x402/`;

function content(course: Course, { id, module, entryId, newWindow }: CourseModule): Markup {
  if (module === 'lti') {
    const link = html`<a href="/mod/lti/launch.php?id=${id}" target="_blank">Open in a new window</a>`;
    return newWindow ? link : contentFrame(`/mod/lti/launch.php?id=${id}&triggerview=0`);
  }
  if (module !== 'kalvidres') return html`<p>…</p>`;
  const query = `courseid=${course.id}&height=402&width=608&withblocks=0&source=${encodeURIComponent(sourceOf(entryId))}`;
  return html`<div class="kaltura-player-container">
    ${contentFrame(`/mod/kalvidres/lti_launch.php?${query}`)}
  </div>`;
}

/** Boost's tabs, for whoever may edit, as the server sends them: its script moves some into More. Classic has none. */
function secondaryNavigation(viewer: Viewer, { id, module }: CourseModule): Markup {
  const words = wordsOf(viewer.variant);
  const five = isBootstrap5(viewer.variant);
  const tab = (key: string, href: string, text: string, more: boolean): Markup =>
    html`<li data-key="${key}" class="nav-item" role="none" data-forceintomoremenu="${String(more)}">
      <a role="menuitem" class="nav-link" href="${href}" data-disableactive="true" tabindex="-1">${text}</a>
    </li>`;
  const toggle = five ? html`data-bs-toggle="dropdown"` : html`data-toggle="dropdown"`;
  return html`<div class="secondary-navigation d-print-none">
    <nav class="moremenu navigation">
      <ul role="menubar" class="nav more-nav nav-tabs">
        ${tab('modulepage', `/mod/${module}/view.php?id=${id}`, words.view, false)}
        ${tab('modedit', `/course/modedit.php?update=${id}&return=1`, words.settings, false)}
        ${tab('filtermanage', '/filter/manage.php', words.filters, true)}
        ${tab('backup', '/backup/backup.php', words.backup, true)}
        <li role="none" class="nav-item dropdown dropdownmoremenu d-none" data-region="morebutton">
          <a
            class="dropdown-toggle nav-link"
            href="#"
            role="menuitem"
            ${toggle}
            aria-haspopup="true"
            aria-expanded="false"
            tabindex="-1"
            >${words.more}</a
          >
          <ul class="dropdown-menu dropdown-menu-left" data-region="moredropdown" role="menu"></ul>
        </li>
      </ul>
    </nav>
  </div>`;
}
