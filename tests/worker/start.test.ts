import { afterEach, expect, test, vi } from 'vitest';
import { OWNER } from '../campus/demo/people.ts';
import { CampusWorld } from './campus-world.ts';

/** What a worker does before a teacher has her window: counts, since times are the machine's. */

/** What of the browser is a question to another process, of which each takes its time. */
const isQuestion = (name: string): boolean => !/^(?:runtime\.get(?:URL|Manifest)|i18n\.)/.test(name);

test.each(['awake', 'asleep'])(
  'the window is sent for before all but the settings is asked for, the worker %s',
  async (state) => {
    const world = await CampusWorld.create();
    await world.pass(5_000);
    if (state === 'asleep') world.browser.stop();
    world.browser.asked.length = 0;
    const used: unknown[] = [];
    world.browser.onJournal = () => used.push('journal');
    const requests = world.kaltura.requests.length;
    await world.click(OWNER, 'Algebra');
    const asked = world.browser.asked.filter(isQuestion);
    const [before, after] = [asked.slice(0, asked.indexOf('tabs.sendMessage')), asked.length];
    // For the window's language and the pattern of names.
    expect(before).toEqual(['storage.managed.get', 'storage.local.get']);
    expect(after).toBeGreaterThan(before.length + 1);
    expect(world.windows.at(-1)?.view.state).toBe('form');
    expect([used.length, world.kaltura.requests.length - requests].every((count) => count > 0)).toBe(true);
  },
);

test('where a window was prepared, nothing at all is asked for before it is sent for', async () => {
  const world = await CampusWorld.create();
  await world.pressInPage(OWNER, { type: 'dialog.likely' });
  const sentFor = async (): Promise<readonly string[]> => {
    world.browser.asked.length = 0;
    await world.click(OWNER, 'Algebra');
    const asked = world.browser.asked.filter(isQuestion);
    return asked.slice(0, asked.indexOf('tabs.sendMessage'));
  };
  expect([await sentFor(), await sentFor()]).toEqual([[], []]);
  // Settings that were changed meanwhile count.
  await world.panel({ type: 'settings.write', changes: { namePattern: '{name}, copy' } });
  expect(await sentFor()).toEqual(['storage.managed.get', 'storage.local.get']);
  expect(world.handed.at(-1)).toEqual({ name: 'Algebra', namePattern: '{name}, copy' });
});

test('the reading of the room does not take the processor from the window that is being drawn', async () => {
  const world = await CampusWorld.create();
  await world.pressInPage(OWNER, { type: 'dialog.likely' });
  const requests = world.kaltura.requests.length;
  await world.clicked(OWNER, 'Algebra');
  await world.pass(49);
  expect(world.kaltura.requests).toHaveLength(requests);
  // Its ticket is there: a window without one would be lost with its worker.
  expect(Object.keys(world.browser.session).some((key) => key.startsWith('ticket|'))).toBe(true);
  await world.pass(100);
  expect(world.kaltura.requests.length).toBeGreaterThan(requests);
});

test('a worker that is just started begins nothing by itself before it has heard what woke it', async () => {
  const { browser } = await CampusWorld.create();
  browser.stop();
  browser.asked.length = 0;
  browser.start();
  await browser.timeline.advance(49);
  expect(browser.asked.filter(isQuestion)).toEqual([]);
  await browser.timeline.advance(1);
  expect(browser.asked).toEqual(
    expect.arrayContaining(['permissions.getAll', 'contextMenus.create', 'storage.session.get']),
  );
});

afterEach(() => {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, '__zod_globalConfig');
});

test('few schemas are made before the worker hears what woke it: each took some hundredths of a millisecond', async () => {
  let made = 0;
  // zod calls it with each schema (`zod/v4/core/core.js`).
  const postProcessor = (schema: unknown): unknown => {
    made += 1;
    return schema;
  };
  vi.resetModules();
  Reflect.set(globalThis, '__zod_globalConfig', { postProcessor });
  await import('../../lib/background/worker.ts');
  // 650 were, when each was made where it stands; `z.lazy` makes one when it is used. Left are mostly Kaltura’s answers, each made once.
  expect(made).toBeLessThanOrEqual(185);
  // It counts.
  const { parsePageMessage } = await import('../../lib/messages/inbound.ts');
  const before = made;
  expect(parsePageMessage({ type: 'dialog.likely' })).toEqual({ type: 'dialog.likely' });
  expect(made - before).toBe(2);
});
