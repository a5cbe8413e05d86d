import { expect, test } from 'vitest';
import type { PageOffer } from '../../messages/messages.ts';
import { findingOf } from './page-check.ts';

const frame = { itemsInMenus: 0, itemsElsewhere: 0 };
const room = { frameId: 3, entryId: '1_abcd1234', name: 'Algebra' };
const rooms: PageOffer = { kind: 'rooms', own: { may: true, room }, others: [], native: false };
const none = (reason: Extract<PageOffer, { kind: 'none' }>['reason'], name?: string): PageOffer => ({
  kind: 'none',
  reason,
  name,
});
const HOST = 'media.example.org';

test.each<[string, Parameters<typeof findingOf>, ReturnType<typeof findingOf>]>([
  ['an item in a menu', [[{ ...frame, itemsInMenus: 1 }], [], rooms], { kind: 'item' }],
  ['an item in a row', [[{ ...frame, itemsElsewhere: 1 }], [], rooms], { kind: 'button' }],
  ['no menu yet', [[frame], [], rooms], { kind: 'menuNotOpened' }],
  ['the site’s own', [[frame], [], { ...rooms, native: true }], { kind: 'native' }],
  ['no right', [[frame], [HOST], none('noRight', 'Algebra')], { kind: 'noRightOn', name: 'Algebra' }],
  [
    'no right on the page’s own',
    [[frame], [], { ...rooms, own: { may: false, name: 'Algebra' } }],
    { kind: 'noRightOn', name: 'Algebra' },
  ],
  ['a frame that is closed', [[frame], [HOST], none('noEntry')], { kind: 'frameNotAllowed', host: HOST }],
  ['a frame that is closed, no script', [[], [HOST], undefined], { kind: 'frameNotAllowed', host: HOST }],
  ['a server that does not answer', [[frame], [HOST], none('noAnswer')], { kind: 'noAnswer' }],
  ['no session', [[frame], [], none('noSession')], { kind: 'noSession' }],
  ['no script', [[], [], undefined], { kind: 'notAllowed' }],
  ['not known yet', [[frame], [], { kind: 'asking' }], { kind: 'asking' }],
])('%s', (_, [frames, notAllowed, offer], finding) => {
  expect(findingOf(frames, notAllowed, offer)).toEqual(finding);
});
