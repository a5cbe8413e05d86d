import { test } from 'vitest';
import { cancelAtEveryRequest } from './undo.ts';

test('cancel a big room at every request: nothing is left', { timeout: 60_000 }, async () => {
  await cancelAtEveryRequest(true);
});
