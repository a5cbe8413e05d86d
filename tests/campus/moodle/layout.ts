import { html, raw } from 'hono/html';

export type Markup = ReturnType<typeof html>;

/** A quiet look after Moodle's Boost theme. */
const STYLE = `
  * { box-sizing: border-box }
  body { margin: 0; font: 15px/1.5 system-ui, "Segoe UI", Arial, sans-serif; color: #1d2125; background: #f8f9fa }
  a { color: #0f6cbf; text-decoration: none } a:hover { text-decoration: underline }
  .navbar { display: flex; gap: 22px; align-items: center; height: 60px; padding: 0 24px; background: #fff; border-bottom: 1px solid #dee2e6 }
  .navbar .brand { font-weight: 700; color: #f98012 } .navbar .usermenu { margin-inline-start: auto; color: #495057 }
  #page { max-width: 1080px; margin: 24px auto; padding: 24px; background: #fff; border: 1px solid #dee2e6; border-radius: 8px }
  h1 { font-size: 28px; margin: 0 0 16px } .section h3 { font-size: 20px }
  .activity { list-style: none; border: 1px solid #dee2e6; border-radius: 8px; padding: 14px 18px; margin: 10px 0 }
  .btn { border: 0; border-radius: 8px; background: #0f6cbf; color: #fff; padding: 8px 16px; font: inherit; cursor: pointer }
  .btn-secondary { background: #ced4da; color: #1d2125 }
  iframe#contentframe { border: 0; display: block }
`;

export interface PageOptions {
  readonly title: string;
  readonly bodyId: string;
  readonly bodyClass: string;
  /** The name of who is logged in. */
  readonly user?: string;
}

export function layout({ title, bodyId, bodyClass, user }: PageOptions, body: Markup): Markup {
  return html`<!doctype html>
    <html dir="ltr" lang="en" xml:lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body id="${bodyId}" class="${bodyClass} path-local lang-en dir-ltr theme-boost">
        <nav class="navbar fixed-top">
          <span class="brand">Campus Moodle</span>
          <a href="/my/">Dashboard</a>
          <a href="/course/view.php?id=2">Algebra I</a>
          <a href="/local/mymedia/mymedia.php">My Media</a>
          <span class="usermenu">${user ?? 'Not logged in'}</span>
        </nav>
        <div id="page"><div id="page-content" role="main">${body}</div></div>
      </body>
    </html>`;
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
