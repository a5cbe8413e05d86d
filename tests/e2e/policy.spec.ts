import { OWNER } from '../campus/demo/people.ts';
import { startCampus } from '../campus/campus.ts';
import type { SettingsAnswer, SettingsView } from '../../lib/messages/messages.ts';
import { installedBrowser, launchBrowser } from './support/browser.ts';
import { expect, test } from './support/fixture.ts';
import { kafFrame, logIn, openAlgebra, openMenu } from './support/steps.ts';
import { manage, whyNoPolicy } from '../setup/managed.ts';
import { openExtensionsPage, pressToolbarButton } from './support/toolbar.ts';

const MEDIA = 'media.example.org';
const KALTURA = 'kaltura.example.org';

test('an administrator presets sites, services and settings by a policy file', async () => {
  const reason = whyNoPolicy();
  if (reason !== undefined) console.log(`Not run: ${reason}`);
  test.skip(reason !== undefined, reason);
  test.setTimeout(90_000);
  const browserPath = await installedBrowser();
  const managed = await manage(browserPath, {
    sites: ['moodle.example.edu', MEDIA],
    services: [`https://${KALTURA}`],
    defaults: { settingsFrom: 'template' },
    fixed: { notifications: false },
  });
  const campus = await startCampus({ kafHost: MEDIA, serviceUrl: { url: `https://${KALTURA}` } });
  const browser = await launchBrowser({ campus, managed });
  try {
    const { context, extensionId } = browser;
    const panel = await context.newPage();
    // Told apart by its hash from the real popup, which is opened below.
    await panel.goto(`chrome-extension://${extensionId}/popup.html#panel`);
    /** What the options say to the background, and what it answers. */
    const say = <Answer>(message: object): Promise<Answer> =>
      panel.evaluate(
        (said) =>
          (
            globalThis as unknown as { chrome: { runtime: { sendMessage(said: object): Promise<never> } } }
          ).chrome.runtime.sendMessage(said),
        message,
      );
    const site = { kind: 'policy', allowed: false };
    await expect
      .poll(() => say<SettingsView>({ type: 'settings.read' }))
      .toMatchObject({
        settings: { settingsFrom: 'template', notifications: false },
        fixed: ['notifications'],
        sites: [
          { kind: 'fixed', allowed: true },
          { kind: 'fixed', allowed: true },
          { kind: 'fixed', allowed: true },
          { host: 'moodle.example.edu', ...site },
          { host: MEDIA, ...site },
        ],
      });
    const changes = { settingsFrom: 'original', notifications: true };
    expect(await say<SettingsAnswer>({ type: 'settings.write', changes })).toMatchObject({
      settings: { settingsFrom: 'original', notifications: false },
      refused: ['notifications'],
    });

    // The browser still asks: the policy names the sites, and the teacher has nothing to type.
    const page = await context.newPage();
    await logIn(page, OWNER);
    await openAlgebra(page);
    const extensions = await openExtensionsPage(context, extensionId);
    await extensions.willAllow('https://moodle.example.edu/*', `https://${MEDIA}/*`);
    const popup = await pressToolbarButton(page, extensionId);
    await popup.shows('Your administrator chose moodle.example.edu');
    expect(await popup.text()).toContain(MEDIA);
    expect(await popup.text()).not.toContain(KALTURA);
    await popup.click('Enable on this site');
    await openMenu(page);
    await expect(kafFrame(page).getByRole('menuitem', { name: 'Clone room' })).toBeVisible();
    // The service, which nobody but the administrator named, was asked with the page's session.
    const services = await panel.evaluate(async () => {
      interface Api {
        readonly chrome: { readonly storage: { readonly session: { get(): Promise<object> } } };
      }
      const kept = await (globalThis as unknown as Api).chrome.storage.session.get();
      return Object.keys(kept).flatMap((key) => (key.startsWith('session|') ? key.split('|')[1] : []));
    });
    expect(services).toEqual([`https://${KALTURA}`]);

    const again = await pressToolbarButton(page, extensionId);
    await again.shows('Your administrator chose this site.');
    expect(await again.text()).not.toContain('Stop on this site');
  } finally {
    await browser.close();
    await campus.close();
    await managed.remove();
  }
});
