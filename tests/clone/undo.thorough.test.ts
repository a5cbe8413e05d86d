import { test } from 'vitest';
import { cancelAtEveryRequest } from './undo.ts';

test('cancel a big room at every request: nothing is left', async () => {
  await cancelAtEveryRequest(true);
});
