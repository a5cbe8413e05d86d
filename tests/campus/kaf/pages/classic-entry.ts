import { html, raw } from 'hono/html';
import { type Drawn, type EntryData, inlineJson, MESSAGING, playerConfig } from '../data.ts';
import { layout, type Markup } from '../layout.ts';

function playerScript(data: EntryData): string {
  const { id, partnerId, ks } = data;
  const embed = { targetId: 'player', wid: `_${partnerId}`, uiconf_id: '9', entry_id: id, flashvars: { ks } };
  return `
    var playerConfig = ${inlineJson(playerConfig(data))};
    kMainPlayerEmbedObject = ${inlineJson(embed)};
    var platform = ${inlineJson(MESSAGING)};
  `;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&' };

/** A description without its markup: the campus shows the text alone, which `html` escapes again. */
const asText = (description: string): string =>
  description
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|nbsp|amp);/g, (all, name: string) => ENTITIES[name] ?? all)
    .trim();

/**
 * The page of one entry, classic UI (#entryActionsMenuBtn, ul#entryActionsMenu;
 * docs/facts/kaf-pages.md#2-classic-pages).
 */
export function classicEntryPage({ data, look, labels }: Drawn<EntryData>): Markup {
  const { id, name, description, tags, isRoom, mayEdit } = data;
  const item = (tab: string, label: string, href: string): Markup =>
    html`<li role="presentation">
      <a id="tab-${tab}" role="menuitem" tabindex="-1" href="${href}">
        <span id="tabLabel-${tab}" class="tabLabel">${label}</span>
      </a>
    </li>`;
  const cloning = isRoom && look.nativeClone ? item('cloneroom', labels.cloneRoom, '#clone') : '';
  const editing = html`${item('Edit', labels.edit, `/edit/${id}`)}
  ${item('Publish', labels.publish, '#publish')} ${cloning} ${item('Delete', labels.delete, '#delete')}`;
  const toEnter = html`<button class="btn btn-primary" type="button">${labels.enterRoom}</button>`;
  return layout(
    name,
    html`<div id="wrapper" class="video">
        <div id="mediaContainer">
          <div id="player">
            ${isRoom ? toEnter : html`<span>▶ ${labels.video}</span>`}
            <script>
              ${raw(playerScript(data))};
            </script>
          </div>
        </div>
      </div>
      <div class="entryBar">
        <h1 class="entryTitle">${name}</h1>
        <div class="dropdown">
          <button
            id="entryActionsMenuBtn"
            class="btn dropdown-toggle"
            type="button"
            data-toggle="dropdown"
            aria-haspopup="true"
            aria-expanded="false"
            aria-label="${labels.actions}"
          >
            ⋮
          </button>
          <ul id="entryActionsMenu" class="dropdown-menu" role="menu" aria-labelledby="entryActionsMenuBtn">
            ${mayEdit ? editing : ''} ${item('Addtoplaylists', labels.add, '#playlists')}
            ${item('userreports', labels.analytics, '#analytics')}
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
      </p>`,
    { bodyClass: 'entry', language: look.language, script: 'classic' },
  );
}
