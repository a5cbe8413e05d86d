/**
 * Kaltura's design system as markup: what its Button, Menu and MenuItem make with MUI 5 and 7
 * (docs/facts/kaf-pages.md#8-design-system-and-hosts).
 */

export type Icon =
  | 'MoreVertical24'
  | 'MoreHorizontal24'
  | 'Pencil24'
  | 'Trash24'
  | 'Download24'
  | 'Share24'
  | 'Plus24'
  | 'Filter24'
  | 'Bell24'
  | 'Globe24'
  | 'User24'
  | 'Play24';

export const icon = (name: Icon): string =>
  `<svg class="MuiSvgIcon-root __private__-icon-root __private__-icon-root-${name}Icon css-q7mezt" focusable="false" aria-hidden="true" viewBox="0 0 24 24"><path d="M14 6c0 1.1-.9 2-2 2"></path></svg>`;

/** Three dots as MUI draws them, without a name. */
export const DRAWN_DOTS =
  '<svg class="MuiSvgIcon-root css-1" viewBox="0 0 24 24"><path d="M12 8c1.1 0 2-.9 2-2s-.9-2-2-2-2 .9-2 2 .9 2 2 2m0 2c-1.1 0-2 .9-2 2s.9 2 2 2 2-.9 2-2-.9-2-2-2m0 6c-1.1 0-2 .9-2 2s.9 2 2 2 2-.9 2-2-.9-2-2-2"></path></svg>';

/** @param attributes as its caller passes them; @param inside its icon or its label */
export const button = (
  inside: string,
  attributes = 'aria-haspopup="true" aria-controls="MoreActionsMenu"',
): string =>
  `<button class="MuiButtonBase-root kaltura-ds-button __private__-button-root css-hkx3jt" tabindex="0" type="button" ${attributes}><span class="__private__-button-label">${inside}</span></button>`;

export const item = (label: string, picture?: Icon, attributes = ''): string =>
  `<li class="MuiButtonBase-root MuiMenuItem-root MuiMenuItem-gutters kaltura-ds-menu-item css-5dycmn" tabindex="-1" role="menuitem" ${attributes}>${
    picture ? `<div class="MuiListItemIcon-root css-1">${icon(picture)}</div>` : ''
  }<div class="MuiListItemText-root css-2"><span class="MuiTypography-root MuiListItemText-primary css-3"><p class="MuiTypography-root css-4">${label}</p></span></div></li>`;

export const ACTIONS = [
  item('Bearbeiten', 'Pencil24'),
  item('Veröffentlichen'),
  item('Löschen', 'Trash24'),
].join('');

interface MenuOptions {
  readonly id?: string;
  readonly root?: string;
  readonly role?: string;
}

/** An open menu, as it stands at the end of `<body>`. `data-at` is the test's own. */
export const menu = (
  at: string,
  items: string,
  { id = 'MoreActionsMenu', root = '', role = 'menu' }: MenuOptions = {},
): string =>
  `<div role="presentation" ${id ? `id="${id}"` : ''} class="MuiPopover-root MuiMenu-root kaltura-ds-menu MuiModal-root css-7" ${root}><div class="MuiBackdrop-root" aria-hidden="true"></div><div tabindex="0" data-testid="sentinelStart"></div><div class="MuiPaper-root MuiMenu-paper css-8" tabindex="-1"><ul class="MuiList-root MuiMenu-list css-9" role="${role}" tabindex="-1" data-at="${at}">${items}</ul></div><div tabindex="0" data-testid="sentinelEnd"></div></div>`;

interface MediaPage {
  readonly title?: string;
  readonly buttons?: string;
  readonly more?: string;
  readonly header?: string;
  readonly bar?: string;
}

/** A room's new page. */
export const mediaPage = ({
  title = 'Algebra',
  buttons = '',
  more = '',
  header = '',
  bar = 'kms-ds-media-page-title-actions',
}: MediaPage = {}): string =>
  `<!doctype html><html lang="de"><body class="kms-theming"><div id="header">${header}</div><div id="kms-root"><div class="kms-ds-media-page"><div class="kms-ds-media-page-lobby">${button(icon('Play24') + 'Start', '')}</div><div class="kms-ds-media-page-title" data-at="title"><h1>${title}</h1><div class="${bar}" data-at="bar">${buttons}</div></div><button type="button">Show more</button>${more}</div></div></body></html>`;

export interface ListRow {
  readonly entryId: string;
  readonly link?: boolean;
  readonly buttons: string;
  readonly inside?: string;
}

/** A new list. A row without a link opens its entry by a click anywhere in it; its thumbnail names the entry. */
export const listPage = (rows: readonly ListRow[], top = ''): string =>
  `<!doctype html><html lang="de"><body><div id="kms-root"><div class="kms-ds-my-media-page"><h1>Medien</h1><div class="tools">${top}</div><div class="rows">${rows
    .map(
      ({ entryId, link = true, buttons, inside = '' }, at) =>
        `<div class="row" data-at="row ${at}"><img src="https://cfvod.kaltura.com/p/102/sp/10200/thumbnail/entry_id/${entryId}/width/120" alt="">${link ? `<a href="/media/Room/${entryId}">Room ${at}</a>` : `<span>Room ${at}</span>`}<div class="buttons">${buttons}</div>${inside}</div>`,
    )
    .join('')}</div></div></div></body></html>`;
