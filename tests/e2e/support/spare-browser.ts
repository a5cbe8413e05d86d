import { type Campus, type CampusOptions, startCampus } from '../../campus/campus.ts';
import { type Build, type ExtensionBrowser, launchBrowser } from './browser.ts';

/** A campus, and a new browser whose every name leads to it. */
export interface OpenedCampus {
  readonly campus: Campus;
  readonly browser: ExtensionBrowser;
}

interface Wishes {
  readonly campusOptions: CampusOptions;
  readonly build: Build;
}

/** What most tests ask for. */
export const USUAL: Wishes = { campusOptions: { serviceUrl: 'kaltura-host' }, build: 'e2e' };

/**
 * Opens the browser of the next test while a test runs. In a browser that was just started, `storage.managed` answers
 * after three seconds (measured in Chromium 150), and every test would wait for that.
 */
export class SpareBrowser {
  #next: Promise<OpenedCampus> | undefined;
  readonly #ending: Promise<void>[] = [];

  /** A campus and a browser that no test has used. */
  async take(wishes: Wishes): Promise<OpenedCampus> {
    if (wishes.build !== USUAL.build || wishes.campusOptions !== USUAL.campusOptions) return open(wishes);
    const taken = await (this.#next ?? open(USUAL));
    this.#next = open(USUAL);
    // It is told to the test that would take it.
    this.#next.catch(() => undefined);
    return taken;
  }

  /** Closes them while the next test begins. */
  end(opened: OpenedCampus): void {
    const ending = close(opened);
    this.#ending.push(ending);
    // It is told at the worker's end.
    ending.catch(() => undefined);
  }

  async close(): Promise<void> {
    const next = await this.#next?.catch(() => undefined);
    if (next) this.end(next);
    await Promise.all(this.#ending);
  }
}

async function open({ campusOptions, build }: Wishes): Promise<OpenedCampus> {
  const campus = await startCampus(campusOptions);
  try {
    return { campus, browser: await launchBrowser({ campus, build }) };
  } catch (error) {
    await campus.close();
    throw error;
  }
}

async function close({ campus, browser }: OpenedCampus): Promise<void> {
  await browser.close();
  await campus.close();
}
