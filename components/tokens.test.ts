import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The colours of the windows can be told apart on whatever they stand (WCAG 2.2, 1.4.3 and 1.4.11). */

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** `--name: light-dark(#rgb, #rgb)`, the first of each name: those without more contrast. */
const COLOURS = new Map<string, readonly [light: string, dark: string]>();
for (const [, name = '', light = '', dark = ''] of css.matchAll(
  /--([\w-]+): light-dark\((#\w{3,6}), (#\w{3,6})\);/g,
))
  if (!COLOURS.has(name)) COLOURS.set(name, [light, dark]);

/** How bright a colour is, from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join('') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ['letters', ['text', 'quiet', 'good', 'bad', 'warning', 'primary-strong'], 4.5],
  ['the lines of fields, and the frame of the focus', ['line', 'primary'], 3],
])('%s have contrast enough on every surface', (_, names, least) => {
  const found = names.flatMap((name) =>
    ['surface', 'raised'].flatMap((ground) =>
      [0, 1].map((scheme) => {
        const [colour = '', behind = ''] = [COLOURS.get(name)?.[scheme], COLOURS.get(ground)?.[scheme]];
        return { name, ground, scheme, ratio: contrast(colour, behind) };
      }),
    ),
  );
  expect(found.filter(({ ratio }) => !(ratio >= least))).toEqual([]);
});
