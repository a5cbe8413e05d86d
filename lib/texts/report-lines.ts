import type { Problem } from '../room/problem.ts';
import type { PartReport, Report } from '../room/report.ts';
import { lookUp, type Translate, type WindowTexts } from './texts.ts';
import english from '../../locales/en/windows.json' with { type: 'json' };

/** One part of a report, in words. */
export interface ReportLine {
  readonly part: PartReport['part'];
  readonly tone: 'good' | 'told' | 'bad' | 'none';
  readonly text: string;
  /** Why, which, and what to do by hand; empty where all is well. */
  readonly more: readonly string[];
}

const FIELDS: ReadonlySet<string> = new Set(Object.keys(english.report.field));

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
      return 'told';
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

const isField = (name: string): name is keyof WindowTexts['report']['field'] => FIELDS.has(name);

/** What went wrong and what to do, as one or two sentences. */
export function problemText({ code }: Problem, t: Translate): string {
  const help = lookUp(english, `help.${code}`) === '' ? '' : t(`help.${code}`);
  return [t(`problem.${code}`), help].filter(Boolean).join(' ');
}
