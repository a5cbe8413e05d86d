import { html, raw } from 'hono/html';
import type { Person } from '../demo/people.ts';
import type { LaunchForm } from '../lti.ts';
import { contentFrame, layout, type Markup } from './layout.ts';

/** An activity of the demo course. */
export interface Activity {
  readonly cmid: number;
  readonly name: string;
  /** The entry that its External tool launches. */
  readonly entryId: string;
  /** Opens the tool in a tab of its own, instead of a frame in the page. */
  readonly newWindow: boolean;
}

export function loginPage(people: readonly Person[], wrong: boolean): Markup {
  return layout(
    { title: 'Log in', bodyId: 'page-login-index', bodyClass: 'format-site' },
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

export function dashboardPage(user: string): Markup {
  return layout(
    { title: 'Dashboard', bodyId: 'page-my-index', bodyClass: 'format-site', user },
    html`<h1>Welcome back, ${user}</h1>
      <p><a href="/course/view.php?id=2">Algebra I</a></p>
      <p><a href="/local/mymedia/mymedia.php">My Media</a></p>`,
  );
}

export function myMediaPage(user: string): Markup {
  return layout(
    { title: 'My Media', bodyId: 'page-mymedia-index', bodyClass: 'kaltura-mediagallery-body', user },
    html`<h1>My Media</h1>
      ${contentFrame('lti_launch.php')}`,
  );
}

export function coursePage(user: string, activities: readonly Activity[]): Markup {
  const item = ({ cmid, name, newWindow }: Activity): Markup =>
    html`<li
      class="activity activity-wrapper lti modtype_lti"
      id="module-${cmid}"
      data-for="cmitem"
      data-id="${cmid}"
    >
      <div class="activity-item" data-activityname="${name}" data-region="activity-card">
        <div class="activityname">
          <a href="/mod/lti/view.php?id=${cmid}" ${newWindow ? raw('target="_blank"') : ''}
            ><span class="instancename">${name}</span></a
          >
        </div>
      </div>
    </li>`;
  return layout(
    {
      title: 'Course: Algebra I',
      bodyId: 'page-course-view-topics',
      bodyClass: 'course-2 format-topics',
      user,
    },
    html`<h1>Algebra I</h1>
      <ul class="topics" style="padding:0">
        <li
          class="section"
          id="section-1"
          data-for="section"
          data-id="1"
          data-number="1"
          style="list-style:none"
        >
          <h3 class="sectionname">Live classes</h3>
          <ul style="padding:0">
            ${activities.map(item)}
          </ul>
        </li>
      </ul>`,
  );
}

export function activityPage(user: string, { cmid, name }: Activity): Markup {
  return layout(
    { title: name, bodyId: 'page-mod-lti-view', bodyClass: `course-2 cm-type-lti cmid-${cmid}`, user },
    html`<h1>${name}</h1>
      ${contentFrame(`/mod/lti/launch.php?id=${cmid}&triggerview=0`)}`,
  );
}

/** The form that takes the browser to the tool; it submits itself. */
export function launchPage(url: string, form: LaunchForm): Markup {
  return html`<!doctype html>
    <html lang="en">
      <body>
        <form
          action="${url}"
          name="ltiLaunchForm"
          id="ltiLaunchForm"
          method="post"
          enctype="application/x-www-form-urlencoded"
        >
          ${Object.entries(form).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        </form>
        <script>
          document.ltiLaunchForm.submit();
        </script>
      </body>
    </html>`;
}
