import * as z from 'zod/mini';
import { patternOfUrl } from '../../sites/pattern.ts';

/** The parts of a storage area that are needed. */
export interface NamesArea {
  get: (key: string) => Promise<Record<string, unknown>>;
  set: (items: Record<string, unknown>) => Promise<void>;
}

const origins = z.lazy(() => z.array(z.string().check(z.maxLength(300))).check(z.maxLength(50)));
const KEY = 'services';

/**
 * The Kaltura servers that the user has named beside Kaltura's own: origins over https to which sessions may be sent.
 * That a host may be visited, as any page is, does not make it one: it is named in the words of the question that the
 * popup asks, and only counts once the browser has let us go there.
 */
export class NamedServices {
  readonly #kept: NamesArea;
  readonly #asked: NamesArea;
  readonly #isGranted: (pattern: string) => Promise<boolean>;
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param kept on disk
   * @param asked in memory: what stands in a question that the browser has not answered yet
   */
  constructor(kept: NamesArea, asked: NamesArea, isGranted: (pattern: string) => Promise<boolean>) {
    this.#kept = kept;
    this.#asked = asked;
    this.#isGranted = isGranted;
  }

  /** None where the browser can't read them: no session is sent where it is not known to belong. */
  async list(): Promise<readonly string[]> {
    return this.#allowed(await read(this.#kept).catch(() => []));
  }

  /** The user was asked about these, in a question that names them as what they are. */
  async ask(services: readonly string[]): Promise<void> {
    await this.#asked.set({ [KEY]: services.filter((origin) => patternOfUrl(origin) !== undefined) });
    // The browser may let us go there already, and then tells nobody.
    await this.granted();
  }

  /** The browser lets us go somewhere: those that stood in the question are named now. */
  granted(): Promise<void> {
    return this.#inTurn(async () => {
      const asked = await read(this.#asked);
      const allowed = await this.#allowed(asked);
      if (allowed.length === 0) return;
      await this.#kept.set({ [KEY]: [...new Set([...(await read(this.#kept)), ...allowed])] });
      await this.#asked.set({ [KEY]: asked.filter((origin) => !allowed.includes(origin)) });
    });
  }

  /** The browser does not let us go somewhere any more: to be named again takes a new question. */
  withdrawn(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#kept.set({ [KEY]: await this.#allowed(await read(this.#kept)) });
      await this.#asked.set({ [KEY]: [] });
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(work, work);
    return this.#writing;
  }

  async #allowed(services: readonly string[]): Promise<readonly string[]> {
    const checked = services.map(async (origin) => {
      const pattern = patternOfUrl(origin);
      return pattern !== undefined && (await this.#isGranted(pattern)) ? [origin] : [];
    });
    return (await Promise.all(checked)).flat();
  }
}

const read = async (area: NamesArea): Promise<readonly string[]> =>
  origins.safeParse((await area.get(KEY))[KEY]).data ?? [];
