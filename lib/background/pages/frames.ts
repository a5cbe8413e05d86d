import { parsePageDescription } from '../../messages/inbound.ts';
import type { FrameMessage, MoodleMessage, PageDescription } from '../../messages/messages.ts';
import { parseFrameStructure } from '../../messages/page-check.ts';
import type { PageStructure } from '../../pages/structure.ts';
import type { BrowserApi } from '../platform.ts';

/** The description of one frame of a tab. */
export interface FrameDescription extends PageDescription {
  readonly frameId: number;
}

/** The frames of pages: what is sent to our scripts in them, and how our scripts get into them. */
export class Frames {
  readonly #browser: BrowserApi;

  constructor(browser: BrowserApi) {
    this.#browser = browser;
  }

  /** Sends to one frame of a tab. Answers what its script says; undefined where no script of ours is. */
  send(tabId: number, frameId: number, message: FrameMessage): Promise<unknown> {
    return this.#browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => undefined);
  }

  /** Sends to every frame of a tab. Answers what the first of them says. */
  sendToAll(tabId: number, message: FrameMessage): Promise<unknown> {
    return this.#browser.tabs.sendMessage(tabId, message).catch(() => undefined);
  }

  /** Sends to the script in the page of Moodle at the top of a tab. Answers what it says; undefined where there is none. */
  sendToMoodle(tabId: number, message: MoodleMessage): Promise<unknown> {
    return this.#browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => undefined);
  }

  /** The hosts of the frames of a tab that let us in, the tab's page among them; undefined where nobody says. */
  async hosts(tabId: number): Promise<readonly string[] | undefined> {
    const seen = await this.#browser.scripting
      .executeScript({ target: { tabId, allFrames: true }, func: () => location.host })
      .catch(() => undefined);
    return seen?.flatMap(({ result }) => (typeof result === 'string' ? [result] : []));
  }

  /** Puts our script for Moodle into the page at the top of a tab. */
  async enterMoodle(tabId: number): Promise<void> {
    await this.#enter(tabId, 0, 'moodle.js').catch(() => undefined);
  }

  /** Puts our script into a frame that keeps our items in its page. */
  async putItems(tabId: number, frameId: number): Promise<void> {
    await this.#enter(tabId, frameId, 'kaltura-items.js').catch(() => undefined);
  }

  /** What the frames of a tab show in which our script is at work. */
  async describe(tabId: number): Promise<readonly FrameDescription[]> {
    const seen = await this.#browser.scripting
      // At once: a frame that is still being loaded has no script of ours, and is not waited for.
      .executeScript({
        target: { tabId, allFrames: true },
        files: ['page-description.js'],
        injectImmediately: true,
      })
      .catch(() => []);
    return seen.flatMap(({ frameId, result }) => {
      const page = parsePageDescription(result);
      return page ? [{ ...page, frameId }] : [];
    });
  }

  /** How the pages in a tab are built, a frame that lets us in each: a PageStructure in JSON. */
  async structure(tabId: number): Promise<string> {
    const seen = await this.#browser.scripting
      .executeScript({ target: { tabId, allFrames: true }, files: ['page-structure.js'] })
      .catch(() => []);
    const structure: PageStructure = {
      structure: 1,
      frames: seen.flatMap(({ result }) => parseFrameStructure(result)),
    };
    return JSON.stringify(structure, null, 1);
  }

  /**
   * Puts our script that shows windows into a frame; once it is there, again does nothing. Answers whether it is
   * there: not where we may not be.
   */
  enter(tabId: number, frameId: number): Promise<boolean> {
    return this.#enter(tabId, frameId, 'overlay.js').then(
      () => true,
      () => false,
    );
  }

  #enter(tabId: number, frameId: number, file: string): Promise<unknown> {
    return this.#browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [file] });
  }

  /** Whether a page of ours stands in a tab or a window of its own: what is typed in it would be lost with it. */
  async hasOwnTabs(): Promise<boolean> {
    const { origin } = new URL(this.#browser.runtime.getURL('/popup.html'));
    return (await this.#browser.tabs.query({ url: `${origin}/*` })).length > 0;
  }

  /** Whether the extension may use a host, by its manifest or because the user granted it. */
  isGranted(pattern: string): Promise<boolean> {
    return this.#browser.permissions.contains({ origins: [pattern] });
  }
}
