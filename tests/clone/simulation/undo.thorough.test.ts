import { beforeAll, test } from 'vitest';
import { keepRequestsInMemory } from '../../memory-fetch.ts';
import { cancelAtEveryRequest } from '../undo.ts';

beforeAll(keepRequestsInMemory);

test('cancel a big room at every request: nothing is left', async () => {
  await cancelAtEveryRequest(true);
});
