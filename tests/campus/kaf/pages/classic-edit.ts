import { html, raw } from 'hono/html';
import { type Drawn, type EditData, embedScript, inlineJson } from '../data.ts';
import { layout, type Markup } from '../layout.ts';

/** The edit page: its preview's player holds a session (docs/facts/kaf-pages.md#5-sessions-in-pages, place 4). */
export function classicEditPage({ data, look, labels }: Drawn<EditData>): Markup {
  const { id, name, ks } = data;
  return layout(
    name,
    html`<h1>${labels.edit}: ${name}</h1>
      <p><a id="back" href="/media/t/${id}">Go To Media</a></p>
      <form>
        <p>
          <label>Name <input id="Entry-name" value="${name}" /></label>
        </p>
      </form>
      <script src="${embedScript(data)}"></script>
      <script>
        ${raw(`var flashvars = ${inlineJson({ ks })};`)};
      </script>`,
    { language: look.language, script: 'classic' },
  );
}
