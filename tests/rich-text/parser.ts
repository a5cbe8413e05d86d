import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Parsed = DefaultTreeAdapterMap['childNode'] | DefaultTreeAdapterMap['document'];

/** As deep as Chromium's parser lets elements stand in each other: what is deeper becomes a sibling. */
const DEEPEST = 512;

/**
 * A browser's parser for tests without a browser: parse5 reads, as the standard wants it, and the DOM without a browser
 * holds what it has read. That DOM has a parser of its own, which is neither exact nor linear.
 */
export const standardParser = (): DOMParser => ({
  parseFromString(html: string): Document {
    const made = document.implementation.createHTMLDocument();
    // Templates in templates, beyond what this parser's own calls can be deep; a browser's can.
    const deep = html.split('<template').length > 1_000;
    const root = parse(deep ? '' : html).childNodes.find((node) => node.nodeName === 'html');
    const body = root && 'childNodes' in root && root.childNodes.find((node) => node.nodeName === 'body');
    made.body.replaceChildren();
    if (body) build(body, made.body, made);
    return made;
  },
});

function build(from: Parsed, into: Node, page: Document): void {
  const due: { from: Parsed; into: Node; depth: number }[] = [{ from, into, depth: 0 }];
  for (let next = due.pop(); next; next = due.pop()) {
    if (!('childNodes' in next.from)) continue;
    for (const child of next.from.childNodes) {
      const node = nodeOf(child, page);
      next.into.appendChild(node);
      const deeper = next.depth < DEEPEST ? node : next.into;
      due.push({ from: child, into: deeper, depth: next.depth + 1 });
    }
  }
}

function nodeOf(from: Parsed, page: Document): Node {
  if ('value' in from) return page.createTextNode(from.value);
  if ('data' in from) return page.createComment(from.data);
  if (!('tagName' in from)) return page.createComment('');
  // Names that only a parser can make stand under one that a script can.
  const element = page.createElement(/^[a-z][\w-]*$/.test(from.tagName) ? from.tagName : 'unnamable');
  for (const { name, value } of from.attrs) if (/^[a-z][\w-]*$/.test(name)) element.setAttribute(name, value);
  return element;
}
