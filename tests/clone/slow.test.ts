import { expect, test } from 'vitest';
import { OWNER } from '../campus/demo/people.ts';
import { makeRoom } from '../bench/rooms.ts';
import { reportOf } from './report.ts';
import { world } from './world.ts';

/** Nobody waits longer for an answer (`lib/kaltura/transport/post-json.ts`). */
const PATIENCE_MS = 25_000;
/** For the way there and back. */
const WAY_MS = 300;

interface Slow {
  readonly parts: number;
  readonly msPerCall: number;
  /** Whether the network fails while the room's own request is answered. */
  readonly isFirstLost?: boolean;
}

/** A clone on a loaded server far away, from its reading on, and how long each of its requests took. */
async function cloneSlowly({ parts, msPerCall, isFirstLost = false }: Slow) {
  const campus = world();
  const { admin, kaltura } = campus;
  const server = { url: admin.url, ks: await admin.session(OWNER), partnerId: admin.partnerId };
  const room = await makeRoom(server, parts, kaltura.fetch);
  campus.pass(60_000);
  const took: number[] = [];
  let toLose = isFirstLost;
  campus.lies(async (answer) => {
    const body: unknown = JSON.parse(await answer.clone().text());
    const ms = WAY_MS + msPerCall * (Array.isArray(body) ? body.length : 1);
    took.push(ms);
    campus.pass(ms);
    const isLost = toLose && kaltura.requests.at(-1)?.calls.some(({ action }) => action === 'clone');
    if (isLost) toLose = false;
    // The server has done what was asked; nobody heard of it.
    if (ms > PATIENCE_MS || isLost) throw new TypeError('Failed to fetch');
    return answer;
  });
  const before = kaltura.requests.length;
  const job = await campus.finish(
    await campus.start(room, { name: 'Copy', description: '', tags: '' }, OWNER),
  );
  expect(reportOf(job)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
  return { job, longest: Math.max(...took), requests: kaltura.requests.slice(before) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

test.each<Slow>([
  { parts: 60, msPerCall: 700 },
  { parts: 60, msPerCall: 1_200 },
  // More files than one request reads the children of.
  { parts: 300, msPerCall: 900 },
])('$parts parts, $msPerCall ms a call: nothing is asked for twice, from the reading on', async (slow) => {
  const { job, longest, requests } = await cloneSlowly(slow);
  const count = (
    isMeant: (call: { readonly service: string; readonly action: string }) => boolean,
  ): number[] => requests.map(({ calls }) => calls.filter(isMeant).length);
  const clones = count(({ action }) => action === 'clone');
  const added = count(({ service, action }) => service.startsWith('cuepoint') && action === 'add');
  const { children, cuePoints } = job.original;
  // Requests are as large as the server can answer in time: nobody waited in vain, and so nothing was looked for.
  expect(longest).toBeLessThan(PATIENCE_MS);
  expect(sum(clones) + sum(added)).toBe(1 + children.length + (cuePoints?.length ?? 0));
  expect(children.length).toBeGreaterThan(20);
});

test('where the answer to the first request is lost, the next follow the pace of the reading', async () => {
  const { longest } = await cloneSlowly({ parts: 60, msPerCall: 700, isFirstLost: true });
  expect(longest).toBeLessThan(PATIENCE_MS);
});
