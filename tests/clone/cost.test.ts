import { beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../lib/clone/job/record.ts';
import { type Reading, readForClone } from '../../lib/clone/reading/read-room.ts';
import { kalturaClient } from '../../lib/kaltura/transport/client.ts';
import { entryId } from '../../lib/kaltura/ids.ts';
import { Session } from '../../lib/kaltura/session.ts';
import { OWNER } from '../campus/demo/people.ts';
import { makeRoom } from '../bench/rooms.ts';
import { reportOf } from './report.ts';
import { type World, world } from './world.ts';

/** What a clone may cost, in requests and bytes: `npm run bench` shows the same beside Kaltura's own client. */

const TEXTS = { name: 'Copy', description: '', tags: '' };

/** A clone from Save on, as it was sent. */
interface Sent {
  readonly job: Job;
  /** Both ways, of the reading that fills the window. */
  readonly readingBytes: number;
  readonly requests: number;
  /** How often nothing was under way any more, and something was sent. */
  readonly roundTrips: number;
  readonly bytes: number;
}

async function cloneRoomOf(parts: number): Promise<Sent> {
  const campus = world();
  const room = await roomOf(campus, parts);
  campus.pass(60_000);
  const reading = await readCounted(campus, room);
  const job = await campus.startWith(reading.value, TEXTS);
  let [underWay, roundTrips, bytes] = [0, 0, 0];
  campus.between((text) => {
    bytes += text.length;
    if (underWay === 0) roundTrips += 1;
    underWay += 1;
    return undefined;
  });
  campus.lies(async (answer) => {
    underWay -= 1;
    const text = await answer.clone().text();
    bytes += text.length;
    return answer;
  });
  // On a wire all of a wave are on their way before the first is answered.
  campus.kaltura.switches.delayMs = () => 5;
  const before = campus.kaltura.requests.length;
  const ended = await campus.finish(job);
  return {
    job: ended,
    readingBytes: reading.bytes,
    requests: campus.kaltura.requests.length - before,
    roundTrips,
    bytes,
  };
}

async function readCounted(
  { admin, kaltura }: World,
  room: string,
): Promise<{ readonly value: Reading; readonly bytes: number }> {
  let bytes = 0;
  const counting: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = await kaltura.fetch(request.clone());
    const texts = await Promise.all([request.text(), answer.clone().text()]);
    for (const text of texts) bytes += text.length;
    return answer;
  };
  const session = new Session({ url: admin.url, partnerId: admin.partnerId }, await admin.session(OWNER));
  const client = kalturaClient(session, { fetch: counting, timeout: false });
  const reading = await readForClone(client, entryId(room)!, { now: () => 0 });
  if (!reading.ok) throw new Error(reading.failure.kind);
  return { value: reading.value, bytes };
}

const roomOf = async ({ admin, kaltura }: World, parts: number): Promise<string> =>
  makeRoom(
    { url: admin.url, ks: await admin.session(OWNER), partnerId: admin.partnerId },
    parts,
    kaltura.fetch,
  );

describe.each([
  // Parts, requests, round trips, and bytes both ways: of the reading, and from Save.
  [0, 3, 2, 4_565, 5_730],
  [20, 3, 2, 14_747, 27_253],
  [60, 3, 2, 31_564, 68_068],
  [300, 9, 3, 132_713, 316_554],
])('a room of %i parts', (parts, requests, roundTrips, readingBytes, bytes) => {
  let sent: Sent;
  beforeAll(async () => {
    sent = await cloneRoomOf(parts);
  });

  test('is copied whole', () => {
    expect(reportOf(sent.job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
  });

  test(`in ${requests} requests, and ${roundTrips} of them one after the other`, () => {
    expect(sent.requests).toBeLessThanOrEqual(requests);
    expect(sent.roundTrips).toBe(roundTrips);
  });

  // Ids and sessions are as long in every run: a field more, or a call, is over it.
  test(`with ${readingBytes} bytes for its reading, and ${bytes} from Save, in and out`, () => {
    expect(sent.readingBytes).toBeLessThanOrEqual(readingBytes);
    expect(sent.bytes).toBeLessThanOrEqual(bytes);
  });
});
