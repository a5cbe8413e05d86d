import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Campus } from '../campus/campus.ts';
import { ensureBrowser } from '../setup/browser.mjs';
import { chromiumArguments, extensionFolder } from './browser.ts';

/**
 * A Chromium in which DevTools are attached to one empty page, and to no worker: Playwright attaches to all of them, and
 * a worker with DevTools lives and is woken otherwise than one without.
 */
export interface UnattachedBrowser {
  /** Opens a page and waits until it has loaded. */
  readonly open: (url: string) => Promise<UnattachedPage>;
  /** Stops all service workers, as the browser does with idle ones. */
  readonly stopWorkers: () => Promise<void>;
  /** The addresses of the service workers that run. */
  readonly workers: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface UnattachedPage {
  /** Runs code in the page, and answers its JSON. */
  readonly evaluate: (code: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** @param profile of an earlier browser */
export async function launchUnattached(campus: Campus, profile: string): Promise<UnattachedBrowser> {
  const browser = await ensureBrowser();
  if ('problem' in browser) throw new Error(browser.problem);
  const args = [
    ...['--headless=new', '--disable-gpu', '--no-sandbox', '--remote-debugging-pipe'],
    ...chromiumArguments(campus, extensionFolder('e2e')),
    `--user-data-dir=${profile}`,
    'about:blank',
  ];
  const chromium = spawn(browser.path, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => chromium.once('exit', () => resolve()));
  // What `stdio` asks for above.
  const [commands, answers] = [chromium.stdio[3] as Writable, chromium.stdio[4] as Readable];
  const send = devToolsOver(commands, answers);

  const attach = async (targetId: unknown) =>
    String((await send('Target.attachToTarget', { targetId, flatten: true }))['sessionId']);
  const blank = await attach((await send('Target.createTarget', { url: 'about:blank' }))['targetId']);

  return {
    open: async (url) => {
      const { targetId } = await send('Target.createTarget', { url });
      const session = await attach(targetId);
      const evaluate = async (code: string): Promise<unknown> => {
        const asked = { expression: code, awaitPromise: true, returnByValue: true };
        const { result } = await send('Runtime.evaluate', asked, session);
        return (result as { readonly value?: unknown }).value; // as the protocol has it
      };
      return {
        evaluate,
        close: async () => {
          await send('Target.closeTarget', { targetId });
        },
      };
    },
    stopWorkers: async () => {
      await send('ServiceWorker.enable', {}, blank);
      await send('ServiceWorker.stopAllWorkers', {}, blank);
    },
    workers: async () => {
      const { targetInfos } = await send('Target.getTargets', {});
      // As the protocol has it.
      const targets = targetInfos as readonly { readonly type: string; readonly url: string }[];
      return targets.flatMap(({ type, url }) => (type === 'service_worker' ? [url] : []));
    },
    close: async () => {
      void send('Browser.close', {}).catch(() => undefined);
      await ended;
    },
  };
}

/** The DevTools protocol over a pipe: messages in JSON, each ended by a zero byte. */
function devToolsOver(commands: Writable, answers: Readable) {
  const waiting = new Map<
    number,
    { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }
  >();
  let count = 0;
  let rest = '';
  answers.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message) as Answer; // Chromium's own
      const asked = id === undefined ? undefined : waiting.get(id);
      if (id !== undefined) waiting.delete(id);
      if (error) asked?.reject(new Error(error.message));
      else asked?.resolve(result ?? {});
    }
  });
  return (method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> => {
    count += 1;
    const id = count;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  };
}
