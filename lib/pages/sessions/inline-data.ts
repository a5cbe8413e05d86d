/** JSON that stands as code in an inline script: what it is assigned to, or '' where it is an argument of a call. */
export interface InlineObject {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What the scanner is inside of. `data` where an object literal begins that may be JSON: the name that it is given. */
interface Bracket {
  readonly start: number;
  readonly data: string | undefined;
}

/** After these a slash begins a regular expression; after those in `UNSURE` it may; after anything else it divides. */
const BEFORE_REGEX = /^(?:[(,=:[!&|?{;*%~^<>]?|return|typeof|case|in|of|do|else|void|delete)$/;
const UNSURE = /[)}+-]/;
/** The longest regular expression that is looked for where a slash may divide, in characters. */
const LONGEST_REGEX = 300;

/**
 * The objects that a script's code assigns or hands over as plain JSON: `name = {…}`, `call({…}, {…})`. The code is read
 * as tokens, so that nothing inside a string, a comment or a template counts: pages hold texts of other people there.
 * Where two readings of a script are possible, as with an unusual regular expression, the rest of it is not read.
 * Linear in the script's length.
 */
export function inlineObjects(code: string): InlineObject[] {
  const found: InlineObject[] = [];
  const open: Bracket[] = [];
  let word = '';
  /** The name to which the next object would be assigned. */
  let assigned: string | undefined;
  let before = '';
  for (let at = 0; at < code.length;) {
    const sign = code.charAt(at);
    const start = at;
    if (/\s/.test(sign)) {
      at += 1;
      continue;
    }
    const comment = commentEnd(code, at);
    if (comment !== undefined) {
      at = comment;
      continue;
    }
    if (/[\w$]/.test(sign)) {
      while (/[\w$.]/.test(code.charAt(at))) at += 1;
      // `window.name` is `name`.
      word = code.slice(start, at).replace(/^.*\./, '');
      before = word;
      assigned = undefined;
      continue;
    }
    at += 1;
    let next: string | undefined;
    if (/["'`]/.test(sign)) {
      at = stringEnd(code, start);
      // An expression inside a template is code again.
      if (sign === '`' && code.slice(start, at).includes('${')) return found;
    } else if (sign === '/') {
      if (BEFORE_REGEX.test(before)) at = regexEnd(code, start, code.length);
      else if (UNSURE.test(before) && /["'`]/.test(code.slice(start, regexEnd(code, start, LONGEST_REGEX))))
        return found;
    } else if (sign === '{' || sign === '[' || sign === '(') {
      open.push({ start, data: sign === '{' ? assigned : undefined });
      if (sign === '(') next = '';
    } else if (sign === '}' || sign === ']' || sign === ')') {
      const bracket = open.pop();
      if (sign === '}' && bracket?.data !== undefined) {
        const value = parsed(code.slice(bracket.start, at));
        if (value) found.push({ name: bracket.data, value });
      }
    } else if (sign === '=' && before === word && !/[=>]/.test(code.charAt(at))) next = word;
    else if (sign === ',' && code.charAt(open.at(-1)?.start ?? -1) === '(') next = '';
    assigned = next;
    before = sign;
  }
  return found;
}

/** Where a comment that begins here ends; undefined where none begins. */
function commentEnd(code: string, at: number): number | undefined {
  const end = code.startsWith('/*', at)
    ? code.indexOf('*/', at + 2) + 2
    : code.startsWith('//', at) || code.startsWith('<!--', at)
      ? code.indexOf('\n', at) + 1
      : undefined;
  return end !== undefined && end <= at ? code.length : end;
}

/** Where a string or a template that begins here ends; one that is not closed ends with its line. */
function stringEnd(code: string, start: number): number {
  const quote = code.charAt(start);
  let at = start + 1;
  for (; at < code.length; at += 1) {
    const sign = code.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === quote) return at + 1;
    else if (sign === '\n' && quote !== '`') return at;
  }
  return at;
}

/** Where a regular expression that would begin here ends, or its line. @param most characters to look at */
function regexEnd(code: string, start: number, most: number): number {
  let inClass = false;
  let at = start + 1;
  for (; at < code.length && at < start + most; at += 1) {
    const sign = code.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) return at + 1;
    else if (sign === '\n') return at;
  }
  return at;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>; // it begins with a brace
  } catch {
    // Code, not data.
    return undefined;
  }
}
