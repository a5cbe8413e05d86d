import { entryId } from '../../kaltura/ids.ts';

/**
 * Custom parameters of an External tool: a line each, `name=value` (Moodle's `lti_split_custom_parameters`,
 * docs/facts/moodle-pages.md#5-activities-and-their-entries ). Of several lines for one name Moodle takes the last.
 */

interface Line {
  readonly text: string;
  /** Where the value begins in the text. */
  readonly at: number;
  readonly value: string;
}

/**
 * The name under which Moodle launches a parameter (`lti_map_keyname`,
 * docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */
const launchedName = (name: string): string =>
  [...name.trim().toLowerCase()].map((sign) => (/[a-z0-9]/.test(sign) ? sign : '_')).join('');

/** The line, where it is one for the entry. */
function entryLine(text: string): Line | undefined {
  const equals = text.indexOf('=');
  if (equals < 0 || launchedName(text.slice(0, equals)) !== 'entry_id') return undefined;
  const value = text.slice(equals + 1).trim();
  return { text, at: text.indexOf(value, equals + 1), value };
}

/** The entry that the parameters name; undefined where they name none. */
export function entryInParameters(parameters: string): string | undefined {
  const value = parameters
    .split('\n')
    .map(entryLine)
    .findLast((line) => line !== undefined)?.value;
  return entryId(value);
}

/** The parameters with another entry in the place of this one; all else of them stays, byte for byte. */
export function withEntryInParameters(parameters: string, from: string, to: string): string {
  return parameters
    .split('\n')
    .map((text) => {
      const line = entryLine(text);
      if (line?.value !== from) return text;
      return text.slice(0, line.at) + to + text.slice(line.at + from.length);
    })
    .join('\n');
}
