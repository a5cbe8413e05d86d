/** One element of a flat document, and where it stands in it. */
export interface FlatElement {
  readonly name: string;
  /** What is between its tags, as it is written. */
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

const NAME = /^[A-Za-z_][\w.-]{0,99}$/;

/** The elements directly inside the root of a document as Kaltura's custom metadata are: `<metadata><Type>x</Type>…`. */
export function elementsInRoot(xml: string): FlatElement[] {
  const at = afterRootTag(xml);
  return at < 0 ? [] : elementsIn(xml, at);
}

/**
 * The elements that stand side by side in a text. Reads once from the beginning to the end; what is not of this form
 * ends the list.
 */
export function elementsIn(xml: string, from = 0): FlatElement[] {
  const found: FlatElement[] = [];
  let at = from;
  for (;;) {
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
  elementsInRoot(xml)
    .find((element) => element.name === name)
    ?.content.trim();

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };
const CDATA = '<![CDATA[';
const CDATA_END = ']]>';

/** The text that an element's content stands for: entities, or one CDATA section. */
export function textOf(content: string): string {
  const trimmed = content.trim();
  if (trimmed.startsWith(CDATA) && trimmed.indexOf(CDATA_END) === trimmed.length - CDATA_END.length)
    return trimmed.slice(CDATA.length, -CDATA_END.length);
  return trimmed.replace(/&(quot|apos|lt|gt|amp);/g, (all, name: string) => ENTITIES[name] ?? all);
}

/** The document without one element. */
export function withoutElement(xml: string, name: string): string {
  const element = elementsInRoot(xml).find((one) => one.name === name);
  return element ? xml.slice(0, element.start) + xml.slice(element.end) : xml;
}
