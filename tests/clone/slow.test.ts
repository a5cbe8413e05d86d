import { expect, test } from 'vitest';
import { OWNER } from '../campus/demo/people.ts';
import { makeRoom } from '../bench/rooms.ts';
import { reportOf } from './report.ts';
import { world } from './world.ts';

/** A loaded server far away: so long for each call, and for the way there and back. */
const [MS_A_CALL, WAY_MS] = [700, 300];
/** Nobody waits longer for an answer (`lib/kaltura/post-json.ts`). */
const PATIENCE_MS = 25_000;
const PARTS = 60;

test('a slow server is asked for nothing twice: requests are as large as it can answer in time', async () => {
  const campus = world();
  const { admin, kaltura } = campus;
  const server = { url: admin.url, ks: await admin.session(OWNER), partnerId: admin.partnerId };
  const room = await makeRoom(server, PARTS, kaltura.fetch);
  campus.pass(60_000);
  const took: number[] = [];
  campus.lies(async (answer) => {
    const body: unknown = JSON.parse(await answer.clone().text());
    const ms = WAY_MS + MS_A_CALL * (Array.isArray(body) ? body.length : 1);
    took.push(ms);
    campus.pass(ms);
    // The server has done what was asked; nobody heard of it.
    if (ms > PATIENCE_MS) throw new TypeError('Failed to fetch');
    return answer;
  });
  const job = await campus.start(room, { name: 'Copy', description: '', tags: '' }, OWNER);
  const before = kaltura.requests.length;
  const ended = await campus.finish(job);
  expect(reportOf(ended)?.parts.filter(({ outcome }) => outcome === 'incomplete')).toEqual([]);
  const requests = kaltura.requests.slice(before);
  const count = (
    isMeant: (call: { readonly service: string; readonly action: string }) => boolean,
  ): number[] => requests.map(({ calls }) => calls.filter(isMeant).length);
  const clones = count(({ action }) => action === 'clone');
  const added = count(({ service, action }) => service.startsWith('cuepoint') && action === 'add');
  const { children, cuePoints } = ended.original;
  // The room and each of its parts once; nobody waited in vain, and so nothing was looked for and asked for again.
  expect(sum(clones) + sum(added)).toBe(1 + children.length + (cuePoints?.length ?? 0));
  expect(children.length).toBeGreaterThan(20);
  expect(Math.max(...took)).toBeLessThan(PATIENCE_MS);
  expect(Math.max(...clones)).toBeLessThanOrEqual(6);
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
