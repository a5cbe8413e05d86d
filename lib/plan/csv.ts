/** What a spreadsheet takes for the start of a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A text that no spreadsheet computes: an apostrophe before what would start a formula. */
const inert = (cell: string): string =>
  FORMULA.test(cell.trimStart()) || FORMULA.test(cell) ? `'${cell}` : cell;

const quoted = (cell: string): string => `"${inert(cell).replaceAll('"', '""')}"`;

/**
 * Rows as CSV by RFC 4180, each cell quoted and safe against formulas. The byte order mark is for spreadsheets, which
 * take UTF-8 for something else without it.
 */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`;
