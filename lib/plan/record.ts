import { csvOf } from './csv.ts';
import type { Outcome } from './queue.ts';

/** What became of one clone of a plan, in words. */
export interface RecordRow {
  /** The line of the plan, from 1. */
  readonly line: number;
  readonly room: string;
  /** The number of the copy, from 1; 0 for a line that is refused. */
  readonly copy: number;
  readonly originalName: string;
  readonly name: string;
  /** `running`: at work when the record was made. */
  readonly outcome: Outcome | 'refused' | 'notStarted' | 'running';
  readonly newRoom: string;
  /** Where to see it; empty where that is not known. */
  readonly link: string;
  readonly what: string;
  /** What is to be done by hand. */
  readonly toDo: readonly string[];
}

const HEAD = [
  ...['Line', 'Room', 'Copy', 'Original', 'Name', 'Outcome'],
  ...['New room', 'Link', 'What happened', 'To do by hand'],
];

const inOrder = (rows: readonly RecordRow[]): readonly RecordRow[] =>
  rows.toSorted((a, b) => a.line - b.line || a.copy - b.copy);

/** The record for programs, in the plan's order. */
export const recordJson = (rows: readonly RecordRow[]): string =>
  `${JSON.stringify(inOrder(rows), undefined, 2)}\n`;

/** The record for spreadsheets, in the plan's order. Its words for outcomes are those of the JSON. */
export function recordCsv(rows: readonly RecordRow[]): string {
  const cells = inOrder(rows).map(({ line, room, copy, originalName, name, outcome, ...row }) => [
    ...[String(line), room, String(copy), originalName, name, outcome],
    ...[row.newRoom, row.link, row.what, row.toDo.join('\n')],
  ]);
  return csvOf([HEAD, ...cells]);
}
