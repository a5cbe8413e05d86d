import type { Entry } from '../campus/kaltura/entry.ts';
import type { World } from './world.ts';

/** A room as it can be compared with another run's: ids are told by the names of what they belong to. */
export interface Picture {
  readonly room: Record<string, unknown>;
  readonly children: readonly string[];
  readonly cuePoints: readonly string[];
}

const FIELDS = [
  'name',
  'description',
  'tags',
  'userId',
  'creatorId',
  'type',
  'status',
  'displayInSearch',
] as const;
const PEOPLE = ['entitledUsersEdit', 'entitledUsersPublish', 'entitledUsersView'] as const;

/** The room with everything under it, as the server's own database has it. */
export function pictureOf({ kaltura }: World, roomId: string | undefined): Picture {
  const entries = kaltura.entries();
  const room = entries.find(({ id }) => id === roomId);
  if (!room) throw new Error('There is no such room.');
  return {
    room: faceOf(room, entries),
    children: childrenOf(room.id, entries).sort(),
    cuePoints: cuePointsOf(kaltura, room.id).sort(),
  };
}

/** Without our mark, which names an id of the original. */
function cuePointsOf(kaltura: World['kaltura'], room: string): string[] {
  return kaltura
    .cuePoints()
    .filter(({ entryId }) => entryId === room)
    .map(({ id, kind, fields: { systemName: _mark, ...fields } }) => {
      const rows = kaltura.metadata().filter(({ objectId }) => objectId === id);
      return JSON.stringify({ kind, fields, metadata: rows.map(({ xml }) => xml) });
    });
}

function childrenOf(parent: string, entries: readonly Entry[]): string[] {
  return entries
    .filter(({ parentEntryId }) => parentEntryId === parent)
    .map((child) =>
      JSON.stringify({ ...faceOf(child, entries), children: childrenOf(child.id, entries).sort() }),
    );
}

function faceOf(entry: Entry, entries: readonly Entry[]): Record<string, unknown> {
  const name = (id: unknown): string => entries.find((candidate) => candidate.id === id)?.name ?? String(id);
  const { playlistContent, templateRoomEntryId, ...own } = entry.own;
  return {
    ...Object.fromEntries([...FIELDS, ...PEOPLE].map((field) => [field, entry[field]])),
    ...own,
    root: name(entry.rootEntryId),
    ...(templateRoomEntryId !== undefined && { template: name(templateRoomEntryId) }),
    ...(playlistContent !== undefined && { items: String(playlistContent).split(',').map(name) }),
  };
}

/** The entries that were made for somebody since: what a clone has made, whether it belongs to a room or not. */
export function madeBy({ kaltura }: World, user: string, before: ReadonlySet<string>): Entry[] {
  return kaltura.entries().filter(({ id, userId }) => userId === user && !before.has(id));
}
