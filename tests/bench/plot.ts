import type { Plot } from './area.ts';

/**
 * Bars as SVG, drawn by hand: rectangles and texts of a table that is there already. A library for plots brings a DOM or
 * some megabytes for it.
 */

const COLOURS = ['#0b6e99', '#d9730d', '#787774', '#6940a5', '#b5b5b0'] as const;
const WIDTH = 760;
const LEFT = 56;
const TOP = 56;
const HEIGHT = 260;
const BAR_GAP = 2;
/** Of a label: how wide a letter is about, and how high a line. */
const [LETTER, LINE] = [6.5, 14];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The next of 1, 2, 5, 10, 20 … that is not below the value. */
function ceiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power;
}

/** A text in lines of so many letters, as far as its words are no longer. */
function wrapped(label: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** @returns the text of an SVG file, on a white ground: it is shown on pages of either colour */
export function svgOf({ title, unit, series, groups }: Plot): string {
  const highest = ceiling(Math.max(0, ...groups.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const yOf = (value: number): number => TOP + HEIGHT - (value / highest) * HEIGHT;
  const groupWidth = (WIDTH - LEFT - 16) / Math.max(1, groups.length);
  const barWidth = (groupWidth * 0.8) / series.length;
  const text = (x: number, y: number, content: string, anchor = 'start', size = 12): string =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}">${escaped(content)}</text>`;
  const mostLines = Math.max(
    1,
    ...groups.map(({ label }) => wrapped(label, Math.floor(groupWidth / LETTER)).length),
  );
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const y = yOf(highest * part);
    return (
      `<line x1="${LEFT}" x2="${WIDTH - 16}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="#ddd"/>` +
      text(LEFT - 6, y + 4, String(highest * part), 'end', 11)
    );
  });
  const legend = series.map((name, at) => {
    const x = LEFT + at * ((WIDTH - LEFT) / series.length);
    return `<rect x="${x.toFixed(1)}" y="32" width="10" height="10" fill="${COLOURS[at % COLOURS.length]}"/>${text(x + 14, 41, name, 'start', 11)}`;
  });
  const bars = groups.flatMap(({ label, values }, group) => {
    const left = LEFT + group * groupWidth + groupWidth * 0.1;
    const drawn = values.flatMap((value, at) => {
      if (value === undefined) return [];
      const [x, y] = [left + at * barWidth, yOf(value)];
      const height = TOP + HEIGHT - y;
      return [
        `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(barWidth - BAR_GAP).toFixed(1)}" height="${height.toFixed(1)}" fill="${COLOURS[at % COLOURS.length]}"/>`,
        text(x + (barWidth - BAR_GAP) / 2, y - 3, String(value), 'middle', 9),
      ];
    });
    const lines = wrapped(label, Math.floor(groupWidth / LETTER)).map((line, at) =>
      text(left + groupWidth * 0.4, TOP + HEIGHT + 18 + at * LINE, line, 'middle'),
    );
    return [...drawn, ...lines];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${TOP + HEIGHT + 18 + mostLines * LINE}" font-family="sans-serif" fill="#222">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    text(LEFT, 20, `${title} (${unit})`, 'start', 14),
    ...grid,
    ...legend,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}
