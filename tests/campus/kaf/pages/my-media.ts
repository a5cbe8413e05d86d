import { html } from 'hono/html';
import { layout, type Markup } from '../layout.ts';

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly isRoom: boolean;
}

/** The classic list of a user's own media: rows whose elements carry the entry's id. */
export function myMediaPage(rows: readonly Row[]): Markup {
  const row = ({ id, name, isRoom }: Row): Markup =>
    html`<tr id="myMedia-${id}">
      <td><input type="checkbox" id="${id}" title="${name}" aria-label="${name}" /></td>
      <td>
        <div class="photo-group thumb_wrapper ${isRoom ? 'room' : ''}" title="${name}">
          ${isRoom ? 'Room' : 'Video'}
        </div>
      </td>
      <td>
        <div id="accordion-${id}">
          <a class="entryTitle tight" href="/media/${encodeURIComponent(name).replaceAll('%20', '+')}/${id}">
            <span class="entry-name">${name}</span>
          </a>
          <div class="muted">${isRoom ? 'Meeting room' : 'Video'}</div>
        </div>
      </td>
      <td><a href="/edit/${id}" aria-label="Edit ${name}">Edit</a></td>
    </tr>`;
  return layout(
    'My Media',
    html`<h1>My Media</h1>
      <table class="mymediaTable mediaTable">
        <tbody>
          ${rows.map(row)}
        </tbody>
      </table>
      ${rows.length === 0 ? html`<p class="muted">You have no media yet.</p>` : ''}`,
  );
}
