import { html } from 'hono/html';
import { type Drawn, type ListData, mediaPath, type Row } from '../data.ts';
import { layout, type Markup } from '../layout.ts';
import type { Labels } from '../look.ts';

const kindOf = ({ isRoom }: Row, labels: Labels): string => (isRoom ? labels.room : labels.video);

/** A row of My Media, whose elements carry the entry's id (docs/facts/kaf-pages.md#4-addresses-and-rooms). */
const tableRow = (row: Row, labels: Labels): Markup =>
  html`<tr id="myMedia-${row.id}">
    <td>
      <input type="checkbox" id="${row.id}" title="${row.name}" aria-label="${row.name}" />
    </td>
    <td>
      <div class="photo-group thumb_wrapper ${row.isRoom ? 'room' : ''}" title="${row.name}">
        ${kindOf(row, labels)}
      </div>
    </td>
    <td>
      <div id="accordion-${row.id}">
        <a class="entryTitle tight" href="${mediaPath(row)}"><span class="entry-name">${row.name}</span></a>
        <div class="muted">${kindOf(row, labels)}</div>
      </div>
    </td>
    <td>
      <ul class="inline entry-actions">
        <li>
          <a class="btn" href="/edit/${row.id}" title="${labels.edit} ${row.name}">${labels.edit}</a>
        </li>
        <li>
          <a class="btn" href="/entry/delete/${row.id}" title="${labels.delete} ${row.name}"
            >${labels.delete}</a
          >
        </li>
      </ul>
    </td>
  </tr>`;

/**
 * A tile as the traces of 2019 have it: what can be done with its entry are icons, which are there while the pointer is
 * over it (docs/facts/kaf-pages.md#2-classic-pages).
 */
const iconTile = (row: Row, labels: Labels): Markup =>
  html`<li class="galleryItem visible-v2ui hidden-phone">
    <div class="photo-group" title="${row.name}">
      <a class="item_link" href="${mediaPath(row)}/17">
        <img src="data:," alt="Thumbnail for entry ${row.name}" class="thumb_img" />
      </a>
      ${
        row.mayEdit
          ? html`<div class="hidden buttons-expand">
              <a class="btn" aria-label="${labels.edit} ${row.name}" href="/edit/${row.id}"
                ><i class="icon-pencil"></i
              ></a>
              <a class="btn" aria-label="${labels.delete} ${row.name}" href="#remove"
                ><i class="icon-trash"></i
              ></a>
            </div>`
          : ''
      }
      <div class="thumb_name"><a class="item_link" href="${mediaPath(row)}/17">${row.name}</a></div>
    </div>
  </li>`;

/** A tile of a gallery; who may edit the entry has its menu there. */
const tile = (row: Row, labels: Labels): Markup =>
  html`<li class="galleryItem visible-v2ui">
    <div class="thumb_wrapper ${row.isRoom ? 'room' : ''}">${kindOf(row, labels)}</div>
    <a class="item_link" href="${mediaPath(row)}/17">${row.name}</a>
    ${
      row.mayEdit
        ? html`<div class="dropdown" style="display:inline-block">
            <a
              class="btn btn-link dropdown-toggle"
              href="#"
              role="button"
              data-toggle="dropdown"
              aria-haspopup="true"
              aria-label="${labels.actions}"
              >…</a
            >
            <ul class="dropdown-menu" role="menu">
              <li><a role="menuitem" tabindex="-1" href="/edit/${row.id}">${labels.edit}</a></li>
              <li><a role="menuitem" tabindex="-1" href="#remove">${labels.delete}</a></li>
            </ul>
          </div>`
        : ''
    }
  </li>`;

/** Rows alone, as the endless scroller gets them. */
export const classicRows = (rows: readonly Row[], labels: Labels): Markup =>
  html`${rows.map((row) => tableRow(row, labels))}`;

/** The lists of the classic UI: a table of the user's own media, or a gallery's tiles. */
export function classicListPage({ data, look, labels }: Drawn<ListData>): Markup {
  const { kind, rows, more } = data;
  if (kind === 'gallery') {
    return layout(
      labels.gallery,
      html`<h1 id="channel_title">${labels.gallery}</h1>
        <p><a class="btn btn-primary" href="/newrow/index/launch/categoryid/17">${labels.enterRoom}</a></p>
        <ul id="galleryGrid">
          ${rows.map((row) => (look.menus === 'links' ? tile : iconTile)(row, labels))}
        </ul>`,
      { language: look.language, script: 'classic' },
    );
  }
  const toMore = html`<button class="btn" type="button" id="myMedia_scroller">${labels.more}</button>`;
  return layout(
    labels.myMedia,
    html`<h1>${labels.myMedia}</h1>
      <table class="mymediaTable mediaTable">
        <tbody>
          ${classicRows(rows, labels)}
        </tbody>
      </table>
      ${more.length > 0 ? toMore : ''} ${rows.length === 0 ? html`<p class="muted">–</p>` : ''}`,
    { language: look.language, script: 'classic' },
  );
}
