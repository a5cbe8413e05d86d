/** Whether a stored description is HTML: Kaltura does not say, so a tag or an entity decides. */
export function isHtml(description: string): boolean {
  return /<[a-z!/][^>]*>|&(?:#\d+|#x[\da-f]+|[a-z]\w*);/i.test(description);
}

const BLOCKS = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE DIV DL DT DD FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P PRE SECTION TABLE TR UL'.split(
    ' ',
  ),
);
const UNSEEN = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'TITLE', 'NOSCRIPT']);

/**
 * A description as the plain text that a reader would see: blocks on lines of their own, list items with a dash.
 * @param parser parses into a document of its own, in which nothing is loaded and nothing runs
 */
export function descriptionAsText(description: string, parser: DOMParser): string {
  if (!isHtml(description)) return description;
  const lines: string[] = [''];
  const add = (text: string): void => {
    lines.push(`${lines.pop() ?? ''}${text}`);
  };
  const endLine = (): void => {
    if (lines.at(-1)?.trim() !== '') lines.push('');
  };
  const walk = (node: Node): void => {
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
    node.childNodes.forEach(walk);
    if (block) endLine();
  };
  parser.parseFromString(description, 'text/html').body.childNodes.forEach(walk);
  return lines
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
