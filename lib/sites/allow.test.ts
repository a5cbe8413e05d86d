import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { allowHost } from './allow.ts';

type Added = (permissions: { origins?: string[] }) => void;

/** The browser's permissions. @param answers what it says to the question */
function browser(answers: () => Promise<boolean>) {
  const asked: string[][] = [];
  const listeners = new Set<Added>();
  const shown: string[] = [];
  const request = ({ origins }: { origins: string[] }): Promise<boolean> => {
    asked.push(origins);
    return answers();
  };
  const onAdded = {
    addListener: (added: Added) => void listeners.add(added),
    removeListener: (added: Added) => void listeners.delete(added),
  };
  const grant = (...origins: string[]): void => [...listeners].forEach((added) => added({ origins }));
  const allow = (host: string): Promise<boolean> =>
    allowHost(host, { request, onAdded }, (one) => void shown.push(one));
  return { asked, shown, listeners, grant, allow };
}

const HOST = 'media.example.org';

test.each([true, false])(
  'the browser is asked for this host alone, and its answer counts: %s',
  async (said) => {
    const { allow, asked, shown } = browser(() => Promise.resolve(said));
    expect(await allow(HOST)).toBe(said);
    expect([asked, shown]).toEqual([[['https://media.example.org/*']], []]);
  },
);

test('it is asked within the click: nothing is waited for before', () => {
  const { allow, asked } = browser(() => new Promise(() => undefined));
  void allow(HOST);
  expect(asked).toHaveLength(1);
});

test.each(['*.example.org', 'a b', '', '*'])('it is not asked for what is no host: %j', async (host) => {
  const { allow, asked } = browser(() => Promise.resolve(true));
  expect(await allow(host)).toBe(false);
  expect(asked).toEqual([]);
});

test('where it takes no question from a frame, a page of ours is shown, and it is waited for', async () => {
  const { allow, shown, grant, listeners } = browser(() =>
    Promise.reject(new Error('permissions.request may only be called from a user input handler')),
  );
  const answers: boolean[] = [];
  const answered = allow(HOST).then((answer) => answers.push(answer));
  await setImmediate();
  expect(shown).toEqual([HOST]);
  grant('https://other.example.org/*');
  await setImmediate();
  expect(answers).toEqual([]);
  grant('https://*.example.org/*');
  await answered;
  expect(answers).toEqual([true]);
  expect(listeners.size).toBe(0);
});
