import kaltura from 'kaltura-client';
import { inParallel } from '../../lib/clone/reading/lists.ts';
import { chunks } from '../../lib/clone/reading/chunks.ts';
import type { Server } from './area.ts';

/**
 * The same clone by Kaltura's own client for Node, as a competent developer writes it: what is in the room is read, the
 * room and each part of it copied and set right, and the copy read back. It keeps no journal, proves nothing of what the
 * server answers, and compares nothing.
 */
export type Manner = 'one call at a time' | 'six at a time' | 'its multirequest';

/** An object of an answer. */
type Read = Readonly<Record<string, unknown>> & { readonly id: string };

const { baseEntry, cuePoint, attachmentAsset } = kaltura.services;
const STATUSES = '-2,-1,0,1,2,4,5,6,7';
/** So many parts go into one of its multirequests. */
const PARTS_A_REQUEST = 30;

type ApiRequest = ReturnType<typeof baseEntry.get>;

const made = (name: string, fields: object): object => {
  const Type = kaltura.objects[name];
  if (!Type) throw new Error(`The client has no ${name}.`);
  return new Type(fields);
};

const pager = (): object => made('FilterPager', { pageSize: 500 });
const childrenOf = (id: string): ApiRequest =>
  baseEntry.listAction(made('BaseEntryFilter', { parentEntryIdEqual: id, statusIn: STATUSES }), pager());
const cuePointsOf = (id: string, page: number): ApiRequest =>
  cuePoint.listAction(
    made('CuePointFilter', { entryIdEqual: id }),
    made('FilterPager', { pageSize: 500, pageIndex: page }),
  );
const attachmentsOf = (id: string): ApiRequest =>
  attachmentAsset.listAction(made('AssetFilter', { entryIdEqual: id }), pager());

const OWN = ['1', '2'].map((itemType) => made('BaseEntryCloneOptionComponent', { itemType, rule: 1 }));
const cloneOf = (id: string): ApiRequest => baseEntry.cloneAction(id, OWN);
const NOBODY = { entitledUsersEdit: '', entitledUsersPublish: '', entitledUsersView: '' };

const roomUpdate = (id: string, source: Read, name: string): ApiRequest =>
  baseEntry.update(
    id,
    made('RoomEntry', { name, roomType: source['roomType'], templateRoomEntryId: source.id, ...NOBODY }),
  );
const childUpdate = (id: string, parentEntryId: string): ApiRequest =>
  baseEntry.update(id, made('BaseEntry', { parentEntryId, ...NOBODY }));
const addition = ({ code, tags, partnerData, startTime }: Read, entryId: string): ApiRequest =>
  cuePoint.add(made('CodeCuePoint', { code, tags, partnerData, startTime, entryId }));

/** What is in a room. */
interface Contents {
  readonly room: Read;
  readonly children: readonly Read[];
  readonly points: readonly Read[];
}

/** @returns the new room's id, and the milliseconds from where the original was read to the end */
export async function cloneByPlainClient(
  server: Server,
  source: string,
  name: string,
  manner: Manner,
): Promise<{ readonly room: string; readonly afterReading: number }> {
  const config = new kaltura.Configuration();
  config.serviceUrl = server.url;
  config.timeout = 60_000;
  // Its own would print every request, with the session.
  config.setLogger({});
  const client = new kaltura.Client(config);
  client.setKs(server.ks);

  const ask = (request: ApiRequest): Promise<Read> => request.execute(client) as Promise<Read>; // what the API answers
  const askAll = async (requests: readonly ApiRequest[]): Promise<readonly Read[]> => {
    if (manner === 'one call at a time') return inParallel(requests, 1, ask);
    if (manner === 'six at a time') return inParallel(requests, 6, ask);
    const all = client.startMultiRequest();
    for (const request of requests) all.add(request);
    return (await all.execute(client)) as readonly Read[]; // one answer a request, in order
  };
  const read = async (id: string): Promise<Contents> => {
    const [room, children, points] = await askAll([
      baseEntry.get(id),
      childrenOf(id),
      cuePointsOf(id, 1),
      attachmentsOf(id),
    ]);
    if (!room) throw new Error('No room.');
    const found = objectsOf(points);
    const more = Math.ceil(Number(points?.['totalCount']) / 500) - 1;
    const pages =
      more > 0 ? await askAll(Array.from({ length: more }, (_, i) => cuePointsOf(id, i + 2))) : [];
    return {
      room,
      children: await allChildren(id, children),
      points: [...found, ...pages.flatMap(objectsOf)],
    };
  };
  /** A list of more than 500 goes on with a second page: more are not asked for here. */
  const allChildren = async (id: string, first: Read | undefined): Promise<readonly Read[]> => {
    const found = objectsOf(first);
    if (Number(first?.['totalCount']) <= found.length) return found;
    const filter = made('BaseEntryFilter', { parentEntryIdEqual: id, statusIn: STATUSES });
    return [
      ...found,
      ...objectsOf(
        await ask(baseEntry.listAction(filter, made('FilterPager', { pageSize: 500, pageIndex: 2 }))),
      ),
    ];
  };

  const { room: original, children, points } = await read(source);
  const began = performance.now();
  let room: string;
  if (manner === 'its multirequest') {
    const [copy] = await askAll([cloneOf(source), roomUpdate('{1:result:id}', original, name)]);
    room = idOf(copy);
    const parts = [...children.map((child) => ({ child })), ...points.map((point) => ({ point }))];
    for (const some of chunks(parts, PARTS_A_REQUEST)) {
      const requests: ApiRequest[] = [];
      for (const part of some) {
        if ('point' in part) requests.push(addition(part.point, room));
        else {
          requests.push(cloneOf(part.child.id));
          requests.push(childUpdate(`{${requests.length}:result:id}`, room));
        }
      }
      await askAll(requests);
    }
  } else {
    room = idOf(await ask(cloneOf(source)));
    await ask(roomUpdate(room, original, name));
    const copies = await askAll(children.map(({ id }) => cloneOf(id)));
    await askAll(copies.map((copy) => childUpdate(idOf(copy), room)));
    await askAll(points.map((point) => addition(point, room)));
  }
  const there = await read(room);
  if (there.children.length !== children.length || there.points.length !== points.length)
    throw new Error('The copy is not whole.');
  return { room, afterReading: performance.now() - began };
}

const objectsOf = (list: Read | undefined): readonly Read[] => (list?.['objects'] ?? []) as readonly Read[]; // a list's

function idOf(answer: Read | undefined): string {
  if (typeof answer?.id !== 'string') throw new Error('Nothing was made.');
  return answer.id;
}
