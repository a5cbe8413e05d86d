import {
  expect,
  type Frame,
  type FrameLocator,
  type Locator,
  type Page,
  type Worker,
} from '@playwright/test';
import type { CampusServices } from '../../campus/campus.ts';
import { PASSWORD } from '../../campus/demo/people.ts';

/** What a teacher does, one function a step, with real clicks and keys and by the names that they see. */

export const MOODLE = 'https://moodle.example.edu';

export async function logIn(page: Page, user: string): Promise<void> {
  await page.goto(`${MOODLE}/login/index.php`);
  await page.getByLabel('Username').fill(user);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(`${MOODLE}/my/`);
}

/** As the login page's own form does, without the page that follows: in that page the tab stays. */
export async function logInQuickly(page: Page, user: string, at: string = MOODLE): Promise<void> {
  await page.goto(`${at}/login/index.php`);
  const shown = await page.evaluate(
    async (form) => {
      const body = new URLSearchParams(form);
      return (await fetch('/login/index.php', { method: 'POST', body })).url;
    },
    { username: user, password: PASSWORD },
  );
  expect(shown).toBe(`${at}/my/`);
}

/** The frame in which Moodle shows Kaltura's pages. */
export const kafFrame = (page: Page): FrameLocator => page.frameLocator('iframe#contentframe');

export async function openMyMedia(page: Page): Promise<void> {
  await page.goto(`${MOODLE}/local/mymedia/mymedia.php`);
  await expect(kafFrame(page).getByRole('heading', { name: 'My Media' })).toBeVisible();
}

/** The demo's room with everything in it, by its name in My Media. */
export const ALGEBRA = 'Algebra I – live room';

export const inMyMedia = (page: Page, name: string): Locator =>
  kafFrame(page).getByRole('link', { name, exact: true });

/** From My Media to a room's page. */
export async function openRoom(page: Page, name: string): Promise<void> {
  await inMyMedia(page, name).click();
  await expect(kafFrame(page).getByRole('heading', { name, exact: true })).toBeVisible();
}

/** To the page of the demo's room. */
export async function openAlgebra(page: Page): Promise<void> {
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
}

/** Opens the three-dots menu, and answers our item, which may come into the menu while it is open. */
export const openMenu = (page: Page): Promise<Locator> => openMenuIn(kafFrame(page));

/** The same of a page of Kaltura's that stands in no frame of Moodle's. */
export async function openMenuIn(kaf: Page | FrameLocator): Promise<Locator> {
  const native = kaf.getByRole('menuitem').first();
  // The page's own script comes after what the page shows: who presses sooner presses again.
  await expect(async () => {
    if (!(await native.isVisible())) await kaf.getByRole('button', { name: 'Actions' }).click();
    await expect(native).toBeVisible({ timeout: 1_000 });
  }).toPass();
  return kaf.getByRole('menuitem', { name: 'Clone room' });
}

/** Whether a frame is our window's page; it may be prepared for a click that has not come, with nothing in it. */
export const isDialogPage = (frame: Frame): boolean =>
  /^chrome-extension:\/\/[^/]+\/dialog\.html/.test(frame.url());

/** The window that shows something, wherever it stands. */
export async function findDialog(page: Page): Promise<Frame | undefined> {
  const pages = page.context().pages();
  for (const frame of pages.flatMap((open) => open.frames()).filter(isDialogPage)) {
    // One that goes meanwhile shows nothing.
    const shown = await frame
      .locator('#app > *')
      .count()
      .catch(() => 0);
    if (shown > 0) return frame;
  }
  return undefined;
}

/**
 * The window: an extension page in a closed shadow root, which no locator of the page reaches. It is in the page, or
 * in a window of its own where a page does not let it in.
 */
export async function dialogOf(page: Page): Promise<Frame> {
  const dialog = await dialogFrame(page);
  await isAttentive(dialog);
  return dialog;
}

/** The window's frame as soon as it is there: what is clicked in it may not count yet. */
export async function dialogFrame(page: Page): Promise<Frame> {
  let dialog: Frame | undefined;
  const find = async (): Promise<boolean> => {
    dialog = await findDialog(page);
    return dialog !== undefined;
  };
  await expect.poll(find, { message: 'the dialog opens' }).toBe(true);
  if (!dialog) throw new Error('The dialog closed at once.');
  return dialog;
}

/** The window takes no click and no key before a person can have seen it. */
export const isAttentive = (dialog: Frame): Promise<void> =>
  expect(dialog.locator('html[data-attentive]')).toHaveCount(1);

/** Chooses our item in the open menu and waits for the window with its fields. */
export async function choose(page: Page, item: Locator): Promise<Frame> {
  await item.click();
  const dialog = await dialogOf(page);
  await expect(field(dialog, 'Name')).toBeVisible();
  return dialog;
}

/** Opens the menu and chooses our item in it. */
export const openDialog = async (page: Page): Promise<Frame> => choose(page, await openMenu(page));

export const field = (dialog: Frame, name: 'Name' | 'Description' | 'Tags'): Locator =>
  dialog.getByRole('textbox', { name });

/** Opens what is folded: description and tags, or the list of what is copied. */
export async function unfold(dialog: Frame, summary: 'Description and tags' | 'Copied'): Promise<void> {
  await isAttentive(dialog);
  const fold = dialog.locator('details').filter({ hasText: summary });
  if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click();
  // What is in it is drawn a moment later.
  if (summary === 'Description and tags') await expect(field(dialog, 'Tags')).toBeVisible();
}

/** Replaces what is in a field, a key at a time. */
export async function type(into: Locator, text: string): Promise<void> {
  await into.click();
  await into.press('ControlOrMeta+a');
  await into.pressSequentially(text, { delay: 20 });
}

/** Takes away the tags that are there, and types others. */
export async function replaceTags(dialog: Frame, text: string): Promise<void> {
  await unfold(dialog, 'Description and tags');
  const remove = dialog.getByRole('button', { name: /^Remove / });
  while ((await remove.count()) > 0) await remove.first().click();
  await field(dialog, 'Tags').pressSequentially(text, { delay: 20 });
}

export async function press(dialog: Frame, button: 'Save' | 'Close' | 'Go to new room'): Promise<void> {
  await isAttentive(dialog);
  await dialog.getByRole('button', { name: button, exact: true }).click();
}

export const expectHeading = (dialog: Frame, name: string, timeout = 30_000): Promise<void> =>
  expect(dialog.getByRole('heading', { name, exact: true })).toBeVisible({ timeout });

/**
 * Closes the window by Escape. Chromium may never answer for a key that takes away the frame that it went to, so
 * what is waited for is the window's end, not the answer.
 */
export async function closeByEscape(page: Page): Promise<void> {
  void page.keyboard.press('Escape').catch(() => undefined);
  await expect
    .poll(async () => (await findDialog(page)) === undefined, { message: 'the dialog closes' })
    .toBe(true);
}

/** A line of the report: what it says of which parts. */
export interface SaidLine {
  readonly parts: readonly string[];
  readonly outcome: 'byHand' | 'copied' | 'notCopied';
  readonly text: string;
}

/** The lines of the report, as the window shows them, unfolded. */
export async function reportLines(dialog: Frame): Promise<SaidLine[]> {
  await unfold(dialog, 'Copied');
  return dialog.locator('[data-outcome]').evaluateAll((lines) =>
    lines.map((line) => ({
      parts: (line.getAttribute('data-parts') ?? '').split(' '),
      // What the window writes into it.
      outcome: line.getAttribute('data-outcome') as SaidLine['outcome'],
      text: (line as HTMLElement).innerText,
    })),
  );
}

/** Names the campus' room services in the settings, as the options page or an administrator would. */
export async function nameServices(worker: Worker, services: CampusServices): Promise<void> {
  const { chat, storyboard } = services.secure;
  const chosen = { chatService: chat, storyboardService: storyboard };
  await worker.evaluate(
    // The worker's global, of which the tests have no types.
    (settings) => (globalThis as unknown as ExtensionApi).chrome.storage.local.set({ settings }),
    { version: 1, chosen },
  );
}

/** The tickets of windows that are open. */
export const tickets = async (worker: Worker): Promise<string[]> => {
  const keys = await worker.evaluate(async () =>
    // The worker's global, of which the tests have no types.
    Object.keys(await (globalThis as unknown as ExtensionApi).chrome.storage.session.get()),
  );
  return keys.flatMap((key) => (key.startsWith('ticket|') ? key.slice('ticket|'.length) : []));
};

interface ExtensionApi {
  readonly chrome: {
    readonly storage: {
      readonly local: { set(items: object): Promise<void> };
      readonly session: { get(): Promise<object> };
    };
    readonly notifications: {
      getAll(): Promise<object>;
      readonly onClicked: { dispatch(id: string): void };
    };
  };
}

/** The ids of the notifications that are shown. */
export const notifications = (worker: Worker): Promise<string[]> =>
  worker.evaluate(async () =>
    // The worker's global, of which the tests have no types.
    Object.keys(await (globalThis as unknown as ExtensionApi).chrome.notifications.getAll()),
  );

/** Clicks the one notification, by its event in the worker: a browser without a desktop shows none to click on. */
export async function clickNotification(worker: Worker): Promise<void> {
  await expect.poll(() => notifications(worker), { message: 'a notification is shown' }).toHaveLength(1);
  const [id = ''] = await notifications(worker);
  await worker.evaluate((clicked) => {
    // As above; every extension event of Chromium has `dispatch`.
    (globalThis as unknown as ExtensionApi).chrome.notifications.onClicked.dispatch(clicked);
  }, id);
}

/** Waits until Kaltura's frame shows another room than this, and answers its entry id. */
export async function arriveAtNewRoom(page: Page, original: string): Promise<string> {
  const shown = (): string | undefined =>
    page
      .frames()
      .map((frame) => /\/media\/(?:.*\/)?(\d+_[0-9a-z]{8,})(?:$|[/?#])/.exec(frame.url())?.[1])
      .find((id) => id !== undefined && id !== original);
  await expect.poll(shown, { message: 'the new room is shown' }).toBeDefined();
  return shown() ?? '';
}

/** Stops the extension's worker, as the browser does when it has been idle: what it knew in memory is gone. */
export async function stopWorker(page: Page, extensionId: string): Promise<void> {
  const panel = await page.context().newPage();
  await panel.goto(`chrome-extension://${extensionId}/popup.html`);
  const devtools = await page.context().newCDPSession(panel);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await panel.close();
  // Whichever tab the browser shows now.
  await page.bringToFront();
}
