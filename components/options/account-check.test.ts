// @vitest-environment happy-dom
import { setImmediate } from 'node:timers/promises';
import { h, render } from 'preact';
import { expect, test } from 'vitest';
import type { Translate } from '../../lib/texts/texts.ts';
import { AccountCheck } from './account-check.tsx';

/** The texts by their names. */
const t = ((name: string) => name) as unknown as Translate; // its types are for real texts

test('what the server did not say is in the table, too, as not known', async () => {
  const account = { host: 'a.example', partnerId: 102, rows: [] };
  const unsaid = { version: undefined, clockOffset: undefined, rooms: undefined };
  render(h(AccountCheck, { check: () => Promise.resolve([{ ...account, ...unsaid }]), t }), document.body);
  document.querySelector('button')?.click();
  await setImmediate();
  await setImmediate();
  const rows = [...document.querySelectorAll('tr')].map(({ children }) =>
    [...children].map(({ textContent }) => textContent),
  );
  expect(rows).toEqual(
    ['version', 'clock', 'rooms'].map((name) => [`options.account.${name}`, 'options.account.unknown']),
  );
});
