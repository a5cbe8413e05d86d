/**
 * What an element's `style` says, as far as a description keeps it. Read from the attribute: browsers drop what they do
 * not know, such as Word's `mso-list`, from an element's own style object.
 */
export function styleOf(element: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const declaration of (element.getAttribute('style') ?? '').split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    found.set(
      declaration.slice(0, colon).trim().toLowerCase(),
      declaration
        .slice(colon + 1)
        .trim()
        .toLowerCase(),
    );
  }
  return found;
}

const NORMAL_WEIGHTS: ReadonlySet<string> = new Set(['normal', '400', 'lighter', '300', '200', '100', '500']);
const BOLD_WEIGHTS: ReadonlySet<string> = new Set(['bold', 'bolder', '600', '700', '800', '900']);

/** Emphasis in an element's style: on, off, or nothing said. */
export interface Emphasis {
  readonly strong: boolean | undefined;
  readonly em: boolean | undefined;
  readonly underline: boolean | undefined;
  readonly struck: boolean | undefined;
}

/** What comes before the size in `font`, which sets weight and slant, also where it does not name them. */
function fontOf(style: ReadonlyMap<string, string>): { readonly weight: string; readonly slant: string } {
  const words = (style.get('font') ?? '').split(/\s+/);
  const size = words.findIndex((word) => /^[\d.]+(?:[a-z]|%)/.test(word));
  // `inherit`, or a font of the system's: nothing is said.
  if (size < 0) return { weight: '', slant: '' };
  const before = words.slice(0, size);
  return {
    weight: before.find((word) => BOLD_WEIGHTS.has(word)) ?? 'normal',
    slant: before.find((word) => /^(?:italic|oblique)$/.test(word)) ?? 'normal',
  };
}

/** Whether the ends of lines in a text are ends of lines to its reader; undefined: its style says nothing. */
export function keepsLines(element: Element): boolean | undefined {
  const said = styleOf(element).get('white-space') ?? '';
  if (/^(?:pre|break-spaces)/.test(said)) return true;
  if (said === 'normal' || said === 'nowrap') return false;
  return element.nodeName === 'PRE' ? true : undefined;
}

/** What a style says of emphasis; undefined where it says nothing. */
export function emphasisOf(style: ReadonlyMap<string, string>): Emphasis {
  const font = fontOf(style);
  const weight = style.get('font-weight') ?? font.weight;
  const slant = style.get('font-style') ?? font.slant;
  const lines = style.get('text-decoration-line') ?? style.get('text-decoration') ?? '';
  return {
    strong: BOLD_WEIGHTS.has(weight) ? true : NORMAL_WEIGHTS.has(weight) ? false : undefined,
    em:
      slant.startsWith('italic') || slant.startsWith('oblique')
        ? true
        : slant === 'normal'
          ? false
          : undefined,
    underline: lines.includes('underline') ? true : lines.startsWith('none') ? false : undefined,
    struck: lines.includes('line-through') ? true : lines.startsWith('none') ? false : undefined,
  };
}

/** Whether the element is there for programs, not for readers: Word's and the web's hidden parts. */
export const isHidden = (element: Element, style: ReadonlyMap<string, string>): boolean =>
  style.get('display') === 'none' ||
  style.get('mso-hide') === 'all' ||
  style.get('visibility') === 'hidden' ||
  element.hasAttribute('hidden');

/**
 * A colour that somebody chose, as `#rrggbb`; undefined for what programs write on their own: black and its near
 * relatives, white, `windowtext`, and whatever is not told in numbers or is half transparent.
 */
export function chosenColour(value: string | undefined): string | undefined {
  const rgb = value === undefined ? undefined : channelsOf(value.trim().toLowerCase());
  if (!rgb) return undefined;
  const [low, high] = [Math.min(...rgb), Math.max(...rgb)];
  const isGrey = high - low < 32;
  if (isGrey && (high < 0x60 || low > 0xd8)) return undefined;
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Names that people choose in menus of colours. */
const NAMED: Readonly<Record<string, string>> = {
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  orange: '#ffa500',
  purple: '#800080',
  teal: '#008080',
  maroon: '#800000',
  navy: '#000080',
  olive: '#808000',
  fuchsia: '#ff00ff',
  gray: '#808080',
  grey: '#808080',
};

function channelsOf(value: string): readonly number[] | undefined {
  const text = NAMED[value] ?? value;
  const [, short] = /^#([\da-f]{3})$/.exec(text) ?? [];
  if (short !== undefined) return [...short].map((digit) => Number.parseInt(digit + digit, 16));
  const [, long] = /^#([\da-f]{6})$/.exec(text) ?? [];
  if (long !== undefined) return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
  const [, numbers] = /^rgba?\(([\d\s.,/%]{5,60})\)$/.exec(text) ?? [];
  if (numbers === undefined) return undefined;
  const [red, green, blue, alpha] = numbers.split(/[\s,/]+/).map(Number);
  const channels = [red, green, blue];
  if (alpha !== undefined && alpha < 1) return undefined;
  return channels.every((channel) => channel !== undefined && channel >= 0 && channel <= 255)
    ? channels.map((channel) => Math.round(channel ?? 0))
    : undefined;
}

/** Whether a `#rrggbb` is as dark as the text of a page may be. */
export const isDark = (colour: string): boolean =>
  [1, 3, 5].every((at) => Number.parseInt(colour.slice(at, at + 2), 16) < 0x80);
