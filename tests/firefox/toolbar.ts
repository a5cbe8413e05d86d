import type { Driver } from './driver.ts';
import { until } from './driver.ts';
import { EXTENSION } from './firefox.ts';

/** What Firefox itself shows of the extension: the toolbar button with its popup, questions, notifications. */

/** As Firefox makes ids of extensions' names. */
const WIDGET = `${EXTENSION.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}-browser-action`;

/** Presses the toolbar button. A popup that was open is closed first: it would take the click as one beside it. */
export async function pressToolbarButton(driver: Driver): Promise<void> {
  await driver.inBrowser(
    `CustomizableUI.addWidgetToArea(args[0], 'nav-bar');
     for (const panel of document.querySelectorAll('panel')) panel.hidePopup();`,
    WIDGET,
  );
  await driver.withBrowser(() =>
    driver.click(`//*[@id='${WIDGET}']//*[contains(@class, 'unified-extensions-item-action-button')]`),
  );
}

/** Runs the body of a function in the popup, whose `document` is `content.document`. */
const inPopup = (driver: Driver, body: string, ...args: unknown[]): Promise<unknown> =>
  driver.inBrowser(
    `const popup = document.querySelector('browser.webextension-popup-browser');
     if (!popup) return undefined;
     const [body, ...rest] = args.slice(0, -1);
     const script = 'let told; try { told = { value: ((...args) => {' + body + '})(...' + JSON.stringify(rest) + ') }; }' +
       'catch (error) { told = { error: String(error) }; } sendAsyncMessage("CloneRoom:Told", told);';
     return new Promise((told, failed) => {
       const listen = ({ data: { value, error } }) => {
         popup.messageManager.removeMessageListener('CloneRoom:Told', listen);
         if (error) failed(error);
         else told(value);
       };
       popup.messageManager.addMessageListener('CloneRoom:Told', listen);
       popup.messageManager.loadFrameScript('data:,' + encodeURIComponent(script), false);
     });`,
    body,
    ...args,
  );

export async function popupText(driver: Driver): Promise<string> {
  const text = await inPopup(driver, 'return content.document.body.innerText');
  return typeof text === 'string' ? text : '';
}

export async function popupShows(driver: Driver, text: string): Promise<void> {
  await until(async () => (await popupText(driver)).includes(text) || undefined, `the popup shows "${text}"`);
}

/** Clicks a button of the popup by the mouse's events: Firefox takes a question about permissions in no other. */
export async function clickInPopup(driver: Driver, button: string): Promise<void> {
  // A panel that is still opening takes no mouse.
  await until(
    async () =>
      (await driver.inBrowser(
        `return document.querySelector('browser.webextension-popup-browser')?.closest('panel').state === 'open';`,
      )) === true || undefined,
    'the popup is open',
  );
  await until(
    async () =>
      (await inPopup(
        driver,
        `const button = [...content.document.querySelectorAll('button')].find((one) => one.textContent === args[0]);
         if (!button) return undefined;
         const { left, top, width, height } = button.getBoundingClientRect();
         const [x, y] = [left + width / 2, top + height / 2];
         if (content.document.elementFromPoint(x, y) !== button) return undefined;
         let clicked = false;
         button.addEventListener('click', () => { clicked = true; }, { once: true, capture: true });
         for (const type of ['mousedown', 'mouseup']) {
           // The later Firefoxes have the first, the earlier ones the second.
           if (content.synthesizeMouseEvent) content.synthesizeMouseEvent(type, x, y, { button: 0, clickCount: 1 });
           else content.windowUtils.sendMouseEvent(type, x, y, 0, 1, 0);
         }
         return clicked;`,
        button,
      )) === true || undefined,
    `there is "${button}" in the popup`,
  );
}

/** What the browser's question about permissions says, once it is asked. */
export async function question(driver: Driver): Promise<string> {
  return until(async () => {
    const text = await driver.inBrowser(
      `const question = document.getElementById('addon-webext-permissions-notification');
       return PopupNotifications.panel.state === 'open' && question ? question.textContent + question.getAttribute('label') : undefined;`,
    );
    return typeof text === 'string' ? text : undefined;
  }, 'the browser asks');
}

/** Answers it by its button, as Firefox's own tests do: without a screen its panel has no place for the mouse to go to. */
export async function answerQuestion(driver: Driver, answer: 'allow' | 'refuse'): Promise<void> {
  await driver.inBrowser(
    `const question = document.getElementById('addon-webext-permissions-notification');
     question[args[0]].click();`,
    answer === 'allow' ? 'button' : 'secondaryButton',
  );
}

/** Takes from the extension what it was given when it was installed, as the user can on its page in about:addons. */
export async function withhold(driver: Driver): Promise<void> {
  await driver.inBrowser(
    `const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
     const { extension } = WebExtensionPolicy.getByID(args[0]);
     const { origins } = await ExtensionPermissions.get(args[0]);
     await ExtensionPermissions.remove(args[0], { permissions: [], origins }, extension);`,
    EXTENSION,
  );
}

/** Ends the event page, as Firefox does after half a minute in which nothing happened. */
export async function killEventPage(driver: Driver): Promise<void> {
  const state = await driver.inBrowser(
    `const { extension } = WebExtensionPolicy.getByID(args[0]);
     await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
     return extension.backgroundState;`,
    EXTENSION,
  );
  if (state !== 'stopped') throw new Error(`The event page is ${String(state)}.`);
}

/** Whether the event page is at work. */
export const eventPageState = async (driver: Driver): Promise<unknown> =>
  driver.inBrowser('return WebExtensionPolicy.getByID(args[0]).extension.backgroundState', EXTENSION);

/** The notifications on the screen: Firefox draws them itself, in windows of its own. */
export async function notificationTexts(driver: Driver): Promise<readonly string[]> {
  const texts = await driver.inBrowser(
    `return [...Services.wm.getEnumerator('alert:alert')].map(({ document }) =>
       [...document.querySelectorAll('#alertTitleLabel, #alertTextLabel')]
         .map((label) => label.getAttribute('value') ?? label.textContent).join(': '));`,
  );
  return texts as string[]; // as it says
}
