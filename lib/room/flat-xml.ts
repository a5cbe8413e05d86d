/** One element of a flat document, and where it stands in it. */
export interface FlatElement {
  readonly name: string;
  /** What is between its tags, as it is written. */
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

const NAME = /^[A-Za-z_][\w.-]{0,99}$/;

/**
 * The elements directly inside the root of a document as Kaltura's custom metadata are: `<metadata><Type>x</Type>…`.
 * Reads once from the beginning to the end; what is not of this form ends the list.
 */
function flatElements(xml: string): FlatElement[] {
  const found: FlatElement[] = [];
  let at = afterRootTag(xml);
  while (at >= 0) {
    const start = xml.indexOf('<', at);
    const close = start < 0 ? -1 : xml.indexOf('>', start);
    if (close < 0) break;
    const tag = xml.slice(start + 1, close);
    if (tag.endsWith('/') && NAME.test(tag.slice(0, -1).trim())) {
      found.push({ name: tag.slice(0, -1).trim(), content: '', start, end: close + 1 });
      at = close + 1;
      continue;
    }
    const name = tag.split(/\s/, 1)[0] ?? '';
    if (!NAME.test(name)) break;
    const endTag = `</${name}>`;
    const end = xml.indexOf(endTag, close);
    if (end < 0) break;
    found.push({ name, content: xml.slice(close + 1, end), start, end: end + endTag.length });
    at = end + endTag.length;
  }
  return found;
}

/** Where the content of the root begins; -1 where there is no root. */
function afterRootTag(xml: string): number {
  let at = 0;
  for (;;) {
    const start = xml.indexOf('<', at);
    const end = start < 0 ? -1 : xml.indexOf('>', start);
    if (end < 0) return -1;
    if (xml[start + 1] !== '?' && xml[start + 1] !== '!') return end + 1;
    at = end + 1;
  }
}

/** The text of an element, without spaces around it. */
export const elementText = (xml: string, name: string): string | undefined =>
  flatElements(xml)
    .find((element) => element.name === name)
    ?.content.trim();

/** The document without one element. */
export function withoutElement(xml: string, name: string): string {
  const element = flatElements(xml).find((one) => one.name === name);
  return element ? xml.slice(0, element.start) + xml.slice(element.end) : xml;
}
