import { html } from 'hono/html';
import type { CourseModule } from './course.ts';
import type { Markup, Viewer } from './layout.ts';
import { wordsOf } from './words.ts';

/**
 * An activity as the theme Snap shows it in a course: a card with a menu of its own
 * (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
export function snapCard(viewer: Viewer, { id, module, name, visible }: CourseModule): Markup {
  const words = wordsOf(viewer.variant);
  const item = (classes: string, action: string, query: string, icon: string, text: string): Markup =>
    html`<li>
      <a
        href="/course/mod.php?sesskey=${viewer.sesskey}&${query}=${id}"
        data-action="${action}"
        role="button"
        class="${classes}"
        ><i class="icon fa ${icon} fa-fw"></i>${text}</a
      >
    </li>`;
  const menu = html`<div class="js-only snap-asset-actions" role="region" aria-label="actions">
    <div class="dropdown snap-edit-more-dropdown">
      <button
        type="button"
        class="snap-edit-asset-more"
        data-toggle="dropdown"
        data-boundary="window"
        aria-label="More Options"
        aria-expanded="false"
      >
        ⌄
      </button>
      <ul id="snap-asset-menu" class="dropdown-menu asset-edit-menu">
        ${item('snap-edit-asset dropdown-item', 'update', 'update', 'fa-pencil', words.update)}
        ${item('dropdown-item editing_hide js_snap_hide', 'hide', 'hide', 'fa-eye', words.hide)}
        ${item('dropdown-item js_snap_duplicate', 'duplicate', 'duplicate', 'fa-copy', words.duplicate)}
        <li>
          <a role="button" class="dropdown-item" href="/admin/roles/assign.php"
            ><i class="icon fa fa-user-circle fa-fw"></i>${words.assign}</a
          >
        </li>
      </ul>
    </div>
  </div>`;
  return html`<li
    data-href="/mod/${module}/view.php?id=${id}"
    data-type="${words.tool}"
    class="snap-activity ${visible ? '' : 'draft'} snap-can-edit snap-asset activity ${module} modtype_${module}"
    id="module-${id}"
    data-modcontext="${id + 14}"
  >
    <div class="asset-wrapper" role="group">
      <div class="activityinstance">
        <div class="snap-header-card">
          <h3 class="snap-asset-link">
            <a class="mod-link" href="/mod/${module}/view.php?id=${id}" title="${name}"
              ><p class="instancename">${name}</p></a
            >
          </h3>
          <div class="snap-header-card-icons">${viewer.editing ? menu : ''}</div>
        </div>
      </div>
    </div>
  </li>`;
}
