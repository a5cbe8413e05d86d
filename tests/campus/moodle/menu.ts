import { html, raw } from 'hono/html';
import type { CourseModule } from './course.ts';
import type { Markup } from './layout.ts';
import { isBootstrap5, type Variant } from './variant.ts';
import { wordsOf } from './words.ts';

/** An activity's action menu, version by version (docs/facts/moodle-pages.md#2-rows-and-menus). */

interface Action {
  readonly text: string;
  readonly icon: string;
  /** The class that is the same in every version; empty: it has none. */
  readonly name: string;
  readonly href: string;
  readonly action: string;
}

let menus = 0;

export function actionMenu(
  variant: Variant,
  courseId: number,
  sesskey: string,
  module: CourseModule,
): Markup {
  // The number restarts and repeats in the real page, too: nobody may key on it.
  menus = (menus % 40) + 1;
  const id = `action-menu-${menus}`;
  const five = isBootstrap5(variant);
  const toggle = raw(five ? 'data-bs-toggle="dropdown"' : 'data-toggle="dropdown"');
  const icon = variant.version === '4.1' ? 'fa-ellipsis-v' : 'fa-ellipsis-vertical';
  const end = five ? 'dropdown-menu-end' : 'dropdown-menu-right';
  const { edit } = wordsOf(variant);
  const inner = html`<div class="dropdown">
    <a
      href="#"
      tabindex="0"
      class="btn btn-icon d-flex no-caret dropdown-toggle icon-no-margin"
      id="action-menu-toggle-${menus}"
      aria-label="${edit}"
      ${toggle}
      role="button"
      aria-haspopup="true"
      aria-expanded="false"
      aria-controls="${id}-menu"
      ><i class="icon fa ${icon} fa-fw" aria-hidden="true"></i
    ></a>
    <div
      class="dropdown-menu menu ${end}"
      id="${id}-menu"
      data-rel="menu-content"
      aria-labelledby="action-menu-toggle-${menus}"
      role="menu"
    >
      ${actions(variant, courseId, sesskey, module).map((action) => item(variant, module, action))}
    </div>
  </div>`;
  return html`<div class="cm_action_menu actions" data-cmid="${module.id}" data-region="actionmenu">
    <div
      class="action-menu moodle-actionmenu section-actions"
      id="${id}"
      data-enhance="moodle-core-actionmenu"
    >
      <div class="menubar d-flex">
        ${five ? html`<div class="action-menu-trigger">${inner}</div>` : inner}
      </div>
    </div>
  </div>`;
}

function item(variant: Variant, module: CourseModule, { text, icon, name, href, action }: Action): Markup {
  const classes = ['dropdown-item', name, 'menu-action', isBootstrap5(variant) ? '' : 'cm-edit-action'];
  return html`<a
    href="${href}"
    class="${classes.filter(Boolean).join(' ')}"
    data-action="${action}"
    data-id="${module.id}"
    role="menuitem"
    tabindex="-1"
  >
    <i class="icon fa ${icon} fa-fw" aria-hidden="true"></i>
    <span class="menu-action-text">${text}</span>
  </a>`;
}

function actions(variant: Variant, course: number, sesskey: string, { id, visible }: CourseModule): Action[] {
  const words = wordsOf(variant);
  const old = variant.version === '4.1';
  const plain = (query: string): string => `/course/mod.php?${query}&sesskey=${sesskey}`;
  const link = (action: string, query: string): string =>
    isBootstrap5(variant)
      ? `/course/format/update.php?courseid=${course}&sesskey=${sesskey}&action=${action}&id=${id}&returnurl=%2Fcourse%2Fview.php%3Fid%3D${course}`
      : plain(query);
  const toggle = visible
    ? {
        text: words.hide,
        icon: 'fa-eye-slash',
        href: link('cm_hide', `hide=${id}`),
        action: old ? 'hide' : 'cmHide',
      }
    : {
        text: words.show,
        icon: 'fa-eye',
        href: link('cm_show', `show=${id}`),
        action: old ? 'show' : 'cmShow',
      };
  const permalink = {
    text: words.permalink,
    icon: 'fa-link',
    name: variant.version === '5.2' ? 'permalink' : '',
    href: `/mod/lti/view.php?id=${id}`,
    action: 'permalink',
  };
  return [
    {
      text: words.update,
      icon: 'fa-gear',
      name: 'editing_update',
      href: `/course/mod.php?update=${id}`,
      action: 'update',
    },
    {
      text: words.move,
      icon: 'fa-arrows',
      name: 'editing_movecm',
      href: plain(`copy=${id}`),
      action: old ? 'move' : 'moveCm',
    },
    {
      text: words.right,
      icon: 'fa-arrow-right',
      name: 'editing_moveright',
      href: plain(`id=${id}&indent=1`),
      action: old ? 'moveright' : 'cmMoveRight',
    },
    { ...toggle, name: '' },
    {
      text: words.duplicate,
      icon: 'fa-clone',
      name: 'editing_duplicate',
      href: link('cm_duplicate', `duplicate=${id}`),
      action: old ? 'duplicate' : 'cmDuplicate',
    },
    {
      text: words.assign,
      icon: 'fa-user-tag',
      name: 'editing_assign',
      href: '/admin/roles/assign.php',
      action: 'assignroles',
    },
    ...(isBootstrap5(variant) ? [permalink] : []),
    {
      text: words.delete,
      icon: 'fa-trash',
      name: variant.version === '5.2' ? 'editing_delete text-danger' : 'editing_delete',
      href: `/course/mod.php?delete=${id}`,
      action: old ? 'delete' : 'cmDelete',
    },
  ];
}
