// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { listPage } from './design-system.ts';
import { row } from './kind-table.ts';
import { OTHER_ROOM, ROOM, show, start, type Started, VIDEO } from './page.ts';

/** Lists hold no session in their globals: it is looked for in their scripts, and in other pages of the site. */

/** base64 of `v2|102|in the page`, as a KS of version 2 begins. */
const KS = 'djJ8MTAyfGluIHRoZSBwYWdl';
const EDIT_PAGE = `<script>var flashvars = {"ks":"${KS}"}</script>`;

let started: Started | undefined;
afterEach(() => started?.stop());

/** A list of these entries, on a site with these pages; Kaltura answers where a session comes with the question. */
async function list(entryIds: readonly string[], site: Readonly<Record<string, string>>): Promise<Started> {
  show(listPage(entryIds.map((id) => row(id))), '/my-media');
  const answer = {
    get session(): boolean {
      return sessions().flat().length > 0;
    },
  };
  const messages: Started['messages'] = [];
  const sessions = () =>
    messages.flatMap((message) => (message.type === 'rooms.seen' ? [message.sessions] : []));
  started = await start(answer, new AbortController(), 0, site, messages);
  return started;
}

const questions = ({ messages }: Started) =>
  messages.flatMap((message) =>
    message.type === 'rooms.seen' ? [message.sessions.map(({ ks }) => ks)] : [],
  );

test.each([
  ['in the edit page of an entry of it', { [`/edit/${ROOM}`]: EDIT_PAGE }],
  ['in the edit page of the second one', { [`/edit/${OTHER_ROOM}`]: EDIT_PAGE }],
  [
    'in the edit page of an entry in My Media',
    { '/my-media': `<a href="/edit/1_mine0001">x</a>`, '/edit/1_mine0001': EDIT_PAGE },
  ],
])('it is found %s, and the entries are asked about once more', async (_where, site) => {
  expect(questions(await list([ROOM, OTHER_ROOM], site))).toEqual([[], [KS]]);
});

test.each([
  ['where no page can be read', {}],
  ['where the pages ask to sign in', { [`/edit/${ROOM}`]: '<form action="/user/login"></form>' }],
])('%s there is one: the question is repeated without it, and that is all', async (_where, site) => {
  expect(questions(await list([ROOM], site))).toEqual([[], []]);
});

test('a list without a room to clone is given no other script', async () => {
  const { messages } = await list([VIDEO], { [`/edit/${VIDEO}`]: EDIT_PAGE });
  expect([...new Set(messages.map(({ type }) => type))].toSorted()).toEqual(['rooms.seen', 'scripts.seen']);
});
