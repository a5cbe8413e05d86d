import { html } from 'hono/html';
import type { Person } from '../demo/people.ts';
import { contentFrame, layout, type Markup, type Viewer } from './layout.ts';
import type { Variant } from './variant.ts';

export function loginPage(variant: Variant, people: readonly Person[], wrong: boolean): Markup {
  return layout(
    { title: 'Log in', bodyId: 'page-login-index', bodyClass: 'format-site', viewer: undefined, variant },
    html`<h1>Log in to Campus Moodle</h1>
      ${wrong ? html`<p role="alert">Invalid login, please try again.</p>` : ''}
      <form action="/login/index.php" method="post" id="login">
        <p>
          <label>Username <input name="username" id="username" autocomplete="off" /></label>
        </p>
        <p>
          <label>Password <input name="password" id="password" type="password" /></label>
        </p>
        <button class="btn" id="loginbtn">Log in</button>
      </form>
      <p>
        The people of this campus:
        ${people.map(({ id, name, role }) => html`<br /><b>${id}</b>, ${name} (${role})`)}
      </p>`,
  );
}

export function dashboardPage(viewer: Viewer): Markup {
  const { variant, user } = viewer;
  return layout(
    { title: 'Dashboard', bodyId: 'page-my-index', bodyClass: 'format-site', viewer, variant },
    html`<h1>Welcome back, ${user}</h1>
      <p><a href="/course/view.php?id=2">Algebra I</a></p>
      <p><a href="/local/mymedia/mymedia.php">My Media</a></p>`,
  );
}

export function myMediaPage(viewer: Viewer): Markup {
  const { variant } = viewer;
  const bodyClass = 'path-local path-local-mymedia kaltura-mediagallery-body';
  return layout(
    { title: 'My Media', bodyId: 'page-mymedia-index', bodyClass, viewer, variant },
    html`<h1>My Media</h1>
      ${contentFrame('lti_launch.php')}`,
  );
}
