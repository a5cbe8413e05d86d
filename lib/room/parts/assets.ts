import type { Attachment, Thumbnail } from '../../kaltura/asset.ts';
import type { PartName, PartReport } from '../report.ts';
import { type Check, counted, lacking } from './comparison.ts';

function compare<T>(
  part: PartName,
  original: readonly T[] | undefined,
  copy: readonly T[] | undefined,
  key: (item: T) => string,
  name: (item: T) => string,
): PartReport {
  if (!original || !copy)
    return { part, outcome: 'notCopied', of: original?.length, reason: 'unreadable', names: [] };
  return counted(part, original.length, lacking(original, copy, key).map(name));
}

const attachmentKey = ({ filename, title, tags, size }: Attachment): string =>
  JSON.stringify([filename, title, tags, size]);
const thumbnailKey = ({ tags, size }: Thumbnail): string => JSON.stringify([tags, size]);

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

export const checkAttachments: Check = ({ original, copy }) =>
  compare(
    'attachments',
    original.attachments,
    copy.attachments,
    attachmentKey,
    (item) => item.title || item.filename,
  );

export const checkThumbnails: Check = ({ original, copy }) =>
  compare('thumbnails', original.thumbnails, copy.thumbnails, thumbnailKey, (item) => item.tags);

/** Custom metadata: one XML a profile; `clone` brings it along. */
export const checkMetadata: Check = ({ original, copy }) =>
  compare(
    'metadata',
    original.metadata,
    copy.metadata,
    (row) => JSON.stringify([row.metadataProfileId, row.xml]),
    (row) => String(row.metadataProfileId),
  );
