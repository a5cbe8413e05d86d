import { expect, test } from 'vitest';
import { z } from 'zod';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import type { Fault } from '../campus/kaltura/switches.ts';
import { faultAt } from '../clone/fault-at.ts';
import { seedTree } from '../clone/tree.ts';
import { type World, world } from '../clone/world.ts';

/**
 * A server whose lists heed no filter, as one does that does not know a field of it: they show another clone of the same
 * room, by the same person, beside what was asked for. Whatever happens to this one, that stays as it is.
 */

const TEXTS = { name: 'Copy', description: '', tags: '' };
const list = z.looseObject({ objects: z.array(z.unknown()), objectType: z.string() });

type List = z.infer<typeof list>;

/** All lists of what the other clone holds. */
async function listsOf({ admin, kaltura }: World, user: string, isTheirs: (entryId: string) => boolean) {
  const ids = kaltura.entries().flatMap(({ id }) => (isTheirs(id) ? [id] : []));
  const listed = async (service: string, filter: object): Promise<List> =>
    list.parse(await admin.must(user, service, 'list', { filter, pager: { pageSize: 500 } }));
  const lists = [
    await listed('baseEntry', {
      idIn: ids.join(),
      displayInSearchIn: '-2,-1,0,1,2',
      statusIn: '-1,0,1,2,4,5,6,7',
    }),
    await listed('cuepoint_cuepoint', { entryIdIn: ids.join() }),
    await listed('attachment_attachmentasset', { entryIdIn: ids.join() }),
    await listed('metadata_metadata', { objectIdIn: ids.join(), metadataObjectTypeEqual: '1' }),
    await listed('uploadToken', { statusEqual: 0 }),
  ];
  return lists;
}

/** Everything that stands in the other clone, but for what belongs to any other entry. */
function held({ kaltura }: World, ids: ReadonlySet<string>): readonly string[] {
  const points = kaltura.cuePoints().filter(({ entryId }) => ids.has(entryId));
  const described = new Set([...ids, ...points.map(({ id }) => id)]);
  return [
    // That somebody has made a copy of it a server notes, too: the time of its last change is left out.
    ...kaltura.entries().flatMap((entry) => (ids.has(entry.id) ? [{ ...entry, updatedAt: 0 }] : [])),
    ...points,
    ...kaltura.metadata().filter(({ objectId }) => described.has(objectId)),
  ].map((thing) => JSON.stringify(thing));
}

/** Clones a room that was cloned before, by lists that show that clone too; and undoes it where that is asked. */
async function cloneBeside(
  user: string,
  fault?: { readonly nth: number; readonly kind: Fault },
  undoes = false,
) {
  const campus = world();
  const { room } = await seedTree(campus);
  campus.pass(130_000);
  const before = new Set(campus.kaltura.entries().map(({ id }) => id));
  const other = await campus.finish(await campus.start(room, TEXTS, user));
  expect(other.state.kind).toBe('ready');
  campus.pass(10_000);
  const others = new Set(campus.kaltura.entries().flatMap(({ id }) => (before.has(id) ? [] : [id])));
  const lists = await listsOf(campus, user, (id) => others.has(id));
  const theirs = held(campus, others);
  const withOthers = (answer: unknown): unknown => {
    const known = list.safeParse(answer);
    const more = lists.find(({ objectType }) => objectType === known.data?.objectType);
    return known.success && more
      ? { ...known.data, objects: [...known.data.objects, ...more.objects] }
      : answer;
  };
  const job = await campus.start(room, { ...TEXTS, name: 'Another' }, user);
  campus.lies(async (answer) => {
    const told: unknown = await answer.json();
    return Response.json(Array.isArray(told) ? told.map(withOthers) : withOthers(told));
  });
  const met = fault ? faultAt(campus.kaltura, fault.nth, fault.kind) : () => true;
  let ended = await campus.finish(job);
  if (undoes) {
    await campus.undo(ended, true);
    ended = await campus.finish(ended);
  }
  const gone = [...others].filter((id) => !campus.kaltura.entries().some((entry) => entry.id === id));
  return { campus, lists, theirs, after: held(campus, others), gone, met: met(), ended };
}

test('shows something of each kind, so that this proves something', async () => {
  const { lists } = await cloneBeside(OWNER);
  expect(lists.map(({ objects }) => objects.length > 0)).toEqual([true, true, true, true, false]);
});

test.each([OWNER, COEDITOR].flatMap((user) => [false, true].map((undoes) => ({ user, undoes }))))(
  'by $user, undone: $undoes',
  async ({ user, undoes }) => {
    const { theirs, after, gone } = await cloneBeside(user, undefined, undoes);
    expect(gone).toEqual([]);
    expect(after).toEqual(theirs);
  },
);

test.each([
  ['lostAfter', false],
  ['lostBefore', true],
] as const)('%s, at each request in turn; undone: %s', { timeout: 60_000 }, async (kind, undoes) => {
  for (let nth = 1; ; nth += 1) {
    const { theirs, after, gone, met, ended } = await cloneBeside(OWNER, { nth, kind }, undoes);
    expect(gone, `request ${nth}, ${ended.state.kind}`).toEqual([]);
    expect(after, `request ${nth}, ${ended.state.kind}`).toEqual(theirs);
    if (!met) break;
  }
});
