import * as z from 'zod/mini';
import type { Scripting, Tabs } from 'webextension-polyfill';
import { PAGE } from '../../host/instance.ts';
import type { FrameMessage } from '../../messages/messages.ts';
import type { SettingsStore } from '../../settings/store.ts';
import { factsOf } from '../../sites/facts.ts';
import type { DeclaredOrigins } from '../../sites/declared.ts';
import { enabledSites, type SiteLine, siteLines } from '../../sites/lines.ts';
import { originsToAsk, type SiteOffer, siteOffer } from '../../sites/offer.ts';
import { isWithin } from '../../sites/pattern.ts';
import { type DeclaredScript, registrationChange } from '../../sites/registration.ts';
import type { BrowserApi } from '../platform.ts';
import type { Frames } from './frames.ts';
import type { NamedServices } from '../sessions/named-services.ts';

/** Where rooms can be cloned, by what the browser grants: it alone knows, so nothing of it is kept here. */
export class Sites {
  readonly #browser: BrowserApi;
  readonly #frames: Frames;
  readonly #settings: SettingsStore;
  readonly #services: NamedServices;
  #work: Promise<void> = Promise.resolve();

  constructor(browser: BrowserApi, frames: Frames, settings: SettingsStore, services: NamedServices) {
    this.#browser = browser;
    this.#frames = frames;
    this.#settings = settings;
    this.#services = services;
  }

  async list(): Promise<readonly SiteLine[]> {
    const { sites } = await this.#settings.policy();
    return siteLines(declaredOrigins(this.#browser), await grantedOrigins(this.#browser), sites);
  }

  /** What the toolbar button offers on a tab. */
  async offer(tabId: number): Promise<SiteOffer> {
    const { sites, services } = await this.#settings.policy();
    const tab = await this.#browser.tabs.get(tabId);
    const seen = factsOf(tab.url, await looksAt(this.#browser, tabId));
    const trusted = (address: string): boolean =>
      URL.canParse(address) && services.includes(new URL(address).origin);
    const facts = { ...seen, services: seen.services.filter((address) => !trusted(address)) };
    const declared = declaredOrigins(this.#browser);
    const asked = await Promise.all(
      originsToAsk(declared, facts).map(async (origin) =>
        (await this.#frames.isGranted(origin)) ? [origin] : [],
      ),
    );
    const allowed = new Set(asked.flat());
    const named = await this.#services.list();
    return siteOffer(facts, {
      declared,
      has: (origin) => allowed.has(origin),
      policySites: sites,
      named: (origin) => named.includes(origin),
    });
  }

  /** Gives sites back. What was granted for many at once, as `*.example.org`, goes as a whole: it cannot be split. */
  async forget(patterns: readonly string[]): Promise<void> {
    const origins = (await grantedLater(this.#browser)).filter((origin) =>
      patterns.some((pattern) => isWithin(pattern, origin)),
    );
    // `permissions.onRemoved` does the rest, as it does when the browser's own windows were used.
    if (origins.length > 0) await this.#browser.permissions.remove({ origins });
  }

  /**
   * Makes the registered scripts what they should be. At each start: an update of the extension clears them. One call
   * after the other, since a script that is there cannot be registered again.
   */
  register(): Promise<void> {
    const work = (): Promise<void> => register(this.#browser);
    this.#work = this.#work.then(work, work);
    return this.#work;
  }

  /** Sites were granted, here or in the browser's own windows: we are there at once, without a reload. */
  async added(): Promise<void> {
    await Promise.all([this.register(), this.#services.granted()]);
    const tabs = await this.#browser.tabs.query({});
    await Promise.all(tabs.map((tab) => enterTab(this.#browser, tab)));
  }

  /** Sites were taken back: our scripts in open pages ask whether they may stay. */
  async removed(): Promise<void> {
    await Promise.all([this.register(), this.#services.withdrawn()]);
    const message: FrameMessage = { type: 'site.check' };
    const tabs = await this.#browser.tabs.query({});
    await Promise.all(
      tabs.flatMap(({ id }) => (id === undefined ? [] : this.#frames.sendToAll(id, message))),
    );
  }

  /** Whether the browser lets us work on the page at an address, of Kaltura's own or granted. */
  mayWork(url: string): Promise<boolean> {
    const { protocol, hostname } = new URL(url);
    return this.#frames.isGranted(`${protocol}//${hostname}/*`);
  }
}

/** What was granted beside what the manifest names: by the toolbar button, or in the browser's own windows. */
async function grantedLater(browser: BrowserApi): Promise<readonly string[]> {
  return enabledSites(declaredOrigins(browser), await grantedOrigins(browser));
}

const grantedOrigins = async (browser: BrowserApi): Promise<readonly string[]> =>
  (await browser.permissions.getAll()).origins ?? [];

/** The manifest's word on what runs in Kaltura's pages; a granted site gets the same. */
const declaredSchema = z.lazy(() =>
  z.array(
    z.object({
      js: z.array(z.string()),
      matches: z.array(z.string()),
      all_frames: z._default(z.boolean(), false),
      match_origin_as_fallback: z._default(z.boolean(), false),
      run_at: z._default(z.enum(['document_start', 'document_end', 'document_idle']), 'document_idle'),
      world: z._default(z.enum(['ISOLATED', 'MAIN']), 'ISOLATED'),
    }),
  ),
);

function declaredOrigins(browser: BrowserApi): DeclaredOrigins {
  const { content_scripts, host_permissions } = browser.runtime.getManifest();
  const pages = declaredSchema.parse(content_scripts).flatMap(({ matches }) => matches);
  return { pages: [...new Set(pages)], all: z.array(z.string()).parse(host_permissions) };
}

const declaredScripts = (browser: BrowserApi): DeclaredScript[] =>
  declaredSchema
    .parse(browser.runtime.getManifest().content_scripts)
    .map(({ js, all_frames, match_origin_as_fallback, run_at, world }) => ({
      js,
      allFrames: all_frames,
      matchOriginAsFallback: match_origin_as_fallback,
      runAt: run_at,
      world,
    }));

async function register(browser: BrowserApi): Promise<void> {
  // Only what the browser grants: for any other site it takes a registration, and silently does nothing.
  const sites = await grantedLater(browser);
  const registered = await browser.scripting.getRegisteredContentScripts();
  const known = registered.map(({ id, matches = [] }) => ({ id, matches }));
  const { add, update, remove } = registrationChange(declaredScripts(browser), sites, known);
  // The types know no `matchOriginAsFallback`, which both browsers take: Chromium since 119, Firefox since 128.
  const asRegistered = (script: (typeof add)[number]): Scripting.RegisteredContentScript => ({
    ...script,
    js: [...script.js],
    matches: [...script.matches],
    persistAcrossSessions: true,
  });
  if (remove.length > 0) await browser.scripting.unregisterContentScripts({ ids: [...remove] });
  if (update.length > 0) await browser.scripting.updateContentScripts(update.map(asRegistered));
  if (add.length > 0) await browser.scripting.registerContentScripts(add.map(asRegistered));
}

/** Puts our scripts into the frames of a tab that may have them and have none. A tab that lets nobody in stays as it is. */
async function enterTab(browser: BrowserApi, { id: tabId, discarded }: Tabs.Tab): Promise<void> {
  if (tabId === undefined || discarded === true) return;
  const frames = await browser.scripting
    .executeScript({
      target: { tabId, allFrames: true },
      // One that has ended has left its mark: it is put in anew. Read in the frame, where nothing of this file is.
      func: (mark: string) =>
        (Reflect.get(globalThis, mark) as { signal: AbortSignal } | undefined)?.signal.aborted === false,
      args: [PAGE],
    })
    .catch(() => []);
  const frameIds = frames.filter(({ result }) => result === false).map(({ frameId }) => frameId);
  if (frameIds.length === 0) return;
  // What hands over the page's session comes first: the other one asks it as it starts.
  const scripts = declaredScripts(browser).toSorted(
    (a, b) => Number(b.world === 'MAIN') - Number(a.world === 'MAIN'),
  );
  for (const { js, world } of scripts)
    await browser.scripting
      .executeScript({ target: { tabId, frameIds }, files: [...js], world })
      .catch(() => undefined);
}

/** What `entrypoints/tool-hosts.ts` finds in the frames of a tab that let us in; the browser lets nobody into its own pages. */
async function looksAt(browser: BrowserApi, tabId: number): Promise<unknown[]> {
  const frames = await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, files: ['tool-hosts.js'] })
    .catch(() => []);
  return frames.map(({ result }) => result);
}
