import { html, raw } from 'hono/html';
import { type Drawn, embedScript, inlineJson, MESSAGING, type PageData, playerConfig } from '../data.ts';
import { layout, type Markup } from '../layout.ts';

/**
 * A page of the new UI: a place for React, and what it draws as inline JSON
 * (docs/facts/kaf-pages.md#4-addresses-and-rooms, docs/facts/kaf-pages.md#5-sessions-in-pages).
 */
export function themingPage({ data, look, labels }: Drawn): Markup {
  const lobby =
    data.kind === 'entry'
      ? `lobbyProps = ${inlineJson({ props: { entry: { id: data.id }, playerConfig: playerConfig(data) } })};`
      : '';
  const edit = data.kind === 'edit' ? `var flashvars = ${inlineJson({ ks: data.ks })};` : '';
  return layout(
    'name' in data ? data.name : data.kind === 'gallery' ? labels.gallery : labels.myMedia,
    html`<div id="kms-root"></div>
      ${data.kind === 'edit' && html`<script src="${embedScript(data)}"></script>`}
      <script>
        ${raw(`${lobby}${edit} var kmsPage = ${inlineJson({ data: withoutSession(data), look, labels })}; var platform = ${inlineJson(MESSAGING)};`)};
      </script>`,
    { language: look.language, script: look.menus === 'items' ? 'theming-7' : 'theming' },
  );
}

/** What React draws from; a session stands where the real pages have theirs, and nowhere else. */
const withoutSession = (data: PageData): PageData => ('ks' in data ? { ...data, ks: '' } : data);
