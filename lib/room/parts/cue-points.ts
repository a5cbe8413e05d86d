import type { CuePoint } from '../../kaltura/cue-point.ts';
import type { Metadata } from '../../kaltura/metadata.ts';
import type { Choice } from '../choice.ts';
import { elementText, withoutElement } from '../xml.ts';
import type { Note, PartReport, RoomPart } from '../report/report.ts';
import { childKind, type Room } from '../room.ts';
import { type Check, type Comparison, counted, unseenIn } from './comparison.ts';

/**
 * What a clone holds of the cue points of a room and of everything in it (docs/facts/kaltura-api.md#3-cue-points,
 * docs/facts/kaltura-api.md#20-older-interactions): webcast polls are code cue points, announcements are annotations
 * of the Q&A; videos have chapters and slides, code, and the questions of a quiz. Votes, answers and questions of the
 * audience are cue points, too: they are no part of a clone.
 */
export type CuePointKind = 'poll' | 'announcement' | 'code' | 'slide' | 'question';

/** A cue point of the original that a clone holds, with the metadata that go with it. */
export interface CuePointItem {
  readonly kind: CuePointKind;
  readonly cuePoint: CuePoint;
  readonly metadata: readonly Metadata[];
}

/** In which line of the report a kind is counted: interactions of the audience, or what belongs to a video. */
const PART_OF = {
  poll: 'cuePoints',
  announcement: 'cuePoints',
  code: 'videoCuePoints',
  slide: 'videoCuePoints',
  question: 'videoCuePoints',
} as const satisfies Record<CuePointKind, RoomPart>;

/** Whether a cue point is a poll or an announcement, and no chapter, slide or question of a video. */
export const isInteraction = (kind: CuePointKind): boolean => PART_OF[kind] === 'cuePoints';

const tagsOf = ({ tags }: CuePoint): string[] => tags.split(',').map((tag) => tag.trim());

/** Whether its kind is told by its metadata. */
export const isAnnotation = ({ objectType }: CuePoint): boolean => objectType === 'KalturaAnnotation';

/** What attendees left behind in a webcast, and what was being shown. */
const RESULT_TAGS: ReadonlySet<string> = new Set(['poll-results', 'select-poll-state']);

/** Whether the metadata of an annotation say that it is an announcement, and not a deleted one. */
const isAnnouncement = ({ xml }: Metadata): boolean =>
  elementText(xml, 'Type') === 'Announcement' && elementText(xml, 'State') !== 'Deleted';

/** What a clone holds of these cue points; undefined where they could not be read. */
export function cuePointItems({
  children,
  cuePoints,
  annotationMetadata,
}: Pick<Room, 'children' | 'cuePoints' | 'annotationMetadata'>): readonly CuePointItem[] | undefined {
  if (!cuePoints) return undefined;
  const described = new Map<string, Metadata[]>();
  for (const row of annotationMetadata ?? [])
    described.set(row.objectId, [...(described.get(row.objectId) ?? []), row]);
  const files = new Set<string>(children.filter((child) => childKind(child) === 'file').map(({ id }) => id));
  const found: CuePointItem[] = [];
  for (const cuePoint of cuePoints) {
    if (isAnnotation(cuePoint)) {
      if (!annotationMetadata) return undefined;
      const metadata = described.get(cuePoint.id) ?? [];
      if (metadata.some(isAnnouncement)) found.push({ kind: 'announcement', cuePoint, metadata });
      continue;
    }
    const kind = kindOf(cuePoint, files.has(cuePoint.entryId));
    if (kind) found.push({ kind, cuePoint, metadata: [] });
  }
  return found;
}

function kindOf(cuePoint: CuePoint, inFile: boolean): CuePointKind | undefined {
  switch (cuePoint.objectType) {
    case 'KalturaCodeCuePoint':
      if (tagsOf(cuePoint).includes('poll-data')) return 'poll';
      return inFile && !tagsOf(cuePoint).some((tag) => RESULT_TAGS.has(tag)) ? 'code' : undefined;
    case 'KalturaThumbCuePoint':
      return 'slide';
    case 'KalturaQuestionCuePoint':
      return 'question';
    default:
      return undefined;
  }
}

/** Whether a choice of the teacher's leaves the item out. What belongs to a video comes and goes with it. */
export const isLeftOut = ({ kind }: CuePointItem, leaveOut: readonly Choice[]): boolean =>
  PART_OF[kind] === 'cuePoints' && leaveOut.includes('interactions');

/** Our mark on a copy, by which a lost answer is reconciled: `copiedFrom` only the server's own clone sets. */
const markOf = (source: string): string => `copy-of-${source}`;

/** A poll's tag `id:<poll>` names its votes, which stay with the original. */
const keptTags = (cuePoint: CuePoint): string =>
  tagsOf(cuePoint)
    .filter((tag) => tag !== '' && !tag.startsWith('id:'))
    .join(',');

/** A slide has its picture in a thumbnail of its own, which only the server's clone of the cue point brings along. */
export const isClonedByServer = ({ kind }: CuePointItem): boolean => kind === 'slide';

/** Fields that a copy has as the original: those of every kind, and those of one kind alone. */
const COMMON = ['endTime', 'partnerSortValue', 'triggeredAt', 'thumbOffset', 'forceStop'] as const;
const FIELDS = {
  poll: ['code', 'description'],
  announcement: ['text'],
  code: ['code', 'description'],
  slide: ['title', 'description'],
  question: [
    ...(['question', 'hint', 'explanation', 'questionType', 'presentationOrder'] as const),
    ...(['excludeFromScore', 'optionalAnswers'] as const),
  ],
} as const satisfies Record<CuePointKind, readonly (keyof CuePoint)[]>;

/** The value of a field of an added cue point. */
export type CuePointValue = string | number | boolean | NonNullable<CuePoint['optionalAnswers']>;

/**
 * The fields of a copy that we add. What the original does not have the copy does not get as an empty text. An
 * announcement is not public: API v3 has no draft, and this is the nearest to one.
 */
export function copyOfCuePoint({ kind, cuePoint }: CuePointItem): Readonly<Record<string, CuePointValue>> {
  const fields: Record<string, CuePointValue> = {
    objectType: cuePoint.objectType,
    startTime: cuePoint.startTime ?? 0,
    tags: keptTags(cuePoint),
    systemName: markOf(cuePoint.id),
    ...(kind === 'announcement' && { isPublic: false }),
  };
  for (const name of ['partnerData', ...COMMON, ...FIELDS[kind]] as const) {
    const value = cuePoint[name];
    if (value !== undefined && value !== '') fields[name] = value;
  }
  return fields;
}

/** The metadata of a copied announcement: a thread is begun by its first item, and the copy begins its own. */
export const copyOfMetadata = ({ xml }: Metadata): string => withoutElement(xml, 'ThreadId');

/** The copies of one item among a room's cue points. */
export const copiesOfCuePoint = (cuePoints: readonly CuePoint[], source: string): CuePoint[] =>
  cuePoints.filter(({ systemName, copiedFrom }) => systemName === markOf(source) || copiedFrom === source);

/** What must be the same in a copy. An announcement is one by its metadata: without them it is shown nowhere. */
const content = ({ kind, cuePoint, metadata }: CuePointItem): string =>
  JSON.stringify([
    cuePoint.objectType,
    cuePoint.startTime ?? 0,
    cuePoint.partnerData,
    // The server fills in what is not given: an end that the original lacks is none of its own.
    ...[...COMMON, ...FIELDS[kind]].map((name) => cuePoint[name] ?? null),
    keptTags(cuePoint).split(',').sort(),
    metadata.map((row) => `${row.metadataProfileId} ${copyOfMetadata(row)}`).sort(),
  ]);

/**
 * Which of these are not in the room any more as they were read: they are gone, or something else stands in them.
 * @param now what a clone holds of the room by now
 */
export function outdatedItems(
  before: readonly CuePointItem[],
  now: readonly CuePointItem[],
): ReadonlySet<string> {
  const current = new Map(now.map((item) => [item.cuePoint.id, content(item)]));
  return new Set(
    before.flatMap((item) => (current.get(item.cuePoint.id) === content(item) ? [] : [item.cuePoint.id])),
  );
}

/** Code cue points are shown to whoever sees the room; an annotation only where it is public. */
const isVisible = (cuePoint: CuePoint): boolean => !isAnnotation(cuePoint) || cuePoint.isPublic === true;

const nameOf = ({ cuePoint }: CuePointItem): string =>
  cuePoint.text || cuePoint.question || cuePoint.title || cuePoint.code;

/** Polls and announcements, of the room and of its breakout rooms. */
export const checkCuePoints: Check = (comparison) => {
  const line = checkKinds(comparison, 'cuePoints');
  const { original, leaveOut } = comparison;
  const wanted = cuePointItems(original)?.filter(({ kind }) => PART_OF[kind] === 'cuePoints') ?? [];
  if (wanted.length > 0 && leaveOut.includes('interactions'))
    return { part: 'cuePoints', outcome: 'notCopied', of: wanted.length, reason: 'leftOut', names: [] };
  const others = (original.cuePointCount ?? 0) - (cuePointItems(original)?.length ?? 0);
  // Votes and answers alone: they are never part of a clone, and the line says how many there are.
  return line.outcome === 'none' && others > 0
    ? { part: 'cuePoints', outcome: 'notCopied', of: others, reason: 'neverCopied', names: [] }
    : line;
};

/** Chapters, slides, code and quiz questions of the videos. */
export const checkVideoCuePoints: Check = (comparison) => checkKinds(comparison, 'videoCuePoints');

/** Each item with the same content, once; second copies are removed (`verify.ts`). What attendees can see is said. */
function checkKinds(comparison: Comparison, part: 'cuePoints' | 'videoCuePoints'): PartReport {
  const { original, copy } = comparison;
  const items = cuePointItems(original);
  const wanted = items?.filter(({ kind }) => PART_OF[kind] === part) ?? [];
  const described = wanted.some(({ metadata }) => metadata.length > 0);
  if (!items || !copy.cuePoints || (described && !copy.annotationMetadata))
    return { part, outcome: 'notCopied', of: undefined, reason: 'unreadable', names: [] };
  const { cuePoints, annotationMetadata = [] } = copy;
  const copies = wanted.map(({ cuePoint }) => copiesOfCuePoint(cuePoints, cuePoint.id));
  const wrong = wanted.filter((item, i) => {
    const [cuePoint] = copies[i] ?? [];
    if (cuePoint?.entryId !== entryOfCopy(comparison, item)) return true;
    const metadata = annotationMetadata.filter(({ objectId }) => objectId === cuePoint?.id);
    return !cuePoint || content({ ...item, cuePoint, metadata }) !== content(item);
  });
  const line = counted(part, wanted.length, wrong.map(nameOf), {
    notes: notesOf(comparison, part, copies.flat()),
  });
  return unseenIn(comparison, line);
}

/** The entry of the copy to which the copy of an item belongs. */
function entryOfCopy({ original, copy, copies }: Comparison, { cuePoint }: CuePointItem): string | undefined {
  if (cuePoint.entryId === original.entry.id) return copy.entry.id;
  return [...copies].find(([source]) => source === cuePoint.entryId)?.[1];
}

function notesOf(
  { original }: Comparison,
  part: 'cuePoints' | 'videoCuePoints',
  there: readonly CuePoint[],
): Note[] {
  if (part !== 'cuePoints') return [];
  const notes: Note[] = [];
  if (there.some(isVisible)) notes.push('visible');
  if (there.some((cuePoint) => !isVisible(cuePoint))) notes.push('notVisible');
  if (original.cuePointCount !== undefined && original.cuePointCount > (cuePointItems(original)?.length ?? 0))
    notes.push('votesStay');
  if (original.unseen.annotations) notes.push('annotationsUnseen');
  return notes;
}
