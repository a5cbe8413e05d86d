import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { FrameMessage } from '../messages/messages.ts';
import { extensionWhenNeeded, hearBackground, send } from './extension.ts';

type Listener = (message: unknown, sender: object, answer: (value: unknown) => void) => unknown;
const runtime = {
  id: 'ours',
  sendMessage: (_message: { readonly type: string }): unknown => undefined,
  onMessage: { addListener: (_: unknown): void => undefined },
};
const browser = vi.hoisted(() => ({ touched: 0, runtime: undefined as object | undefined }));
vi.mock('wxt/browser', () => ({
  browser: {
    get runtime() {
      browser.touched += 1;
      return browser.runtime;
    },
  },
}));
beforeEach(() => {
  browser.touched = 0;
  browser.runtime = runtime;
});

test.each([
  [
    'throws there and then, as in a page that an update left behind (J19)',
    () => {
      throw new Error('Extension context invalidated.');
    },
  ],
  ['rejects', () => Promise.reject(new Error('Could not establish connection.'))],
])('nothing comes of what %s', async (_what, sendMessage) => {
  runtime.sendMessage = sendMessage;
  await expect(send({ type: 'moodle.seen' })).resolves.toBeUndefined();
});

describe('what is heard', () => {
  let listener: Listener;
  beforeEach(() => {
    runtime.onMessage.addListener = (added) => void (listener = added as Listener);
  });

  /** What the sender gets, and whether the browser is to wait for it. */
  async function say(sender: object = { id: 'ours' }): Promise<{ answers: unknown[]; waits: unknown }> {
    const answers: unknown[] = [];
    const waits = listener('question', sender, (value) => answers.push(value));
    await Promise.resolve().then(() => Promise.resolve());
    return { answers, waits };
  }

  test.each([
    ['at once', (message: unknown) => [message]],
    ['later', (message: unknown) => Promise.resolve([message])],
  ])('is answered: %s', async (_when, receive) => {
    hearBackground(receive);
    expect(await say()).toEqual({ answers: [['question']], waits: true });
  });

  test('is answered also where answering fails', async () => {
    hearBackground(() => Promise.reject(new Error('x')));
    expect(await say()).toEqual({ answers: [undefined], waits: true });
  });

  test('is left to others where it is not for us', async () => {
    hearBackground(() => undefined);
    expect(await say()).toEqual({ answers: [], waits: undefined });
  });

  test('is the background alone, and nothing once the script has ended', async () => {
    const life = new AbortController();
    const receive = vi.fn(() => true);
    hearBackground(receive, life.signal);
    await say({ id: 'another' });
    await say({ id: 'ours', tab: { id: 1 } });
    expect(receive).not.toHaveBeenCalled();
    await say();
    life.abort();
    await say();
    expect(receive).toHaveBeenCalledTimes(1);
  });
});

describe('the extension for a script that may never have anything to say', () => {
  const said: string[] = [];
  let listeners: Listener[];
  let mayWork: unknown;
  beforeEach(() => {
    said.length = 0;
    listeners = [];
    mayWork = true;
    runtime.sendMessage = ({ type }) => {
      said.push(type);
      return Promise.resolve(type === 'site.mayWork' ? mayWork : 'answer');
    };
    runtime.onMessage.addListener = (added) => void listeners.push(added as Listener);
  });

  function start() {
    const instance = new AbortController();
    const heard: FrameMessage[] = [];
    const extension = extensionWhenNeeded((message) => heard.push(message), instance);
    const hear = (message: FrameMessage): void =>
      listeners.forEach((listener) => listener(message, { id: 'ours' }, () => undefined));
    return { instance, heard, extension, hear };
  }

  test('does not touch the runtime before it is sent to', () => {
    expect(start().extension.isThere()).toBe(true);
    expect([browser.touched, listeners]).toEqual([0, []]);
  });

  test('hears, and asks whether it may stay, before the first that is sent; once', async () => {
    const { extension, heard, hear } = start();
    const answers = [extension.send({ type: 'items.wanted' }), extension.send({ type: 'moodle.seen' })];
    expect(listeners).toHaveLength(1);
    expect(await Promise.all(answers)).toEqual(['answer', 'answer']);
    expect(said).toEqual(['site.mayWork', 'items.wanted', 'moodle.seen']);
    hear({ type: 'focus.restore' });
    expect(heard).toEqual([{ type: 'focus.restore' }]);
  });

  test('says nothing, and ends, where a site was taken back before', async () => {
    const { extension, instance } = start();
    mayWork = false;
    expect(await extension.send({ type: 'items.wanted' })).toBeUndefined();
    expect([said, instance.signal.aborted]).toEqual([['site.mayWork'], true]);
  });

  test.each([
    [false, true],
    [true, false],
    [undefined, false],
  ])('a site was taken back somewhere: may it stay? %s', async (stays, ends) => {
    const { extension, instance, heard, hear } = start();
    await extension.send({ type: 'items.wanted' });
    mayWork = stays;
    hear({ type: 'site.check' });
    await new Promise((resolve) => setTimeout(resolve));
    expect([said, heard]).toEqual([['site.mayWork', 'items.wanted', 'site.mayWork'], []]);
    expect(instance.signal.aborted).toBe(ends);
  });

  test('is gone where an update came before the first that is sent, in a page that has nobody to hear then', async () => {
    const { extension, instance } = start();
    browser.runtime = undefined;
    expect(await extension.send({ type: 'items.wanted' })).toBeUndefined();
    expect([extension.isThere(), instance.signal.aborted]).toEqual([false, false]);
  });
});
