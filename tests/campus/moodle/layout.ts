import { html, raw } from 'hono/html';
import { BEHAVIOUR } from './behaviour.ts';
import { isBootstrap5, type Variant } from './variant.ts';
import { wordsOf } from './words.ts';

export type Markup = ReturnType<typeof html>;

/** What Moodle's themes add to Bootstrap, as far as the campus shows it. */
const STYLE = `
  body { margin: 0; font: 15px/1.5 system-ui, "Segoe UI", Arial, sans-serif; color: #1d2125; background: #f8f9fa; text-align: start }
  a { color: #0f6cbf; text-decoration: none } a:hover { text-decoration: underline }
  .navbar.fixed-top { position: static; display: flex; flex-flow: row; gap: 22px; align-items: center; justify-content: flex-start; height: 60px; padding: 0 24px; background: #fff; border-bottom: 1px solid #dee2e6 }
  .navbar .brand { font-weight: 700; color: #f98012 } .navbar .usermenu { margin-inline-start: auto; color: #495057; display: flex; gap: 14px; align-items: center }
  #page { max-width: 1080px; margin: 24px auto; padding: 24px; background: #fff; border: 1px solid #dee2e6; border-radius: 8px }
  h1 { font-size: 28px; margin: 0 0 16px } .section h3 { font-size: 20px; margin: 16px 0 0 }
  ul.topics, ul.section { list-style: none; margin: 0; padding: 0 } li.section { list-style: none }
  .activity { list-style: none; border: 1px solid #dee2e6; border-radius: 8px; padding: 10px 16px; margin: 8px 0 }
  .divider { height: 0; opacity: 0 } .divider:focus-within { opacity: 1 }
  .activity-item { display: flex; align-items: center; gap: 12px } .activity-item .activity-actions { margin-inline-start: auto }
  .activity-item.hiddenactivity .activityname { opacity: .6 }
  #page .btn { border-radius: 8px; font: inherit } #loginbtn { background: #0f6cbf; color: #fff; border: 0; padding: 8px 16px }
  .icon { display: inline-block; font-style: normal; font-size: 16px; width: 16px; height: 16px; line-height: 1; margin: 0; padding: 0; margin-inline-end: .5rem; box-sizing: content-box; text-align: center; vertical-align: middle }
  .icon::before { content: "▫" } .fa-copy::before { content: "❏" } .fa-clone::before { content: "❐" } .fa-ellipsis-v::before, .fa-ellipsis-vertical::before { content: "⋮" }
  .fa-gear::before { content: "⚙" } .fa-trash::before { content: "✕" } .fa-link::before { content: "∞" } .fa-eye-slash::before, .fa-eye::before { content: "◉" }
  .no-caret::after { display: none !important } .btn-icon { width: 36px; height: 36px; align-items: center; justify-content: center } .btn-icon .icon { margin: 0 }
  .menu-action-text { vertical-align: middle } .dropdown-menu { text-align: start; font-size: 15px }
  .dir-rtl .dropdown-menu-right { right: auto; left: 0 }
  .secondary-navigation .more-nav { display: flex; list-style: none; padding: 0; margin: 0 0 18px; border-bottom: 1px solid #dee2e6 }
  .secondary-navigation .more-nav .dropdown-menu { list-style: none }
  .moodle-dialogue-base { display: none }
  iframe#contentframe { border: 0; display: block }
`;

/** Who looks at a page of which site, and how. */
export interface Viewer {
  readonly variant: Variant;
  readonly sesskey: string;
  /** The site's own address. */
  readonly root: string;
  readonly editing: boolean;
  readonly teacher: boolean;
  /** The name of who is logged in. */
  readonly user: string;
}

export interface PageOptions {
  readonly title: string;
  readonly bodyId: string;
  readonly bodyClass: string;
  readonly viewer: Viewer | undefined;
  readonly variant: Variant;
}

export function layout({ title, bodyId, bodyClass, viewer, variant }: PageOptions, body: Markup): Markup {
  const { language } = variant;
  const dir = language === 'he' ? 'rtl' : 'ltr';
  const state = viewer ? (viewer.editing ? 'editing' : '') : 'notloggedin';
  return html`<!doctype html>
    <html dir="${dir}" lang="${language}" xml:lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <link rel="stylesheet" href="/theme/bootstrap.css" />
        <style>
          ${raw(STYLE)}
        </style>
        ${viewer ? configScript(viewer) : ''}
      </head>
      <body id="${bodyId}" class="${bodyClass} ${state} lang-${language} dir-${dir} theme">
        <nav class="navbar fixed-top">
          <span class="brand">Campus Moodle</span>
          <a href="/my/">Dashboard</a>
          <a href="/course/view.php?id=2">Algebra I</a>
          <a href="/local/mymedia/mymedia.php">My Media</a>
          <span class="usermenu">${viewer ? userMenu(viewer) : 'Not logged in'}</span>
        </nav>
        <div id="page">
          <div id="page-content">
            <div id="region-main"><div role="main">${body}</div></div>
          </div>
        </div>
        ${isBootstrap5(variant) ? '' : html`<script src="/lib/jquery.js"></script>`}
        <script src="/lib/bootstrap.js"></script>
        <script>
          ${raw(BEHAVIOUR)};
        </script>
      </body>
    </html>`;
}

/**
 * `M.cfg`, which a content script can read as text only (docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */
function configScript({ root, sesskey }: Viewer): Markup {
  const config = JSON.stringify({ wwwroot: root, sesskey, loadingicon: '' }).replaceAll('/', '\\/');
  return html`<script>
    ${raw(`M = {}; M.cfg = ${config};`)};
  </script>`;
}

function userMenu({ user, sesskey, editing, teacher, variant }: Viewer): Markup {
  const checked = raw(editing ? 'checked' : '');
  const edit = html`<form action="/editmode.php" method="post" class="editmode-switch-form">
    <label
      ><input type="checkbox" name="setmode" value="1" ${checked} onchange="this.form.submit()" />
      ${wordsOf(variant).editMode}</label
    >
    <input type="hidden" name="sesskey" value="${sesskey}" />
  </form>`;
  return html`${teacher ? edit : ''}
    <span>${user}</span>
    ${variant.theme === 'snap' ? '' : html`<a href="/login/logout.php?sesskey=${sesskey}">Log out</a>`}`;
}

/** The frame in which Kaltura's plug-in and External tool show KAF. */
export function contentFrame(source: string): Markup {
  return html`<iframe
    id="contentframe"
    class="kaltura-player-iframe"
    title="Media"
    height="600px"
    width="100%"
    src="${source}"
    allow="autoplay *; fullscreen *; encrypted-media *; camera *; microphone *; display-capture *;"
    allowfullscreen="true"
  ></iframe>`;
}
