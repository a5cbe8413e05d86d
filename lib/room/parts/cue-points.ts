import type { CuePoint } from '../../kaltura/cue-point.ts';
import type { Metadata } from '../../kaltura/metadata.ts';
import type { Room } from '../room.ts';
import type { Note } from '../report.ts';
import { type Check, counted } from './comparison.ts';

/**
 * The older kind of interactions (kaltura-api facts 7.2): webcast polls are code cue points, announcements are
 * annotations of the Q&A. Votes, answers and questions of the audience are cue points too: they are no part of a clone.
 */

const tagsOf = ({ tags }: CuePoint): string[] => tags.split(',').map((tag) => tag.trim());

const isPoll = (cuePoint: CuePoint): boolean =>
  cuePoint.cuePointType === 'codeCuePoint.Code' && tagsOf(cuePoint).includes('poll-data');

export const isAnnotation = ({ cuePointType }: CuePoint): boolean => cuePointType === 'annotation.Annotation';

const field = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(xml)?.[1];

/** Whether the metadata of an annotation say that it is an announcement, and not a deleted one. */
const isAnnouncement = ({ xml }: Metadata): boolean =>
  field(xml, 'Type') === 'Announcement' && field(xml, 'State') !== 'Deleted';

/** An item of the original that a clone holds, with the metadata that go with it. */
export interface OlderInteraction {
  readonly cuePoint: CuePoint;
  readonly metadata: readonly Metadata[];
}

/** What of a room's cue points a clone holds; undefined where they could not be read. */
export function olderInteractions({
  cuePoints,
  annotationMetadata,
}: Pick<Room, 'cuePoints' | 'annotationMetadata'>): readonly OlderInteraction[] | undefined {
  if (!cuePoints) return undefined;
  const found: OlderInteraction[] = [];
  for (const cuePoint of cuePoints) {
    if (isPoll(cuePoint)) found.push({ cuePoint, metadata: [] });
    if (!isAnnotation(cuePoint)) continue;
    if (!annotationMetadata) return undefined;
    const metadata = annotationMetadata.filter(({ objectId }) => objectId === cuePoint.id);
    if (metadata.some(isAnnouncement)) found.push({ cuePoint, metadata });
  }
  return found;
}

/** Our mark on a copy, by which a lost answer is settled: `copiedFrom` is the server's own, and only `clone` sets it. */
const markOf = (source: string): string => `copy-of-${source}`;

/** A poll's tag `id:<poll>` names its votes, which stay with the original. */
const keptTags = (cuePoint: CuePoint): string =>
  tagsOf(cuePoint)
    .filter((tag) => !tag.startsWith('id:'))
    .join(',');

/** The fields of the copy. An announcement is not public: API v3 has no draft, and this is the nearest to one. */
export function copyOfCuePoint(cuePoint: CuePoint): Readonly<Record<string, string | number | boolean>> {
  const { id, objectType, startTime = 0, endTime, code, text, description, partnerData } = cuePoint;
  const common = {
    objectType,
    startTime,
    ...(endTime !== undefined && { endTime }),
    tags: keptTags(cuePoint),
    // What the original does not have the copy does not get as an empty text.
    ...(partnerData !== '' && { partnerData }),
    systemName: markOf(id),
  };
  return isAnnotation(cuePoint)
    ? { ...common, text, isPublic: false }
    : { ...common, code, ...(description !== '' && { description }) };
}

/** The copies of one item among a room's cue points. */
export const copiesOfCuePoint = (cuePoints: readonly CuePoint[], source: string): CuePoint[] =>
  cuePoints.filter(({ systemName }) => systemName === markOf(source));

/** What must be the same in a copy. An announcement is one by its metadata: without them it is shown nowhere. */
const content = ({ cuePoint, metadata }: OlderInteraction): string =>
  JSON.stringify([
    cuePoint.cuePointType,
    cuePoint.code,
    cuePoint.text,
    cuePoint.partnerData,
    keptTags(cuePoint).split(',').sort(),
    metadata.map(({ metadataProfileId, xml }) => `${metadataProfileId} ${xml}`).sort(),
  ]);

/** Code cue points are shown to whoever sees the room; an annotation only where it is public. */
const isVisible = (cuePoint: CuePoint): boolean =>
  !isAnnotation(cuePoint) || cuePoint.isPublic === true || cuePoint.isPublic === 1;

/** Each item with the same content; second copies are removed (`finish.ts`). What attendees can see is said. */
export const checkCuePoints: Check = ({ original, copy, leaveOut }) => {
  const part = 'cuePoints';
  const wanted = olderInteractions(original);
  const described = wanted?.some(({ metadata }) => metadata.length > 0) === true;
  if (!wanted || !original.cuePoints || !copy.cuePoints || (described && !copy.annotationMetadata))
    return { part, outcome: 'notCopied', of: undefined, reason: 'unreadable', names: [] };
  const others = original.cuePoints.length - wanted.length;
  if (wanted.length === 0) {
    return others === 0
      ? { part, outcome: 'none' }
      : { part, outcome: 'notCopied', of: others, reason: 'neverCopied', names: [] };
  }
  if (leaveOut.includes('interactions'))
    return { part, outcome: 'notCopied', of: wanted.length, reason: 'leftOut', names: [] };
  const { cuePoints, annotationMetadata = [] } = copy;
  const copies = wanted.map(({ cuePoint }) => copiesOfCuePoint(cuePoints, cuePoint.id));
  const wrong = wanted.filter((item, i) => {
    const [cuePoint] = copies[i] ?? [];
    if (!cuePoint) return true;
    const metadata = annotationMetadata.filter(({ objectId }) => objectId === cuePoint.id);
    return content({ cuePoint, metadata }) !== content(item);
  });
  const there = copies.flat();
  const notes: Note[] = [];
  if (there.some(isVisible)) notes.push('visible');
  if (there.some((cuePoint) => !isVisible(cuePoint))) notes.push('notVisible');
  return counted(
    part,
    wanted.length,
    wrong.map(({ cuePoint }) => cuePoint.text || cuePoint.code),
    { notes },
  );
};
