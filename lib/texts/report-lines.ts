import type { Waiting } from '../room/report/job-view.ts';
import type { Problem } from '../room/report/problem.ts';
import type { Note, PartName, PartReport, Report } from '../room/report/report.ts';
import type { Translate, WindowTexts } from './texts.ts';

/** A line of a report, in words. */
export interface ReportLine {
  /** The parts of which it speaks. */
  readonly parts: readonly PartName[];
  readonly text: string;
  /** Which, why, and what to do by hand; empty where nothing is to be said. */
  readonly more: readonly string[];
}

/** A report as a teacher reads it. */
export interface ReportLines {
  /** What is to be done by hand, in the order in which it is listed. */
  readonly toDo: readonly ReportLine[];
  /** What others can see or lose already. */
  readonly warnings: readonly string[];
  readonly copied: readonly ReportLine[];
  /** How many parts are copied. */
  readonly count: number;
  /** What is not in the new room, and needs nothing. */
  readonly others: readonly ReportLine[];
}

type Missing = Extract<PartReport, { readonly outcome: 'incomplete' | 'notCopied' }>;
type Copied = Extract<PartReport, { readonly outcome: 'copied' }>;

/** The parts of which something is to be done by hand. */
export const byHand = ({ parts }: Report): Missing[] =>
  parts.filter((line): line is Missing => isMissing(line) && !NOTHING_TO_DO.has(line.reason));

const isMissing = (line: PartReport): line is Missing =>
  line.outcome === 'incomplete' || line.outcome === 'notCopied';

/** By design, or as the teacher wanted it. */
const NOTHING_TO_DO: ReadonlySet<Missing['reason']> = new Set(['neverCopied', 'leftOut', 'notPublished']);

/** What of copied things others can see, or what may still go wrong. */
const WARNINGS: ReadonlySet<Note> = new Set([
  'visible',
  'scheduleOver',
  'hiddenActivity',
  'additionalActivity',
]);

/** Said in a word each, in one line: nobody counts them. */
const IN_ONE_LINE: ReadonlySet<PartName> = new Set(['texts', 'settings', 'thumbnails', 'metadata']);

/** A report as sentences: what is to be done by hand, what was copied, and what teachers should know. */
export function reportLines(report: Report, t: Translate): ReportLines {
  // That nobody else has access was so before they were added.
  const isShared = report.parts.some((line) => line.part === 'coeditors' && 'count' in line);
  const copied = report.parts.filter(
    (line): line is Copied => line.outcome === 'copied' && !(isShared && line.part === 'people'),
  );
  const counted = copied.filter(({ part }) => !IN_ONE_LINE.has(part));
  const named = copied.filter(({ part }) => IN_ONE_LINE.has(part));
  const what = named.map(({ part }) => t(`report.part.${part}`));
  const notes = (line: PartReport): readonly Note[] => ('notes' in line ? line.notes : []);
  return {
    toDo: byHand(report).map((line) => toDoLine(line, t)),
    warnings: report.parts
      .flatMap(notes)
      .filter((note) => WARNINGS.has(note))
      .map((note) => t(`report.note.${note}`)),
    copied: [
      ...counted.map((line) => copiedLine(line, t)),
      ...(named.length > 0
        ? [
            {
              parts: named.map(({ part }) => part),
              text: t('report.also', { what }),
              more: otherNotes(named.flatMap(notes), t),
            },
          ]
        : []),
    ],
    count: copied.length,
    others: report.parts
      .filter((line): line is Missing => isMissing(line) && NOTHING_TO_DO.has(line.reason))
      .map((line) => ({ parts: [line.part], text: asideOf(line, t), more: [] })),
  };
}

function copiedLine({ part, count, of, notes }: Copied, t: Translate): ReportLine {
  const text =
    part === 'people' || part === 'parent' || part === 'activity'
      ? t(`report.is.${part}`)
      : t('report.copied', { part: t(`report.part.${part}`), count, of });
  return { parts: [part], text, more: otherNotes(notes, t) };
}

const otherNotes = (notes: readonly Note[], t: Translate): string[] =>
  notes.filter((note) => !WARNINGS.has(note)).map((note) => t(`report.note.${note}`));

function toDoLine(line: Missing, t: Translate): ReportLine {
  const part = t(`report.part.${line.part}`);
  const text =
    line.outcome === 'incomplete'
      ? t('report.incomplete', { part, count: line.count, of: line.of })
      : line.of === undefined
        ? t('report.notCopied', { part })
        : t('report.notCopiedOf', { part, of: line.of });
  const isOutOfReach = line.reason === 'noInterface';
  const why = isOutOfReach ? [] : [t(`report.reason.${line.reason}`)];
  return { parts: [line.part], text, more: [...why, ...affected(line, t), howTo(line, t)] };
}

/** What to do by hand. What Kaltura keeps in the live room has ways of its own. */
function howTo({ part, reason }: Missing, t: Translate): string {
  const inRoom = reason === 'noInterface' || reason === 'serviceFailed';
  if (part === 'liveStoryboard' && inRoom) return t('report.byHand.storyboard');
  if (part === 'interactions' && inRoom) return t('report.byHand.interactions');
  return t(`report.byHand.${reason}`);
}

/** More names than this are counted, not read. */
const NAMES = 8;

function affected({ names }: Missing, t: Translate): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMES).map((name) => (isField(name) ? t(`report.field.${name}`) : name));
  const more = names.length - shown.length;
  return [more > 0 ? t('report.namesAndMore', { names: shown, more }) : t('report.names', { names: shown })];
}

function asideOf({ part, reason, of }: Missing, t: Translate): string {
  if (part === 'recordings') return t('report.aside.recordings');
  if (reason === 'notPublished') return t('report.aside.publishing', { count: of ?? 0 });
  return t('report.aside.leftOut', { part: t(`report.part.${part}`) });
}

type Field = keyof WindowTexts['report']['field'];

/** The fields that a report names by a code of ours; every other name is an item's own. */
const FIELDS: Readonly<Record<Field, true>> = {
  name: true,
  description: true,
  tags: true,
  roomType: true,
  templateRoomEntryId: true,
  accessControlId: true,
  startDate: true,
  endDate: true,
  displayInSearch: true,
  rootEntryId: true,
  recordedEntryId: true,
  redirectEntryId: true,
  broadcastEntryId: true,
};

const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name);

/** Why a clone waits: what the teacher can do goes before the way on; else it goes on by itself. */
export function waitingText({ until, problem }: Waiting, t: Translate): string {
  return t(until === 'session' ? 'dialog.waitingSession' : 'dialog.waiting', {
    reason: problemText(problem, t),
  });
}

/** What went wrong and what to do, as one or two sentences. */
export function problemText({ code, details = '' }: Problem, t: Translate): string {
  return [
    code === 'hostNotAllowed' ? t('problem.hostNotAllowed', { host: details }) : t(`problem.${code}`),
    t(`help.${code}`),
  ]
    .filter(Boolean)
    .join(' ');
}
