import { html, raw } from 'hono/html';
import type { ClientName } from './bundle.ts';
import { LABELS, type Language } from './look.ts';

/** What `html` makes: markup in which every value was escaped. */
export type Markup = ReturnType<typeof html>;

/** A quiet look after MediaSpace's classic, server-rendered one. */
const STYLE = `
  * { box-sizing: border-box }
  body { margin: 0; font: 14px/1.45 "Open Sans", "Helvetica Neue", Arial, sans-serif; color: #333; background: #fff }
  a { color: #0072b8; text-decoration: none } a:hover { text-decoration: underline }
  #wrap.container { max-width: 960px; margin: 0 auto; padding: 16px 20px 80px }
  #header.navbar { display: flex; gap: 18px; align-items: center; padding: 10px 20px; background: #f5f5f5; border-bottom: 1px solid #ddd }
  #header .brand { font-weight: 600; color: #444 }
  h1 { font-size: 22px; font-weight: 600; margin: 12px 0 } .muted { color: #6b6b6b }
  .btn { display: inline-block; border: 1px solid #bbb; border-radius: 4px; background: #f5f5f5; padding: 6px 12px; font: inherit; color: #333; cursor: pointer }
  .btn-primary { background: #0072b8; border-color: #0072b8; color: #fff }
  .mediaTable { border-collapse: collapse; width: 100% } .mediaTable td { padding: 10px 8px; border-bottom: 1px solid #e5e5e5; vertical-align: middle }
  .thumb_wrapper { width: 112px; height: 63px; border-radius: 3px; background: linear-gradient(135deg,#31556f,#6aa0bd); display: grid; place-items: center; color: #fff; font-size: 12px }
  .thumb_wrapper.room { background: linear-gradient(135deg,#3d3b7a,#8a7fd1) }
  #mediaContainer { height: 300px; border-radius: 4px; background: linear-gradient(135deg,#2b2a5a,#6a62b5); display: grid; place-items: center; color: #fff }
  #wrapper.video { margin-block-end: 14px }
  .entryBar { display: flex; justify-content: space-between; align-items: flex-start; gap: 12px }
  .dropdown { position: relative } .dropdown-menu { display: none; position: absolute; inset-inline-end: 0; top: 100%; z-index: 10; min-width: 190px; margin: 4px 0 0; padding: 6px 0; list-style: none; background: #fff; border: 1px solid #ccc; border-radius: 6px; box-shadow: 0 5px 12px #0003 }
  .dropdown.open .dropdown-menu { display: block }
  .dropdown-menu a { display: block; padding: 6px 18px; color: #333; white-space: nowrap } .dropdown-menu a:hover, .dropdown-menu a:focus { background: #0072b8; color: #fff; text-decoration: none; outline: none }
  .muted .inline, ul.inline { list-style: none; margin: 0; padding: 0 } ul.inline > li { display: inline-block; margin-inline-end: 10px }
  #galleryGrid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 18px; list-style: none; padding: 0 }
  .buttons-expand.hidden { display: none } .galleryItem:is(:hover, :focus-within) .buttons-expand { display: block }
  [class*=icon-]::before { content: '●' } .icon-pencil::before { content: '✎' } .icon-trash::before { content: '🗑' } .icon-copy::before { content: '⧉' }
  .tags a { display: inline-block; margin-inline-end: 8px }
  .alert { padding: 10px 14px; border-radius: 4px; background: #fcf8e3; border: 1px solid #e6d9a3 }
`;

export interface LayoutOptions {
  readonly language?: Language;
  readonly bodyClass?: string;
  /** The page's own script, by its name under /public. */
  readonly script?: ClientName;
}

export function layout(
  title: string,
  body: Markup,
  { language = 'en', bodyClass = '', script }: LayoutOptions = {},
): Markup {
  return html`<!doctype html>
    <html lang="${language}" dir="${language === 'he' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body class="${bodyClass}">
        <div id="header" class="navbar">
          <span class="brand">Campus media</span>
          <a href="/my-media">${LABELS[language].myMedia}</a>
          <a href="/channel/Algebra+I/17">${LABELS[language].gallery}</a>
        </div>
        <div id="wrap" class="container">${body}</div>
        ${script && html`<script src="/public/build0/${script}.js"></script>`}
      </body>
    </html>`;
}
