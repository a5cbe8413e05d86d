import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, expect, type Locator, type Page } from '@playwright/test';
import type { Campus } from '../../campus/campus.ts';
import { OWNER } from '../../campus/demo/people.ts';
import { type ExtensionBrowser, launchBrowser } from './browser.ts';
import { AT_THE_CLICK, PREPARED, writeReference } from './reference-extension.ts';
import { kafFrame, logIn, openAlgebra, openMenu } from './steps.ts';

/**
 * How long it takes from a trusted click in Kaltura's frame until the name can be typed: until the second frame is drawn
 * with the field in focus. What is pressed in the first moment does not count (`components/dialog/attention.ts`); that
 * is on purpose, and no part of this.
 */

/** Our window; the reference's, prepared as ours is; the reference's, made at the click. */
export const OPENINGS = ['ours', 'reference', 'reference, at the click'] as const;
type Opening = (typeof OPENINGS)[number];

/**
 * Idle workers are stopped by the browser. `asleep`: before the pointer comes to the menu, as a person finds them who has
 * read the page for half a minute; coming there wakes ours. `stopped`: between the menu and the click, the worst that can
 * happen: a prepared window has its worker started again at once (`watch` in `entrypoints/overlay.ts`).
 */
export const WORKER_STATES = ['awake', 'asleep', 'stopped'] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

/** From opening a menu to the click on one of its items a person needs longer than this, in milliseconds. */
const AIMING_MS = 600;
/** The pages that are opened: ours, and the reference's. */
const WINDOWS = /^chrome-extension:\/\/[^/]+\/(?:dialog|input)\.html/;

/** In windows: notes when the field can be typed in. In pages: when something was clicked. */
function watch(): void {
  if (location.protocol === 'chrome-extension:') {
    const look = (): void => {
      if (document.activeElement?.id !== 'name' || !document.hasFocus())
        return void requestAnimationFrame(look);
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          Reflect.set(globalThis, 'usableAt', performance.timeOrigin + performance.now()),
        ),
      );
    };
    return look();
  }
  const clicked = ({ timeStamp }: Event): unknown =>
    Reflect.set(globalThis, 'clickedAt', performance.timeOrigin + timeStamp);
  window.addEventListener('click', clicked, { capture: true, signal: new AbortController().signal });
}

/** A browser with our extension and the reference beside it, on a room's page. */
export class OpeningTimes {
  readonly #browser: ExtensionBrowser;
  readonly #page: Page;
  readonly #devtools: CDPSession;
  readonly #folder: string;

  private constructor(browser: ExtensionBrowser, page: Page, devtools: CDPSession, folder: string) {
    this.#browser = browser;
    this.#page = page;
    this.#devtools = devtools;
    this.#folder = folder;
  }

  static async start(campus: Campus): Promise<OpeningTimes> {
    const folder = await mkdtemp(join(tmpdir(), 'clone-room-reference-'));
    await writeReference(folder);
    const browser = await launchBrowser({ campus, beside: folder });
    const { context, extensionId } = browser;
    // What runs this file gives functions their names by a helper that is not in pages (esbuild's `keepNames`).
    await context.addInitScript('globalThis.__name ??= (named) => named;');
    await context.addInitScript(watch);
    const page = context.pages()[0] ?? (await context.newPage());
    await logIn(page, OWNER);
    await openAlgebra(page);
    // Workers are stopped from a page that wakes none of them.
    const quiet = await context.newPage();
    await quiet.goto(`chrome-extension://${extensionId}/icon/16.png`);
    const devtools = await context.newCDPSession(quiet);
    await devtools.send('ServiceWorker.enable');
    await page.bringToFront();
    return new OpeningTimes(browser, page, devtools, folder);
  }

  /** In milliseconds. The window is closed again. */
  async sample(opening: Opening, state: WorkerState): Promise<number> {
    if (state === 'asleep') await this.#stopWorkers();
    const control = opening === 'ours' ? await this.#comeToItem() : await this.#comeToReference(opening);
    if (state === 'stopped') await this.#stopWorkers();
    await control.click();
    await expect.poll(() => this.#usableAt(), { intervals: [50] }).toBeDefined();
    const usable = Number(await this.#usableAt());
    const clicked = await kafFrame(this.#page)
      .locator('body')
      .evaluate(() => Reflect.get(globalThis, 'clickedAt') as number); // as `watch` has set it
    void this.#page.keyboard.press('Escape').catch(() => undefined);
    await expect.poll(() => this.#usableAt(), { intervals: [50] }).toBeUndefined();
    return usable - clicked;
  }

  /**
   * Milliseconds of processor that it costs to prepare a window, beyond what its menu costs when the window is there
   * already. The window is used and closed in the end, so that the next time one is prepared again. Memory is not told:
   * the page shares a process with all of the extension, whose collections of garbage are larger than what it takes.
   */
  async preparing(): Promise<number> {
    const before = await this.#cpuMs();
    await this.#comeToItem();
    const prepared = await this.#cpuMs();
    await this.#page.keyboard.press('Escape');
    await this.#page.waitForTimeout(AIMING_MS);
    const again = await this.#cpuMs();
    const item = await this.#comeToItem();
    const after = await this.#cpuMs();
    await item.click();
    await expect.poll(() => this.#usableAt(), { intervals: [50] }).toBeDefined();
    void this.#page.keyboard.press('Escape').catch(() => undefined);
    await expect.poll(() => this.#usableAt(), { intervals: [50] }).toBeUndefined();
    return prepared - before - (after - again);
  }

  async #stopWorkers(): Promise<void> {
    await this.#devtools.send('ServiceWorker.stopAllWorkers');
  }

  /** What all processes of the browser have used of the processor. */
  async #cpuMs(): Promise<number> {
    const devtools = await this.#browser.context.browser()?.newBrowserCDPSession();
    if (!devtools) throw new Error('No browser.');
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    await devtools.detach();
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #comeToItem(): Promise<Locator> {
    const item = await openMenu(this.#page);
    await item.waitFor();
    await this.#page.waitForTimeout(AIMING_MS);
    return item;
  }

  async #comeToReference(opening: Exclude<Opening, 'ours'>): Promise<Locator> {
    const name = opening === 'reference' ? PREPARED : AT_THE_CLICK;
    const button = kafFrame(this.#page).getByRole('button', { name });
    await button.hover();
    await this.#page.waitForTimeout(AIMING_MS);
    return button;
  }

  async #usableAt(): Promise<number | undefined> {
    for (const frame of this.#page.frames().filter((one) => WINDOWS.test(one.url()))) {
      const at = await frame
        .evaluate(() => Reflect.get(globalThis, 'usableAt') as number | undefined) // as `watch` has set it
        .catch(() => undefined);
      if (at !== undefined) return at;
    }
    return undefined;
  }
}
