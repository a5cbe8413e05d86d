import { type BrowserContext, type CDPSession, expect, type Page } from '@playwright/test';
import * as z from 'zod/mini';

/**
 * The toolbar button, pressed as a teacher presses it: the browser opens the real popup and lets the extension know the
 * tab (`activeTab`). Playwright has no hands for either, so both go over the browser's own protocol.
 */

/** The popup that the toolbar button opened. */
export interface Popup {
  /** Waits until it shows a text. */
  readonly shows: (text: string) => Promise<void>;
  /** Clicks a button that can be seen, or a line that unfolds more. */
  readonly click: (button: string) => Promise<void>;
  /** What it shows. */
  readonly text: () => Promise<string>;
  /** What an expression is in it, as a text. */
  readonly value: (expression: string) => Promise<string>;
  /** A picture of it, in PNG. */
  readonly picture: () => Promise<Buffer>;
}

const targets = z.object({
  targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
});

async function findTarget(browser: CDPSession, type: string, url: string): Promise<string | undefined> {
  const filter = [{ type, exclude: false }];
  const { targetInfos } = targets.parse(await browser.send('Target.getTargets', { filter }));
  return targetInfos.find((target) => target.url === url)?.targetId;
}

/** Presses the button over a page. A popup that was open is closed by it, as it is by any click beside it. */
export async function pressToolbarButton(page: Page, extensionId: string): Promise<Popup> {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('No browser.');
  await page.bringToFront();
  const tab = await findTarget(browser, 'tab', page.url());
  const url = `chrome-extension://${extensionId}/popup.html`;
  const old = await findTarget(browser, 'page', url);
  if (old !== undefined) await browser.send('Target.closeTarget', { targetId: old });
  // Newer than the protocol's types.
  await (browser as unknown as { send: (method: string, params: object) => Promise<void> }).send(
    'Extensions.triggerAction',
    { id: extensionId, targetId: tab },
  );
  await expect.poll(() => findTarget(browser, 'page', url), { message: 'the popup opens' }).toBeDefined();
  const targetId = (await findTarget(browser, 'page', url)) ?? '';
  const send = await talkTo(browser, targetId);
  const evaluate = async (expression: string, params: object = {}): Promise<unknown> => {
    const answer = await send('Runtime.evaluate', { expression, returnByValue: true, ...params });
    return z.object({ result: z.object({ value: z.optional(z.unknown()) }) }).parse(answer).result.value;
  };
  const text = async (): Promise<string> => String(await evaluate('document.body.innerText'));
  return {
    text,
    value: async (expression) => String(await evaluate(expression)),
    shows: (wanted) => expect.poll(text, { message: `the popup shows "${wanted}"` }).toContain(wanted),
    async click(button) {
      const find = `[...document.querySelectorAll('button, summary')].find((one) => one.textContent === ${JSON.stringify(button)} && one.checkVisibility())`;
      await expect
        .poll(() => evaluate(`${find} !== undefined`), { message: `there is "${button}"` })
        .toBe(true);
      // A gesture of the user's, without which the browser takes no question about permissions.
      await evaluate(`${find}.click()`, { userGesture: true });
    },
    async picture() {
      const shot = await send('Page.captureScreenshot', {});
      return Buffer.from(z.object({ data: z.string() }).parse(shot).data, 'base64');
    },
  };
}

/** Speaks to a target that Playwright leaves alone. Answers what its commands answer. */
async function talkTo(browser: CDPSession, targetId: string) {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (result: unknown) => void>();
  const answer = z.object({ id: z.optional(z.number()), result: z.unknown() });
  browser.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const { id, result } = answer.parse(JSON.parse(event.message));
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let last = 0;
  return async (method: string, params: object): Promise<unknown> => {
    const id = (last += 1);
    const answered = new Promise<unknown>((done) => waiting.set(id, done));
    await browser.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method, params }),
    });
    return answered;
  };
}

interface DeveloperPrivate {
  readonly chrome: {
    readonly developerPrivate: {
      addHostPermission(id: string, host: string): Promise<void>;
      removeHostPermission(id: string, host: string): Promise<void>;
      updateProfileConfiguration(update: object): Promise<void>;
    };
  };
}

/** What the browser's own page of extensions can do. */
export interface ExtensionsPage {
  /**
   * The answer to the next question about these sites: yes. Without a screen the browser's question cannot be answered,
   * so it is answered beforehand; the extension asks all the same, and hears then.
   */
  readonly willAllow: (...patterns: string[]) => Promise<void>;
  /** Takes sites back, as the user can there. */
  readonly removeSites: (...patterns: string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openExtensionsPage(
  context: BrowserContext,
  extensionId: string,
): Promise<ExtensionsPage> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  // Without it an extension that loads itself anew ends disabled.
  await page.evaluate(() =>
    (globalThis as unknown as DeveloperPrivate).chrome.developerPrivate.updateProfileConfiguration({
      inDeveloperMode: true,
    }),
  );
  const each = async (action: 'addHostPermission' | 'removeHostPermission', patterns: string[]) => {
    for (const host of patterns)
      await page.evaluate(
        ([id, name, site]) =>
          // The page's own interface, of which the tests have no types.
          (globalThis as unknown as DeveloperPrivate).chrome.developerPrivate[name](id, site),
        [extensionId, action, host] as const,
      );
  };
  return {
    willAllow: (...patterns) => each('addHostPermission', patterns),
    removeSites: (...patterns) => each('removeHostPermission', patterns),
    close: () => page.close(),
  };
}
