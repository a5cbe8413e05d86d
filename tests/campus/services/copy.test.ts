import { expect, test } from 'vitest';
import { entryId } from '../../../lib/kaltura/ids.ts';
import { service, Session } from '../../../lib/kaltura/session.ts';
import { copiedInteractions, draftOf, lackingInteractions } from '../../../lib/room/live/interactions.ts';
import { copiedStoryboard, storyboardDifferences } from '../../../lib/room/live/live-storyboard.ts';
import { serviceAddress } from '../../../lib/services/address.ts';
import { chatClient } from '../../../lib/services/chat.ts';
import { isStale } from '../../../lib/services/post.ts';
import { storyboardClient } from '../../../lib/services/storyboard.ts';
import { adminOf } from '../demo/admin.ts';
import { COEDITOR, OWNER } from '../demo/people.ts';
import { seedRooms } from '../demo/rooms.ts';
import { seedServices } from '../demo/services.ts';
import { createKaltura } from '../kaltura/server.ts';
import { createRoomServices } from './server.ts';

const URL_ = 'http://kaltura.test';

/** The demo's main room and an empty one, with clients of the product's as this user. */
async function demo(user: string) {
  const kaltura = createKaltura();
  const { partnerId, adminSecret, userSecret } = kaltura;
  const admin = adminOf({ url: URL_, partnerId, adminSecret, userSecret, fetch: kaltura.fetch });
  const rooms = await seedRooms(admin);
  const services = createRoomServices({ access: kaltura.access });
  await seedServices(services, admin, rooms);
  const session = new Session(service(URL_, partnerId)!, await admin.session(user));
  const send: typeof fetch = (input, init) => services.fetch(new Request(input, init));
  return {
    services,
    chat: chatClient(serviceAddress('chat', 'https://chat.test')!, session, { fetch: send }),
    boards: storyboardClient(serviceAddress('storyboard', 'https://storyboard.test')!, session, {
      fetch: send,
    }),
    source: entryId(rooms.algebra)!,
    empty: entryId(rooms.empty)!,
  };
}

/** What must have come. */
function value<T>(result: { ok: true; value: T } | { ok: false; failure: { kind: string } }): T {
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}

test('the demo’s interactions come into another room as drafts, each once, though the answer is lost', async () => {
  const { services, chat, source, empty } = await demo(OWNER);
  const originals = value(await chat.list(source));
  expect(originals).toHaveLength(10);
  const attachment = originals.find(({ type }) => type === 'announcement')?.content['attachmentId'];
  const attachments = new Map([[String(attachment), 'its copy']]);
  const additions = copiedInteractions(originals).map((original) => ({
    idempotencyKey: `job/${original.id}`,
    object: draftOf(original, attachments),
  }));
  services.switches.fault = (action, nth) =>
    action.endsWith('addMany') && nth === 2 ? 'empty500After' : undefined;
  expect(await chat.addMany(empty, additions)).toMatchObject({
    ok: false,
    failure: { kind: 'outcomeUnknown' },
  });
  const made = value(await chat.addMany(empty, additions)).map(value);
  expect(made).toHaveLength(9);
  const copies = value(await chat.list(empty));
  expect(copies).toEqual(made);
  expect(lackingInteractions(originals, copies, attachments)).toEqual([]);
  expect(JSON.stringify(copies)).not.toMatch(/votes|results|dan\.student|scheduledAt/);
});

test('the demo’s storyboard comes into another room; a version that is stale is told', async () => {
  const { services, boards, source, empty } = await demo(OWNER);
  const { items } = value(await boards.get(source));
  expect(items).toHaveLength(5);
  const [, film, slides] = items;
  const entries = new Map([[film!.entryId!, 'film of the copy']]);
  const attachments = new Map([[slides!.attachmentId!, 'sheet of the copy']]);
  const wanted = copiedStoryboard(items, entries, attachments);
  const { version } = value(await boards.get(empty));
  const saved = value(await boards.save(empty, version, wanted));
  expect(storyboardDifferences(items, services.storyboard(empty), entries, attachments)).toEqual([]);
  expect(value(await boards.get(empty))).toEqual({ version: saved, items: wanted });
  const again = await boards.save(empty, version, []);
  expect(!again.ok && isStale(again.failure)).toBe(true);
});

test('a co-editor reads, but not what is not shared', async () => {
  const { chat, boards, source, empty } = await demo(COEDITOR);
  expect(value(await chat.list(source)).filter(({ status }) => status === 'deleted')).toHaveLength(1);
  expect(await boards.get(empty)).toMatchObject({ ok: false, failure: { kind: 'noRight' } });
});
