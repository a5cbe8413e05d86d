import type { Attachment, Thumbnail } from '../../kaltura/asset.ts';
import type { EntryId } from '../../kaltura/ids.ts';
import type { Metadata } from '../../kaltura/metadata.ts';
import type { PartName } from '../report/report.ts';
import type { CopiedRoom } from '../room.ts';
import { type Check, type Comparison, counted, lacking, unseenIn } from './comparison.ts';

/** How a kind of things that belong to entries is compared. */
interface AssetKind<T> {
  readonly part: PartName;
  readonly of: (room: CopiedRoom) => readonly T[] | undefined;
  /** The entry to which it belongs. */
  readonly entryOf: (item: T) => string;
  /** What must be the same in its copy. */
  readonly key: (item: T) => string;
  readonly name: (item: T) => string;
}

/**
 * The things of the room and of everything in it, each with its own entry's copy. What belongs to a child that has no
 * copy is not counted: the child is.
 */
function checkAssets<T>({ part, of, entryOf, key, name }: AssetKind<T>): Check {
  return (comparison) => {
    const [original, copy] = [of(comparison.original), of(comparison.copy)];
    if (!original || !copy)
      return { part, outcome: 'notCopied', of: original?.length, reason: 'unreadable', names: [] };
    const copyIds = copyIdsOf(comparison);
    const due = original.flatMap((item) => {
      const copyId = copyIds.get(entryOf(item));
      return copyId === undefined ? [] : [{ item, copyId }];
    });
    const there = copy.map((item) => ({ item, copyId: entryOf(item) }));
    const wrong = lacking(due, there, ({ item, copyId }) => JSON.stringify([copyId, key(item)]));
    return unseenIn(
      comparison,
      counted(
        part,
        due.length,
        wrong.map(({ item }) => name(item)),
      ),
    );
  };
}

/** Entry of the original → its copy, the room's own included. */
const copyIdsOf = ({ original, copy, copies }: Comparison): ReadonlyMap<string, EntryId> =>
  new Map([[original.entry.id, copy.entry.id], ...copies]);

const attachmentKey = ({ filename, title, format, tags, size }: Attachment): string =>
  JSON.stringify([filename, title, format, tags, size]);

/**
 * The attachments of a room and their copies, by id. A copy has a new id and nothing that points to its original, so
 * like goes with like, in the order of the list.
 */
export function pairAttachments(
  original: readonly Attachment[],
  copy: readonly Attachment[],
): ReadonlyMap<string, string> {
  const left = [...copy];
  return new Map(
    original.flatMap((item) => {
      const place = left.findIndex((candidate) => attachmentKey(candidate) === attachmentKey(item));
      const [found] = place < 0 ? [] : left.splice(place, 1);
      return found ? [[item.id, found.id] as const] : [];
    }),
  );
}

export const checkAttachments = checkAssets<Attachment>({
  part: 'attachments',
  of: ({ attachments }) => attachments,
  entryOf: ({ entryId }) => entryId,
  key: attachmentKey,
  name: ({ title, filename }) => title || filename,
});

export const checkThumbnails = checkAssets<Thumbnail>({
  part: 'thumbnails',
  of: ({ thumbnails }) => thumbnails,
  entryOf: ({ entryId }) => entryId,
  key: ({ tags, size }) => JSON.stringify([tags, size]),
  name: ({ tags }) => tags,
});

/** Custom metadata: one XML a profile; `clone` brings it along. */
export const checkMetadata = checkAssets<Metadata>({
  part: 'metadata',
  of: ({ metadata }) => metadata,
  entryOf: ({ objectId }) => objectId,
  key: ({ metadataProfileId, xml }) => JSON.stringify([metadataProfileId, xml]),
  name: ({ metadataProfileId }) => String(metadataProfileId),
});
