import { html, raw } from 'hono/html';
import { layout, type Markup } from '../layout.ts';

export interface EntryPage {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: string;
  readonly isRoom: boolean;
  readonly mayEdit: boolean;
  readonly partnerId: number;
  readonly serviceUrl: string;
  /** The user's own session, which the real page's player config holds too. */
  readonly ks: string;
}

/** Opens and closes the menu as Bootstrap 2's dropdown does: by click, Escape, and arrow keys. */
const DROPDOWN = `
  const button = document.getElementById('entryActionsMenuBtn'), box = button.parentElement;
  const items = () => [...box.querySelectorAll('[role=menuitem]')];
  const toggle = (open) => { box.classList.toggle('open', open); button.setAttribute('aria-expanded', String(open)); };
  button.addEventListener('click', (event) => { event.stopPropagation(); toggle(!box.classList.contains('open')); });
  document.addEventListener('click', () => toggle(false));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { toggle(false); button.focus(); }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault(); toggle(true);
    const all = items(), step = event.key === 'ArrowDown' ? 1 : -1;
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });
  parent.postMessage(JSON.stringify({ subject: 'lti.frameResize', height: document.body.scrollHeight }), '*');
`;

/** JSON for an inline script, with the escaped slashes of the real pages. */
const inlineJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll('/', '\\/').replaceAll('<', '\\u003c');

function playerScript({ id, partnerId, serviceUrl, ks }: EntryPage): string {
  const env = { serviceUrl: `${serviceUrl}/api_v3`, cdnUrl: serviceUrl, beUrl: serviceUrl };
  const config = { targetId: 'player', provider: { partnerId: String(partnerId), uiConfId: '9', env, ks } };
  const embed = { targetId: 'player', wid: `_${partnerId}`, uiconf_id: '9', entry_id: id, flashvars: { ks } };
  return `
    var playerConfig = ${inlineJson(config)};
    kMainPlayerEmbedObject = ${inlineJson(embed)};
    var platform = ${inlineJson({ inAppMessaging: { ks: 'djJ8OTk5fG5vdCBhIGthbHR1cmEgc2Vzc2lvbg', url: 'https://messages.test' } })};
  `;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&' };

/** A description without its markup: the campus shows the text alone, which `html` escapes again. */
const asText = (description: string): string =>
  description
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|nbsp|amp);/g, (all, name: string) => ENTITIES[name] ?? all)
    .trim();

/** The page of one entry, classic UI (#entryActionsMenuBtn, ul#entryActionsMenu). */
export function entryPage(page: EntryPage): Markup {
  const { id, name, description, tags, isRoom, mayEdit } = page;
  const item = (tab: string, label: string, href: string): Markup =>
    html`<li role="presentation">
      <a id="tab-${tab}" role="menuitem" tabindex="-1" href="${href}">
        <span id="tabLabel-${tab}" class="tabLabel">${label}</span>
      </a>
    </li>`;
  const editing = html`${item('Edit', 'Edit', `/edit/${id}`)} ${item('Publish', 'Publish', '#publish')}
  ${item('Delete', 'Delete', '#delete')}`;
  return layout(
    name,
    html`<div id="wrapper" class="video">
        <div id="mediaContainer">
          <div id="player">
            ${isRoom ? html`<button class="btn btn-primary" type="button">Enter Room</button>` : html`<span>▶ Video</span>`}
            <script>
              ${raw(playerScript(page))};
            </script>
          </div>
        </div>
      </div>
      <div class="entryBar">
        <h1 class="entryTitle">${name}</h1>
        <div class="dropdown">
          <button
            id="entryActionsMenuBtn"
            class="btn"
            type="button"
            aria-haspopup="true"
            aria-expanded="false"
            aria-label="Actions"
          >
            ⋮
          </button>
          <ul id="entryActionsMenu" class="dropdown-menu" role="menu" aria-labelledby="entryActionsMenuBtn">
            ${mayEdit ? editing : ''} ${item('Addtoplaylists', 'Add to playlist', '#playlists')}
            ${item('userreports', 'Analytics', '#analytics')}
          </ul>
        </div>
      </div>
      <ul class="inline tabs-container" style="list-style:none;padding:0">
        <li>
          <a id="tab-Details" class="btn responsiveSizePhone tabs-container__button" href="#details"
            >Details</a
          >
        </li>
      </ul>
      <div id="entryDescription" style="white-space:pre-wrap">${asText(description)}</div>
      <p class="tags">
        ${tags
          .split(', ')
          .filter(Boolean)
          .map((tag) => html`<a href="#tag">${tag}</a>`)}
      </p>
      <script>
        ${raw(DROPDOWN)};
      </script>`,
    { entry: true },
  );
}
