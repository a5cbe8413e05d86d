import { beforeEach, describe, expect, test, vi } from 'vitest';
import { hearBackground, send } from './extension.ts';

type Listener = (message: unknown, sender: object, answer: (value: unknown) => void) => unknown;
const runtime = vi.hoisted(() => ({
  id: 'ours',
  sendMessage: (): unknown => undefined,
  onMessage: { addListener: (_: unknown): void => undefined },
}));
vi.mock('wxt/browser', () => ({ browser: { runtime } }));

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
