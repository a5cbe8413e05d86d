import { expect, test } from 'vitest';
import { NamedServices } from './named-services.ts';

const OWN = 'https://kaltura.uni.example';
const PATTERN = `${OWN}/*`;

function area() {
  const items: Record<string, unknown> = {};
  return {
    items,
    get: (key: string) => Promise.resolve({ [key]: items[key] }),
    set: (more: Record<string, unknown>) => Promise.resolve(void Object.assign(items, more)),
  };
}

/** A browser that lets us go to `granted`, and a worker that may be another one each time. */
function browser() {
  const granted = new Set<string>();
  const [kept, asked] = [area(), area()];
  const services = () => new NamedServices(kept, asked, (pattern) => Promise.resolve(granted.has(pattern)));
  return { granted, kept, services };
}

test('a host that may be visited is no service: it has to be named', async () => {
  const { granted, services } = browser();
  granted.add(PATTERN);
  await services().granted();
  expect(await services().list()).toEqual([]);
  await services().ask([OWN]);
  expect(await services().list()).toEqual([OWN]);
});

test('named in a question, it counts when the browser says yes, also to a worker that was stopped since', async () => {
  const { granted, services } = browser();
  await services().ask([OWN]);
  expect(await services().list()).toEqual([]);
  granted.add(PATTERN);
  await services().granted();
  expect(await services().list()).toEqual([OWN]);
});

test('taken back, it has to be named again: that the host is visited once more is not enough', async () => {
  const { granted, services } = browser();
  granted.add(PATTERN);
  await services().ask([OWN]);
  granted.delete(PATTERN);
  expect(await services().list()).toEqual([]);
  await services().withdrawn();
  granted.add(PATTERN);
  await services().granted();
  expect(await services().list()).toEqual([]);
});

test('an answer that was no names nothing later', async () => {
  const { granted, services } = browser();
  await services().ask([OWN]);
  await services().ask([]);
  granted.add(PATTERN);
  await services().granted();
  expect(await services().list()).toEqual([]);
});

test('what is no server over https is not named, and a damaged list is none', async () => {
  const { granted, kept, services } = browser();
  granted.add('http://kaltura.uni.example/*');
  await services().ask(['http://kaltura.uni.example', 'javascript:alert(1)', '', 'https://*']);
  expect(await services().list()).toEqual([]);
  kept.items['services'] = { a: 1 };
  expect(await services().list()).toEqual([]);
});
