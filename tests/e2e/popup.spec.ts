import type { Page } from '@playwright/test';
import * as z from 'zod/mini';
import type { Campus } from '../campus/campus.ts';
import { OWNER, STUDENT } from '../campus/demo/people.ts';
import { expect, signIn, SITE, test } from './support/site.ts';
import { ALGEBRA } from './support/steps.ts';
import { type Popup, pressToolbarButton } from './support/toolbar.ts';

/** What the toolbar button says of a page, each of its reasons, and what "Check this page" finds there. */

/** What unfolds the checks of a page. */
const MISSING = '“Clone room” does not appear?';
const FIELD = "document.querySelector('textarea').value";

async function press(page: Page, extensionId: string): Promise<Popup> {
  const popup = await pressToolbarButton(page, extensionId);
  await expect.poll(() => popup.text()).not.toContain('Looking for rooms');
  return popup;
}

interface Reason {
  readonly user: string;
  readonly path: (rooms: Campus['rooms']) => string;
  readonly nativeClone?: boolean;
  readonly rewrite?: (html: string) => string;
  /** What the popup says, and its check: the same where there is one. */
  readonly says: string;
  readonly finding?: string;
}

const roomOf = ({ algebra }: Campus['rooms']): string => `/media/t/${algebra}`;

const REASONS: Readonly<Record<string, Reason>> = {
  'a room of hers': { user: OWNER, path: roomOf, says: `Clone “${ALGEBRA}”`, finding: 'All is well' },
  'the site’s own item': {
    user: OWNER,
    path: roomOf,
    nativeClone: true,
    says: 'This site has a “Clone room” of its own',
  },
  'a video': {
    user: OWNER,
    path: ({ video }) => `/media/t/${video}`,
    says: 'There is no meeting room on this page',
  },
  'no session': {
    user: OWNER,
    path: roomOf,
    rewrite: (html) => html.replaceAll('"ks"', '"none"'),
    says: 'Kaltura has not said who you are on this page',
  },
  'a gallery without a room': {
    user: OWNER,
    path: () => '/channel/Algebra+I/17',
    rewrite: (html) => html.replaceAll(/\d_[0-9a-z]{8}/g, '0_none0000'),
    says: "A gallery's own meeting room belongs to the gallery",
  },
  'a page without anything': { user: OWNER, path: () => '/user/login', says: 'This page shows no room.' },
  'a room that she may not clone': {
    user: STUDENT,
    path: roomOf,
    says: `You don’t have permission to clone “${ALGEBRA}”`,
  },
};

test('for each reason, the popup says it, and so does its check', async ({ campus, page, site }) => {
  let signedIn = '';
  for (const [name, reason] of Object.entries(REASONS)) {
    const {
      user,
      path,
      nativeClone = false,
      rewrite = (html: string) => html,
      says,
      finding = says,
    } = reason;
    await test.step(name, async () => {
      Object.assign(campus.look, { nativeClone, rewrite: (html: string) => html });
      if (user !== signedIn) await signIn(page, user);
      signedIn = user;
      campus.look.rewrite = rewrite;
      await page.goto(SITE + path(campus.rooms));
      const popup = await press(page, site.browser.extensionId);
      await popup.shows(says);
      await popup.click(MISSING);
      await popup.click('Check this page');
      await popup.shows(finding);
    });
  }
});

test('the popup changes as the page does, and as Kaltura answers again; a link beside an entry is not its room', async ({
  campus,
  page,
  site,
}) => {
  const { server, rooms, look } = campus;
  if (!server) throw new Error('This campus has an emulator.');
  await signIn(page, OWNER);
  // From the moment at which the page is sent: the page itself was made with Kaltura's answers.
  look.rewrite = (html) => {
    // Not with another page, that is read for a session.
    if (html.includes('entryActionsMenu')) server.switches.fault = () => 'lostBefore';
    return html;
  };
  await page.goto(SITE + roomOf(rooms));
  const popup = await pressToolbarButton(page, site.browser.extensionId);
  await popup.shows('Kaltura does not answer');
  server.switches.fault = () => undefined;
  await popup.shows(`Clone “${ALGEBRA}”`);
  expect(await popup.text()).not.toContain('Rooms on this page');

  look.rewrite = (html) =>
    html.replace('</body>', `<aside><a href="${roomOf(rooms)}">Algebra</a></aside></body>`);
  await page.goto(`${SITE}/media/t/${rooms.video}`);
  await popup.shows('Rooms on this page');
  expect(await popup.text()).toContain(`Clone “${ALGEBRA}”`);
});

const told = z.object({
  extension: z.string(),
  frames: z.array(
    z.object({
      frameId: z.number(),
      allowed: z.boolean(),
      script: z.boolean(),
      frame: z.object({ host: z.string(), kind: z.string(), menus: z.array(z.unknown()) }),
      sessions: z.array(
        z.object({ partnerId: z.number(), kind: z.string(), rights: z.record(z.string(), z.boolean()) }),
      ),
    }),
  ),
});

test('what is told to support says what was found, and holds no session, name or text', async ({
  campus,
  page,
  site,
}) => {
  await signIn(page, OWNER);
  await page.goto(`${SITE}/media/t/${campus.rooms.algebra}`);
  const popup = await press(page, site.browser.extensionId);
  await popup.click(MISSING);
  await popup.click('Check this page');
  await popup.shows('For support');
  const text = await popup.value(FIELD);
  const [frame] = told.parse(JSON.parse(text)).frames;
  expect(frame).toMatchObject({ frameId: 0, allowed: true, script: true });
  expect(frame?.frame).toMatchObject({ host: new URL(SITE).host, kind: 'classic' });
  expect(frame?.frame.menus).not.toEqual([]);
  expect(frame?.sessions).toContainEqual(
    expect.objectContaining({ kind: 'user', rights: { [campus.rooms.algebra]: true } }),
  );
  expect(text).not.toContain(ALGEBRA);
  expect(text).not.toContain('djJ8');
});

test("the page's structure is shown before it is saved, and holds none of its texts", async ({
  campus,
  page,
  site,
}) => {
  campus.look.ui = 'theming';
  await signIn(page, OWNER);
  await page.goto(`${SITE}/media/t/${campus.rooms.algebra}`);
  await page.locator('[aria-haspopup]').last().click();
  await expect(page.locator('[role=menu]')).toBeVisible();
  const popup = await press(page, site.browser.extensionId);
  await popup.click(MISSING);
  await popup.click('Save this page’s structure');
  await popup.shows('how this page is built');
  const text = await popup.value(FIELD);
  expect(text).toContain('/media/t/1_aaaa0001');
  expect(text).toContain('role=\\"menuitem\\"');
  for (const secret of [ALGEBRA, campus.rooms.algebra, 'djJ8', SITE, OWNER])
    expect(text).not.toContain(secret);
});
