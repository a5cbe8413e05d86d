import { expect, test, vi } from 'vitest';
import { send } from './send.ts';

const runtime = vi.hoisted(() => ({ sendMessage: (): unknown => undefined }));
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
