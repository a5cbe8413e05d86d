/**
 * Controls and marks of direction: names are other people's, and a terminal does what is in them (ECMA-48's escapes,
 * C1 included; Unicode TR9's embeddings and overrides). Isolates stay: they are ours.
 */

const ACTIVE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066\u2067]/g;

/** A text that a terminal shows and does nothing of; inside JSON it stands for the same as before. */
export const printable = (text: string): string =>
  text.replace(ACTIVE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Writes a line to standard output; what would act on a terminal is written out. */
export function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}
