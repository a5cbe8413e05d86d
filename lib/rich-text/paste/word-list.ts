import { isBlankText, isElement } from '../markup.ts';
import { styleOf } from './style.ts';

/**
 * Word and Outlook put no lists on the clipboard, but paragraphs that say in `mso-list` on which level of a list they
 * stand, with the mark itself, and spaces up to the text, in a part that is to be ignored. PowerPoint's paragraphs begin
 * with a part that says by `mso-special-format` that it is a mark.
 */

/** A paragraph that is an item of a list. */
export interface ListParagraph {
  /** From 1 on. */
  readonly level: number;
  readonly ordered: boolean;
  /** The number that its mark shows. */
  readonly first: number | undefined;
  /** The part that holds the mark; undefined where the mark is the start of the text. */
  readonly mark: Element | undefined;
}

const LIST_CLASS = /^MsoList(?:Paragraph|Bullet|Number)/;

/** A mark at the start of a text: a bullet, or a number or letter with its sign, and then space. */
const BULLET = /^\s*[·•●○◦▪■‣–§o\uf0a7\uf0b7\uf0d8-][\s\u00a0]+/u;
const NUMBER =
  /^\s*\(?(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*|[a-z]|[ivx]{1,5}|[\u05d0-\u05ea]|[\u0621-\u064a])[.)][\s\u00a0]+/iu;
/** What a mark counts by that stands by itself: also Hebrew numbers, Arabic letters with a dash, and numbers alone. */
const COUNTED =
  /^[\s\u00a0]*\(?(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*[.)-]?|(?:[a-z]{1,2}|[ivxlc]{1,7}|[\u05d0-\u05ea]{1,3}['"\u05f3\u05f4]?|[\u0621-\u064a]{1,2})[.)-])[\s\u00a0]*$/iu;

/** How a paragraph of an office program is a point of a list; undefined where it is none. */
export function listParagraph(element: Element): ListParagraph | undefined {
  const point = slidePoint(element);
  if (point) return point;

  const list = styleOf(element).get('mso-list');
  const isList =
    (list !== undefined && list !== 'none' && list !== 'skip') || LIST_CLASS.test(element.className);
  if (!isList) return undefined;
  const mark = [...element.querySelectorAll('[style]')].find((part) =>
    (styleOf(part).get('mso-list') ?? '').startsWith('ignore'),
  );
  const text = mark?.textContent ?? element.textContent;
  // A second paragraph of an item has the class, and no mark.
  if (!mark && !BULLET.test(text) && !NUMBER.test(text)) return undefined;
  const level = Number(/\blevel(\d)/.exec(list ?? '')?.[1] ?? 1);
  const ordered = mark ? COUNTED.test(text) : NUMBER.test(text);
  return { level, ordered, first: Number(/^[\s\u00a0]*\(?(\d{1,3})[.)]/.exec(text)?.[1]), mark };
}

/** A paragraph of PowerPoint's that begins with a mark; not what holds several of them. */
function slidePoint(element: Element): ListParagraph | undefined {
  const [first] = [...element.childNodes].filter((node) => !isBlankText(node));
  if (!first || !isElement(first)) return undefined;
  const format = styleOf(first).get('mso-special-format') ?? '';
  const ordered = format.startsWith('numbullet');
  return ordered || format.startsWith('bullet')
    ? { level: 1, ordered, first: Number.parseInt(first.textContent, 10), mark: first }
    : undefined;
}

/** A text without the mark that begins it. */
export const withoutMark = (text: string): string => text.replace(BULLET, '').replace(NUMBER, '');
