import { html } from 'hono/html';
import { layout, type Markup } from './layout.ts';
import type { Variant } from './variant.ts';

/** What Moodle refuses, by its own error code: a page of its own, or an exception of a service. */
export class MoodleError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Moodle's page for a refusal: status 404, with the code in the link to its documentation. */
export function errorPage(variant: Variant, code: string): Markup {
  return layout(
    { title: 'Error', bodyId: 'page-error', bodyClass: 'path-error', viewer: undefined, variant },
    html`<div class="box py-3 errorbox alert alert-danger" data-rel="fatalerror">
      <p class="errormessage">Sorry, this cannot be done (${code}).</p>
      <p class="errorcode">
        <a href="https://docs.moodle.org/405/en/error/moodle/${code}">More information about this error</a>
      </p>
    </div>`,
  );
}
