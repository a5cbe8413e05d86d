/** What was found; then edits: file, text, text instead. */
export type Mending = readonly [
  found: string,
  ...edits: (readonly [file: string, text: string, instead: string])[],
];
export const MENDINGS: readonly Mending[];
