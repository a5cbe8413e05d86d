import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Marionette } from './marionette.ts';

/** Hands and eyes in one browser: WebDriver's commands, by Marionette, on what a page or the browser itself shows. */

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const elementSchema = z.object({ [ELEMENT]: z.string() });
type Element = z.infer<typeof elementSchema>;
const valueSchema = z.object({ value: z.unknown() });

/** Between two keys: faster than that, editors lose some (docs/facts/browsers.md#2-typing). */
const KEY_MS = 60;
const CONTROL = '\uE009';
const DELETE = '\uE017';

export class Driver {
  readonly #marionette: Marionette;

  constructor(marionette: Marionette) {
    this.#marionette = marionette;
  }

  async goTo(url: string): Promise<void> {
    await this.#marionette.send('WebDriver:Navigate', { url });
  }

  /** The elements of the frame that is shown, by an XPath. */
  async find(xpath: string): Promise<Element[]> {
    const found = await this.#marionette.send('WebDriver:FindElements', { using: 'xpath', value: xpath });
    return z.array(elementSchema).parse(found);
  }

  /** Waits for the one element of that XPath that is shown. */
  async shown(xpath: string, timeout?: number): Promise<Element> {
    return until(
      async () => {
        for (const element of await this.find(xpath))
          if (await this.#ask('IsElementDisplayed', element)) return element;
        return undefined;
      },
      `${xpath} is shown`,
      timeout,
    );
  }

  /** A real click in the middle of it. */
  async click(xpath: string): Promise<void> {
    await this.clickOn(await this.shown(xpath));
  }

  /** A real click as above. @returns whether the page has heard it: one that the browser has lost on its way nobody has made */
  async clickHeard(xpath: string): Promise<boolean> {
    const HEARD = 'data-click-heard';
    const script = `document.documentElement.removeAttribute('${HEARD}');
      addEventListener('click', () => document.documentElement.setAttribute('${HEARD}', ''), { capture: true, once: true });`;
    await this.#marionette.send('WebDriver:ExecuteScript', { script });
    await this.click(xpath);
    const heard = async (): Promise<true | undefined> =>
      (await this.find(`//html[@${HEARD}]`)).length > 0 || undefined;
    return until(heard, 'the click is heard', 3_000).catch(() => false);
  }

  async clickOn(element: Element): Promise<void> {
    await this.#ask('ElementClick', element);
  }

  /** Replaces what is in a field, a key at a time. */
  async type(xpath: string, text: string): Promise<void> {
    await this.click(xpath);
    const key = (value: string): object[] => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
      { type: 'pause', duration: KEY_MS },
    ];
    const all = [{ type: 'keyDown', value: CONTROL }, ...key('a'), { type: 'keyUp', value: CONTROL }];
    const actions = [...all, ...key(DELETE), ...[...text].flatMap(key)];
    await this.#marionette.send('WebDriver:PerformActions', {
      actions: [{ type: 'key', id: 'keys', actions }],
    });
    await this.#marionette.send('WebDriver:ReleaseActions');
  }

  async valueOf(xpath: string): Promise<unknown> {
    const element = await this.shown(xpath);
    const answer = await this.#marionette.send('WebDriver:GetElementProperty', {
      id: element[ELEMENT],
      name: 'value',
    });
    return valueSchema.parse(answer).value;
  }

  async textsOf(xpath: string): Promise<string[]> {
    const texts: string[] = [];
    for (const element of await this.find(xpath))
      texts.push(String(await this.#ask('GetElementText', element)));
    return texts;
  }

  async attributesOf(xpath: string, name: string): Promise<string[]> {
    const values: string[] = [];
    for (const element of await this.find(xpath)) {
      const answer = await this.#marionette.send('WebDriver:GetElementAttribute', {
        id: element[ELEMENT],
        name,
      });
      values.push(String(valueSchema.parse(answer).value));
    }
    return values;
  }

  /** From here on, what is done is done in the top page, or in one frame of it. */
  async toTop(): Promise<void> {
    await this.#marionette.send('WebDriver:SwitchToFrame');
  }

  async toFrame(frame: Element): Promise<void> {
    await this.#marionette.send('WebDriver:SwitchToFrame', { element: frame[ELEMENT] });
  }

  /** Runs a script in the page that is shown. Answers with what it calls its last argument. */
  async inPage(script: string): Promise<unknown> {
    return valueSchema.parse(await this.#marionette.send('WebDriver:ExecuteAsyncScript', { script })).value;
  }

  async url(): Promise<string> {
    const script = 'return location.href';
    return String(
      valueSchema.parse(await this.#marionette.send('WebDriver:ExecuteScript', { script })).value,
    );
  }

  /** An element by a script that may see into closed shadow roots, as only the browser itself may. */
  async findBySystem(script: string): Promise<Element | undefined> {
    const answer = await this.#marionette.send('WebDriver:ExecuteScript', { script, sandbox: 'system' });
    return z.object({ value: z.nullable(elementSchema) }).parse(answer).value ?? undefined;
  }

  /** Runs the body of an asynchronous function where the browser's own windows live, and answers what it returns. */
  async inBrowser(body: string, ...args: unknown[]): Promise<unknown> {
    return this.withBrowser(async () => {
      const script = `const done = arguments[arguments.length - 1], args = [...arguments];
        (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const answer = await this.#marionette.send('WebDriver:ExecuteAsyncScript', {
        script,
        args,
        newSandbox: true,
      });
      const { value, error } = z
        .object({ value: z.object({ value: z.optional(z.unknown()), error: z.optional(z.string()) }) })
        .parse(answer).value;
      if (error !== undefined) throw new Error(error);
      return value;
    });
  }

  /** Does something with the browser's own windows in place of the page. */
  async withBrowser<T>(work: () => Promise<T>): Promise<T> {
    await this.#marionette.send('Marionette:SetContext', { value: 'chrome' });
    try {
      return await work();
    } finally {
      await this.#marionette.send('Marionette:SetContext', { value: 'content' });
    }
  }

  /** A picture in PNG, of the page or of the browser's window. */
  async picture(): Promise<Buffer> {
    const answer = await this.#marionette.send('WebDriver:TakeScreenshot', { full: false });
    return Buffer.from(z.object({ value: z.string() }).parse(answer).value, 'base64');
  }

  async #ask(command: string, element: Element): Promise<unknown> {
    return valueSchema.parse(await this.#marionette.send(`WebDriver:${command}`, { id: element[ELEMENT] }))
      .value;
  }
}

/** Waits for an answer that is not undefined. What throws meanwhile, as a frame that is being loaded does, is asked again. */
export async function until<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  what: string,
  timeout = 10_000,
): Promise<T> {
  const late = Date.now() + timeout;
  let trouble = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      trouble = ` (${String(error)})`;
    }
    if (Date.now() > late) throw new Error(`In ${timeout} ms it did not come that ${what}${trouble}.`);
    await pause(50);
  }
}
