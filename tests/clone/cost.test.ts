import { beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../lib/clone/job/record.ts';
import { OWNER } from '../campus/demo/people.ts';
import { makeRoom } from '../bench/rooms.ts';
import { reportOf } from './report.ts';
import { type World, world } from './world.ts';

/** What a clone may cost, in requests and bytes: `npm run bench` shows the same beside Kaltura's own client. */

const TEXTS = { name: 'Copy', description: '', tags: '' };

/** A clone from Save on, as it was sent. */
interface Sent {
  readonly job: Job;
  readonly requests: number;
  /** How often nothing was under way any more, and something was sent. */
  readonly roundTrips: number;
  readonly bytes: number;
}

async function cloneRoomOf(parts: number): Promise<Sent> {
  const campus = world();
  const room = await roomOf(campus, parts);
  campus.pass(60_000);
  const job = await campus.start(room, TEXTS, OWNER);
  let [underWay, roundTrips, bytes] = [0, 0, 0];
  campus.between((text) => {
    bytes += text.length;
    if (underWay === 0) roundTrips += 1;
    underWay += 1;
    return undefined;
  });
  campus.lies(async (answer) => {
    underWay -= 1;
    bytes += (await answer.clone().text()).length;
    return answer;
  });
  // On a wire all of a wave are on their way before the first is answered.
  campus.kaltura.switches.delayMs = () => 5;
  const before = campus.kaltura.requests.length;
  const ended = await campus.finish(job);
  return { job: ended, requests: campus.kaltura.requests.length - before, roundTrips, bytes };
}

const roomOf = async ({ admin, kaltura }: World, parts: number): Promise<string> =>
  makeRoom(
    { url: admin.url, ks: await admin.session(OWNER), partnerId: admin.partnerId },
    parts,
    kaltura.fetch,
  );

describe.each([
  // Parts, requests, round trips, and bytes both ways.
  [0, 3, 2, 9_700],
  [60, 3, 2, 74_500],
  [300, 9, 3, 333_000],
])('a room of %i parts', (parts, requests, roundTrips, bytes) => {
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

  test(`with ${bytes} bytes at the most, in and out`, () => {
    expect(sent.bytes).toBeLessThanOrEqual(bytes);
  });
});
