import { test } from 'vitest';
import { cancelAtEveryRequest } from './take-back.ts';

test('cancel a big room at every request: nothing is left', { timeout: 60_000 }, async () => {
  await cancelAtEveryRequest(true);
});
