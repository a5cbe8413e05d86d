import { expect, test } from 'vitest';
import { OWNER } from '../campus/demo/people.ts';
import { CampusWorld } from './campus-world.ts';

const save = (name: string) =>
  ({
    type: 'save',
    texts: { name, description: '', tags: '' },
    leaveOut: [],
    copyActivity: false,
  }) as const;

test('a teacher clones a room: the window shows it, a notification, a banner and the badge tell it', async () => {
  const world = await CampusWorld.create();
  const window = (await world.click(OWNER))!;
  expect(window.view.state).toBe('form');
  window.send(save('Copy'));
  await world.pass(60_000);
  expect((await world.job(window))?.state.kind).toBe('ready');
  expect(window.view).toMatchObject({ state: 'job', job: { state: { kind: 'ready' } } });
  expect([world.browser.notified.length, world.banners.size, world.browser.badge]).toEqual([1, 1, '✓']);
  expect(world.browser.alarms.size).toBe(0);
});
