import type { Page } from '@playwright/test';
import * as z from 'zod/mini';
import { OWNER, STUDENT } from '../campus/demo/people.ts';
import { expect, signIn, SITE, test } from './site.ts';
import { ALGEBRA } from './steps.ts';
import { type Popup, pressToolbarButton } from './toolbar.ts';

/** What the toolbar button says of a page, each of its reasons, and what "Check this page" finds there. */

interface Reason {
  readonly user: string;
  readonly path: (rooms: Readonly<Record<'algebra' | 'foreign' | 'video', string>>) => string;
  readonly nativeClone?: boolean;
  readonly says: string;
  readonly finding: string;
}

const REASONS: Readonly<Record<string, Reason>> = {
  'a room of hers': {
    user: OWNER,
    path: ({ algebra }) => `/media/t/${algebra}`,
    says: `Clone “${ALGEBRA}”`,
    finding: 'All is well',
  },
  'a room that she may not clone': {
    user: STUDENT,
    path: ({ algebra }) => `/media/t/${algebra}`,
    says: `You don’t have permission to clone “${ALGEBRA}”`,
    finding: `You don’t have permission to clone “${ALGEBRA}”`,
  },
  'a video': {
    user: OWNER,
    path: ({ video }) => `/media/t/${video}`,
    says: 'There is no meeting room on this page',
    finding: 'There is no meeting room on this page',
  },
  'the site’s own item': {
    user: OWNER,
    path: ({ algebra }) => `/media/t/${algebra}`,
    nativeClone: true,
    says: 'This site has a “Clone room” of its own',
    finding: 'This site has a “Clone room” of its own',
  },
};

const FIELD = "document.querySelector('textarea').value";

async function press(page: Page, extensionId: string): Promise<Popup> {
  const popup = await pressToolbarButton(page, extensionId);
  await expect.poll(() => popup.text()).not.toContain('Looking for rooms');
  return popup;
}

for (const [name, { user, path, nativeClone = false, says, finding }] of Object.entries(REASONS))
  test(`${name}: the popup says so, and so does its check`, async ({ campus, page, site }) => {
    campus.look.nativeClone = nativeClone;
    await signIn(page, user);
    await page.goto(SITE + path(campus.rooms));
    const popup = await press(page, site.browser.extensionId);
    await popup.shows(says);
    await popup.click('Check this page');
    await popup.shows(finding);
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
  await popup.click('Save this page’s structure');
  await popup.shows('how this page is built');
  const text = await popup.value(FIELD);
  expect(text).toContain('/media/t/1_aaaa0001');
  expect(text).toContain('role=\\"menuitem\\"');
  for (const secret of [ALGEBRA, campus.rooms.algebra, 'djJ8', SITE, OWNER])
    expect(text).not.toContain(secret);
});
