import type { Problem } from '../room/problem.ts';
import type { PartReport, Report } from '../room/report.ts';
import type { Translate, WindowTexts } from './texts.ts';

/** One part of a report, in words. */
export interface ReportLine {
  readonly part: PartReport['part'];
  readonly tone: 'good' | 'told' | 'bad' | 'none';
  readonly text: string;
  /** Why, which, and what to do by hand; empty where all is well. */
  readonly more: readonly string[];
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

/** A report as a teacher reads it. */
export function reportLines(report: Report, t: Translate): ReportLine[] {
  return report.parts.map((line) => ({
    part: line.part,
    tone: toneOf(line),
    text: headline(line, t),
    more: more(line, t),
  }));
}

function toneOf(line: PartReport): ReportLine['tone'] {
  switch (line.outcome) {
    case 'copied':
      return 'good';
    case 'none':
      return 'none';
    case 'notCopied':
      // Nothing is asked of the teacher for what is never part of a clone, or what they left out themselves.
      return line.reason === 'neverCopied' || line.reason === 'leftOut' ? 'none' : 'told';
    case 'incomplete':
      return line.reason === 'missing' || line.reason === 'itemRefused' ? 'bad' : 'told';
  }
}

function headline(line: PartReport, t: Translate): string {
  const part = t(`report.part.${line.part}`);
  switch (line.outcome) {
    case 'copied':
      return t('report.copied', { part, count: line.count, of: line.of });
    case 'incomplete':
      return t('report.incomplete', { part, count: line.count, of: line.of });
    case 'notCopied':
      return line.of === undefined
        ? t('report.notCopied', { part })
        : t('report.notCopiedOf', { part, of: line.of });
    case 'none':
      return t('report.none', { part });
  }
}

function more(line: PartReport, t: Translate): string[] {
  if (line.outcome === 'none') return [];
  const notes = 'notes' in line ? line.notes.map((note) => t(`report.note.${note}`)) : [];
  if (line.outcome === 'copied') return notes;
  const names = line.names.map((name) => (isField(name) ? t(`report.field.${name}`) : name));
  const affected = names.length > 0 ? [t('report.names', { names: names.join(', ') })] : [];
  const byHand =
    line.part === 'liveStoryboard' && line.reason === 'noInterface'
      ? t('report.storyboardByHand')
      : t(`report.byHand.${line.reason}`);
  return [t(`report.reason.${line.reason}`), ...affected, byHand, ...notes];
}

const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name);

/** What went wrong and what to do, as one or two sentences. */
export function problemText({ code }: Problem, t: Translate): string {
  return [t(`problem.${code}`), t(`help.${code}`)].filter(Boolean).join(' ');
}
