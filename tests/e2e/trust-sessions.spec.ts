import type { Page } from '@playwright/test';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { inlineJson } from '../campus/kaf/data.ts';
import type { ExtensionBrowser } from './support/browser.ts';
import { type ForeignServer, serveForeign } from './support/foreign-server.ts';
import { expect, signIn, SITE, test as base } from './support/site.ts';
import { logIn, MOODLE } from './support/steps.ts';

/** Sessions and services that somebody has put into a page for others to find. */

const test = base.extend<{ foreign: ForeignServer }>({
  /** At an address at which the build for tests may work, and that nobody named as a service. */
  foreign: ({}, use) => serveForeign('127.0.0.1', use),
});

/** Whose sessions the extension keeps. */
async function usersKept({ worker }: ExtensionBrowser): Promise<string[]> {
  interface Api {
    chrome: { storage: { session: { get(): Promise<Record<string, unknown>> } } };
  }
  const kept = await (
    await worker()
  )
    // The worker's global, of which the tests have no types.
    .evaluate(() => (globalThis as unknown as Api).chrome.storage.session.get());
  return Object.entries(kept).flatMap(([key, value]) =>
    key.startsWith('session|') ? [String((value as { user?: string }).user)] : [],
  );
}

async function forgetAll({ worker }: ExtensionBrowser): Promise<void> {
  interface Api {
    chrome: { storage: { session: { clear(): Promise<void> } } };
  }
  await (await worker()).evaluate(() => (globalThis as unknown as Api).chrome.storage.session.clear());
}

/** Long enough for what a page's scripts would do by themselves. */
const settled = (page: Page): Promise<void> => page.waitForTimeout(1_000);

for (const ui of ['classic', 'theming'] as const)
  test(`${ui}: a co-editor's name and description move no session, and are none`, async ({
    campus,
    foreign,
    page,
    site,
  }) => {
    await forgetAll(site.browser);
    campus.look.ui = ui;
    const { admin, rooms } = campus;
    const ks = await admin.newSession(COEDITOR);
    const before = await admin.must(ADMIN, 'baseEntry', 'get', { entryId: rooms.algebra });
    const texts = (name: unknown, description: unknown): object => ({
      entryId: rooms.algebra,
      baseEntry: { objectType: 'KalturaBaseEntry', name, description },
    });
    const attack = `'serviceUrl':'${foreign.url}' 'partnerId':'${campus.partnerId}' 'ks':'${ks}'`;
    await admin.must(COEDITOR, 'baseEntry', 'update', texts(attack.slice(0, 200), attack));
    // Classic pages have such data in inline scripts, too.
    campus.look.rewrite = (html) =>
      html.replace(
        '</body>',
        () => `<script>var related = ${inlineJson({ name: attack, ks: attack })};</script></body>`,
      );
    try {
      await signIn(page, OWNER);
      for (const path of ['my-media', `edit/${rooms.algebra}`, `media/t/${rooms.algebra}`]) {
        await page.goto(`${SITE}/${path}`);
        await settled(page);
      }
      await expect.poll(() => usersKept(site.browser)).toEqual([OWNER]);
      expect(foreign.calls).toEqual([]);
    } finally {
      await admin.must(ADMIN, 'baseEntry', 'update', texts(before['name'], before['description']));
    }
  });

test('a forum post in Moodle plants no session, whatever is in it', async ({ campus, page, site }) => {
  await forgetAll(site.browser);
  const { admin, partnerId, rooms } = campus;
  const ks = await admin.newSession(COEDITOR);
  const provider = { partnerId: String(partnerId), env: { serviceUrl: 'https://www.kaltura.com' }, ks };
  const post = `<div class="post">
    <img src="https://www.kaltura.com/p/${partnerId}/thumbnail/entry_id/${rooms.algebra}/ks/${ks}" alt="">
    <a href="https://www.kaltura.com/playManifest?ks=${ks}">A</a>
    <a href="/edit/${rooms.algebra}">B</a><a href="/media/t/${rooms.algebra}">C</a>
    <script>var playerConfig = ${inlineJson({ provider })}; lobbyProps = ${inlineJson({ props: { playerConfig: { provider } } })};</script>
  </div>`;
  await logIn(page, OWNER);
  await page.route(`${MOODLE}/course/view.php*`, async (route) => {
    const response = await route.fetch({ url: `${campus.moodle}/course/view.php?id=2` });
    const body = (await response.text()).replace('</body>', () => `${post}</body>`);
    await route.fulfill({ response, body });
  });
  await page.route('https://www.kaltura.com/**', (route) => route.fulfill({ body: '' }));
  await page.goto(`${MOODLE}/course/view.php?id=2`);
  await expect(page.getByRole('link', { name: 'B', exact: true })).toBeVisible();
  await settled(page);
  expect(await usersKept(site.browser)).toEqual([]);
  // Had there been anything to find, it would have come by now.
  await signIn(page, OWNER);
  await page.goto(`${SITE}/media/t/${rooms.algebra}`);
  await expect.poll(() => usersKept(site.browser)).toEqual([OWNER]);
});
