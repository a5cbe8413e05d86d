import type { Cell, Table } from './area.ts';

const shown = (cell: Cell): string => (cell === undefined ? '–' : String(cell));

/** A table as text, its columns in line: numbers to the right. */
export function tableText({ title, columns, rows, notes }: Table): string {
  const cells = [columns, ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[], isNumber: (at: number) => boolean): string =>
    row
      .map((cell, at) => (isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ');
  const isNumeric = (at: number): boolean => rows.every((row) => typeof row[at] !== 'string');
  return [
    title,
    '',
    ...cells.map((row) => line(row, isNumeric)),
    ...notes.map((note) => `  ${note}`),
    '',
  ].join('\n');
}
