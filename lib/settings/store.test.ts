import { expect, test } from 'vitest';
import { DEFAULTS } from './settings.ts';
import { SettingsStore } from './store.ts';

/** A storage area in memory: as the browser's, it hands out copies. */
function areaWith(items: Record<string, unknown> = {}) {
  const kept = structuredClone(items);
  return {
    kept,
    get: (key: string) => Promise.resolve(structuredClone(key in kept ? { [key]: kept[key] } : {})),
    set: async (more: Record<string, unknown>) => {
      await Promise.resolve();
      Object.assign(kept, structuredClone(more));
    },
    remove: (key: string) => {
      Reflect.deleteProperty(kept, key);
      return Promise.resolve();
    },
  };
}
const managedWith = (policy: Record<string, unknown> = {}) => ({ get: () => Promise.resolve(policy) });
/** As Firefox answers where no administrator set anything. */
const unmanaged = { get: () => Promise.reject(new Error('Managed storage manifest not found')) };

test('where nothing was chosen, all is as it is by default', async () => {
  expect(await new SettingsStore(areaWith(), unmanaged).read()).toEqual(DEFAULTS);
});

test('what was written is read by the next worker, and only what was chosen is kept', async () => {
  const area = areaWith();
  await new SettingsStore(area, unmanaged).write({ namePattern: '{name}, copy', notifications: false });
  expect(area.kept).toEqual({
    settings: { version: 1, chosen: { namePattern: '{name}, copy', notifications: false } },
  });
  expect(await new SettingsStore(area, unmanaged).read()).toEqual({
    ...DEFAULTS,
    namePattern: '{name}, copy',
    notifications: false,
  });
});

test('a value that is wrong is named, and takes nothing from the others', async () => {
  const store = new SettingsStore(areaWith(), unmanaged);
  await store.write({ chatService: 'https://rooms.example.org/chat' });
  const changes = {
    chatService: 'http://rooms.example.org',
    language: 'xx',
    unknown: 1,
    leaveOut: ['files'],
  };
  expect(await store.write(changes)).toEqual(['chatService', 'language', 'unknown']);
  expect(await store.read()).toMatchObject({
    chatService: 'https://rooms.example.org/chat',
    language: 'browser',
    leaveOut: ['files'],
  });
});

test('a name pattern without {name} is refused, chosen or stored', async () => {
  const area = areaWith({ settings: { version: 1, chosen: { namePattern: 'Copy of' } } });
  const store = new SettingsStore(area, unmanaged);
  expect(await store.read()).toEqual(DEFAULTS);
  expect(await store.write({ namePattern: 'Copy of' })).toEqual(['namePattern']);
});

test.each([
  'http://rooms.example.org',
  'https://user:secret@rooms.example.org',
  'https://rooms.example.org/?key=secret',
  'rooms.example.org',
])('%s is no address of a service', async (chatService) => {
  expect(await new SettingsStore(areaWith(), unmanaged).write({ chatService })).toEqual(['chatService']);
});

test('two windows that write at once do not undo each other', async () => {
  const store = new SettingsStore(areaWith(), unmanaged);
  await Promise.all([store.write({ language: 'he' }), store.write({ notifications: false })]);
  expect(await store.read()).toMatchObject({ language: 'he', notifications: false });
});

test('reset forgets what was chosen, and not what the administrator set', async () => {
  const store = new SettingsStore(areaWith(), managedWith({ fixed: { language: 'de' } }));
  await store.write({ notifications: false });
  await store.reset();
  expect(await store.read()).toEqual({ ...DEFAULTS, language: 'de' });
});

test("the administrator's defaults give way to the teacher's choice, what they fixed does not", async () => {
  const policy = { defaults: { settingsFrom: 'template', copyActivity: false }, fixed: { language: 'de' } };
  const store = new SettingsStore(areaWith(), managedWith(policy));
  expect(await store.read()).toMatchObject({ settingsFrom: 'template', copyActivity: false, language: 'de' });
  expect(await store.write({ copyActivity: true, language: 'fr' })).toEqual(['language']);
  expect(await store.read()).toMatchObject({ settingsFrom: 'template', copyActivity: true, language: 'de' });
});

test('a policy that is lifted leaves what the teacher had chosen before', async () => {
  const area = areaWith();
  await new SettingsStore(area, unmanaged).write({ language: 'fr' });
  expect(await new SettingsStore(area, managedWith({ fixed: { language: 'de' } })).read()).toMatchObject({
    language: 'de',
  });
  expect(await new SettingsStore(area, unmanaged).read()).toMatchObject({ language: 'fr' });
});

test('a disk that refuses a write says so, and the next write is tried', async () => {
  const area = areaWith();
  let full = true;
  const store = new SettingsStore(
    { ...area, set: (items) => (full ? Promise.reject(new Error('full')) : area.set(items)) },
    unmanaged,
  );
  await expect(store.write({ language: 'he' })).rejects.toThrow('full');
  full = false;
  expect(await store.write({ language: 'he' })).toEqual([]);
});
