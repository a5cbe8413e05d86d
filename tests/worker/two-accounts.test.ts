import { describe, expect, test } from 'vitest';
import { RoomRights } from '../../lib/background/pages/rooms-seen.ts';
import type { Platform } from '../../lib/background/platform.ts';
import { service, Session } from '../../lib/kaltura/session.ts';
import { DEFAULTS } from '../../lib/settings/settings.ts';
import { type Admin, adminOf } from '../campus/demo/admin.ts';
import { OWNER, STUDENT } from '../campus/demo/people.ts';
import { createKaltura, isLost, type Kaltura } from '../campus/kaltura/server.ts';

/** A page that holds sessions of two accounts, each at a server of its own. */

interface Account {
  readonly kaltura: Kaltura;
  readonly admin: Admin;
  readonly url: string;
  readonly room: string;
  readonly session: (user: string) => Promise<Session>;
}

async function account(url: string, partnerId: number): Promise<Account> {
  const kaltura = createKaltura({ partnerId });
  const { adminSecret, userSecret } = kaltura;
  const admin = adminOf({ url, partnerId, adminSecret, userSecret, fetch: kaltura.fetch });
  const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name: `Room of ${partnerId}` };
  const room = String((await admin.must(OWNER, 'room_room', 'add', { entry }))['id']);
  const at = service(url, partnerId)!;
  return { kaltura, admin, url, room, session: async (user) => new Session(at, await admin.session(user)) };
}

async function world() {
  const accounts = [await account('https://one.test', 101), await account('https://two.test', 202)] as const;
  const [one, two] = accounts;
  const sent: { readonly to: string; readonly body: string }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    sent.push({ to: origin, body: await request.clone().text() });
    const to = accounts.find(({ url }) => url === origin);
    if (!to) throw new TypeError('Failed to fetch');
    const answer = await to.kaltura.fetch(request);
    if (isLost(answer)) throw new TypeError('Failed to fetch');
    return answer;
  };
  const used: string[] = [];
  const platform = {
    post: { fetch, timeout: false },
    timers: { after: (_ms: number, work: () => void) => (work(), () => undefined) },
  } as unknown as Platform; // what it works with
  const rights = new RoomRights(platform, (session, { user }) => {
    used.push(`${user} at ${session.service.partnerId}`);
    return Promise.resolve();
  });
  const ask = (sessions: readonly Session[]) => {
    const message = {
      type: 'rooms.seen',
      entryIds: [one.room, two.room],
      sessions: [],
      language: 'en',
    } as const;
    return rights.ofPage(message, sessions, DEFAULTS);
  };
  return { one, two, sent, used, ask };
}

describe('a page with sessions of two accounts', () => {
  test('has the rooms of both, and each session is sent to its own server alone', async () => {
    const { one, two, sent, used, ask } = await world();
    const sessions = [await one.session(OWNER), await two.session(OWNER)];
    const answer = await ask(sessions);
    expect(answer).toMatchObject({ session: true });
    expect(answer?.rooms.map(({ entryId, right }) => [entryId, right])).toEqual([
      [one.room, true],
      [two.room, true],
    ]);
    expect(used).toEqual([`${OWNER} at 101`, `${OWNER} at 202`]);
    for (const session of sessions) {
      const carrying = sent.filter(({ body }) => body.includes(session.reveal()));
      expect(new Set(carrying.map(({ to }) => to))).toEqual(new Set([session.service.url]));
    }
  });

  test('has those of one where the other does not answer; where none answers nothing is known', async () => {
    const { one, two, ask } = await world();
    two.kaltura.switches.fault = () => 'lostBefore';
    const sessions = [await two.session(OWNER), await one.session(OWNER)];
    expect((await ask(sessions))?.rooms.map(({ entryId }) => entryId)).toEqual([one.room]);
    one.kaltura.switches.fault = () => 'lostBefore';
    expect(await ask(sessions)).toBeUndefined();
  });

  test('of one account the first that is a user’s counts, and no other is asked', async () => {
    const { one, two, used, ask } = await world();
    const sessions = [await one.session(OWNER), await one.session(STUDENT), await two.session(STUDENT)];
    const answer = await ask(sessions);
    expect(used).toEqual([`${OWNER} at 101`, `${STUDENT} at 202`]);
    expect(answer?.rooms).toMatchObject([
      { entryId: one.room, right: true },
      { entryId: two.room, right: false },
    ]);
  });
});
