/** Whether a stored description is HTML: Kaltura does not say, so a tag or an entity decides. */
export function isHtml(description: string): boolean {
  // Not by one pattern for a whole tag, which would look for its end again at each sign that may begin one.
  const tag = description.search(/<[a-z!/]/i);
  if (tag >= 0 && description.includes('>', tag + 2)) return true;
  return /&(?:#\d+|#x[\da-f]+|[a-z]\w*);/i.test(description);
}

/** Kaltura keeps descriptions of up to 64 KB; some installations more. */
const LONGEST = 200_000;
const MOST_TAGS = 8_000;
/** Formatting tags times all tags: as many elements as a parser may make of them. */
const MOST_REPEATED = 1_000_000;

const TAG = /<[a-z/]/gi;
const FORMATTING = /<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![\w-])/gi;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * Whether HTML is short and simple enough for a parser. Parsers are linear in what they make, but that is not linear in
 * the text: an unclosed `<b>` is made anew in every block after it. What is not is shown as it is written.
 */
export function isModest(html: string): boolean {
  if (html.length > LONGEST) return false;
  const tags = count(html, TAG);
  return tags <= MOST_TAGS && tags * count(html, FORMATTING) <= MOST_REPEATED;
}

const BLOCKS = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE DIV DL DT DD FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P PRE SECTION TABLE TR UL'.split(
    ' ',
  ),
);
const UNSEEN = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'TITLE', 'NOSCRIPT']);

const LONGEST_LABEL = 2_000;
/** As deep as a browser's own parser lets elements stand in each other. */
const DEEPEST = 512;

/**
 * A description as the plain text that a reader would see: blocks on lines of their own, list items with a dash.
 * @param parser parses into a document of its own, in which nothing is loaded and nothing runs
 */
export function descriptionAsText(description: string, parser: DOMParser): string {
  if (!isHtml(description)) return description;
  if (!isModest(description)) return description.slice(0, LONGEST_LABEL);
  const lines: string[] = [''];
  const add = (text: string): void => {
    lines.push(`${lines.pop() ?? ''}${text}`);
  };
  const endLine = (): void => {
    if (lines.at(-1)?.trim() !== '') lines.push('');
  };
  const walk = (node: Node, depth: number): void => {
    if (depth > DEEPEST) return;
    if (node.nodeType === 3) add((node.textContent ?? '').replace(/[ \t\r\n]+/g, ' '));
    if (node.nodeType !== 1 || UNSEEN.has(node.nodeName)) return;
    if (node.nodeName === 'BR') {
      lines.push('');
      return;
    }
    const block = BLOCKS.has(node.nodeName);
    if (block) endLine();
    if (node.nodeName === 'LI') add('- ');
    // Cells stand beside each other.
    if (node.nodeName === 'TD' || node.nodeName === 'TH') add(' ');
    node.childNodes.forEach((child) => walk(child, depth + 1));
    if (block) endLine();
  };
  parser.parseFromString(description, 'text/html').body.childNodes.forEach((child) => walk(child, 0));
  return lines
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
