import { expect, test } from 'vitest';
import { failed, succeeded } from '../../kaltura/transport/result.ts';
import { countServices } from './count-services.ts';
import type { RoomServices } from '../job/run.ts';
import { ORIGINAL_ID } from '../samples.ts';

const services = (chat: unknown, storyboard: unknown): RoomServices =>
  ({ chat: { list: () => chat }, storyboard: { get: () => storyboard } }) as unknown as RoomServices; // what it calls

const LIST = [{ status: 'draft' }, { status: 'deleted' }, { status: 'ended' }];
const LOST = failed({ kind: 'serverFault', code: 'x' });

test('what services hold is counted, without what is deleted', async () => {
  const held = services(succeeded(LIST), succeeded({ items: [1, 2, 3], version: 1 }));
  expect(await countServices(held, ORIGINAL_ID)).toEqual({ interactions: 2, liveStoryboard: 3 });
});

test('a service that fails is unreadable; one that is not set up is none', async () => {
  const counts = await countServices(services(LOST, LOST), ORIGINAL_ID);
  expect(counts).toEqual({ interactions: 'unreadable', liveStoryboard: 'unreadable' });
  const none = await countServices({ chat: undefined, storyboard: undefined }, ORIGINAL_ID);
  expect(none).toEqual({ interactions: 'noService', liveStoryboard: 'noService' });
});
