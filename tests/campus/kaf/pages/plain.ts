import { html } from 'hono/html';
import { layout, type Markup } from '../layout.ts';

/** What a KAF address answers without the session of a launch. */
export function accessDeniedPage(): Markup {
  return layout(
    'Access denied',
    html`<h1>Access denied</h1>
      <p class="alert">
        Your session has ended, or this page was opened outside your learning management system.
      </p>`,
  );
}

/** MediaSpace's own way in. */
export function loginPage(): Markup {
  return layout(
    'Sign in',
    html`<h1>Sign in</h1>
      <form method="post" action="/user/login">
        <p>
          <label>User <input name="username" id="Login-username" /></label>
        </p>
        <p>
          <label>Password <input name="password" type="password" id="Login-password" /></label>
        </p>
        <button class="btn btn-primary">Sign in</button>
      </form>`,
  );
}
