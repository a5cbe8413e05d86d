import { isBlankText, isBlock, isElement, markupOf } from '../markup.ts';
import { safeLink } from '../schema.ts';
import { chosenColour, emphasisOf, isDark, isHidden, keepsLines, styleOf } from './style.ts';
import { type ListParagraph, listParagraph, withoutMark } from './word-list.ts';

/** More than this is pasted as its text: no description is as long. */
const LONGEST = 2_000_000;
/** Elements in elements; what is deeper is left out. */
const DEEPEST = 200;

const LEFT_OUT: ReadonlySet<string> = new Set(
  (
    'STYLE SCRIPT META LINK TITLE HEAD TEMPLATE NOSCRIPT IFRAME OBJECT EMBED VIDEO AUDIO CANVAS SVG IMG INPUT BUTTON ' +
    'SELECT TEXTAREA XML MAP COLGROUP ANNOTATION ANNOTATION-XML'
  ).split(' '),
);
const MARKS: Readonly<Record<string, string>> = {
  B: 'strong',
  STRONG: 'strong',
  I: 'em',
  EM: 'em',
  U: 'u',
  INS: 'u',
  S: 's',
  STRIKE: 's',
  DEL: 's',
  SUB: 'sub',
  SUP: 'sup',
};
const HEADING = /^H[1-6]$/;

/**
 * What stays of HTML that other programs put on the clipboard: paragraphs, headings, lists, links, bold, italic,
 * underline, struck, raised and lowered text, and colours that were chosen. A row of a table becomes a line. It is built anew, so
 * nothing else can be in it: neither what looks as if the editor had written it, whose marks (`data-pm-slice`) would put
 * any markup into the description. What it has copied itself it knows without them.
 * @param parser parses into a document of its own, in which nothing is loaded and nothing runs
 */
export function cleanPaste(html: string, parser: DOMParser): string {
  if (html.length > LONGEST) return '';
  const { body } = parser.parseFromString(html, 'text/html');
  const target = parser.parseFromString('', 'text/html');
  const writer = new Writer(target, body);
  writer.blocks(body, target.body, NO_MARKS, 0);
  joinLists(target.body);
  return [...target.body.childNodes].map(markupOf).join('');
}

/** What is around a text. */
interface Marks {
  readonly tags: ReadonlySet<string>;
  readonly colour: string | undefined;
  readonly href: string | undefined;
  /** Whether the ends of its lines are shown as such: in `<pre>`, and in what chats and terminals copy. */
  readonly lines: boolean;
}

const NO_MARKS: Marks = { tags: new Set(), colour: undefined, href: undefined, lines: false };

class Writer {
  readonly #document: Document;
  /** The one colour of all that is pasted: its program's, not its writer's. */
  readonly #ambient: string | undefined;
  readonly #containers: ReadonlySet<Element>;
  readonly #shownTwice: ReadonlySet<Element>;

  constructor(document: Document, body: Element) {
    this.#document = document;
    this.#ambient = ambientColour(body);
    this.#containers = blockContainers(body);
    this.#shownTwice = shownTwice(body);
  }

  /** Writes what is in `source` as blocks. */
  blocks(source: Element, target: Element, marks: Marks, depth: number): void {
    if (depth > DEEPEST) return;
    /** The paragraph for text that stands between blocks. */
    let line: Element | undefined;
    const end = (): void => {
      if (line) this.#append(target, line);
      line = undefined;
    };
    for (const node of source.childNodes) {
      if (isElement(node) && this.#isLeftOut(node)) continue;
      if (isElement(node) && (isBlock(node) || this.#containers.has(node) || TABLE.has(node.nodeName))) {
        end();
        this.#block(node, target, this.#marksOf(node, marks), depth + 1);
      } else if (isElement(node) && node.nodeName === 'BR') {
        end();
      } else if (line || !isBlankText(node)) {
        line ??= this.#document.createElement('p');
        this.#inline(node, line, marks, depth + 1);
      }
    }
    end();
  }

  #block(element: Element, target: Element, marks: Marks, depth: number): void {
    const list = listParagraph(element);
    if (list) return this.#listParagraph(element, list, target, marks, depth);
    if (element.nodeName === 'UL' || element.nodeName === 'OL')
      return this.#list(element, target, marks, depth);
    if (element.nodeName === 'TR') return this.#row(element, target, marks, depth);
    if (TABLE.has(element.nodeName) || element.nodeName === 'LI' || this.#containers.has(element))
      return this.blocks(element, target, marks, depth);
    const block = this.#document.createElement(HEADING.test(element.nodeName) ? element.localName : 'p');
    // A heading is bold by itself.
    const tags = HEADING.test(element.nodeName)
      ? new Set([...marks.tags].filter((tag) => tag !== 'strong'))
      : marks.tags;
    this.#inlineChildren(element, block, { ...marks, tags }, depth, HEADING.test(element.nodeName));
    this.#append(target, block);
  }

  #list(list: Element, target: Element, marks: Marks, depth: number): void {
    const made = this.#document.createElement(list.localName);
    setStart(made, Number(list.getAttribute('start')));
    for (const child of list.children) {
      if (this.#isLeftOut(child)) continue;
      const last = made.lastElementChild;
      // Google Docs puts a list in a list beside the item that it belongs to.
      const isNested = child.nodeName === 'UL' || child.nodeName === 'OL';
      if (isNested && last) this.#list(child, last, marks, depth + 1);
      else {
        const item = this.#document.createElement('li');
        if (isNested) this.#list(child, item, marks, depth + 1);
        else this.blocks(child, item, this.#marksOf(child, marks), depth + 1);
        if (item.childNodes.length > 0) made.append(item);
      }
    }
    if (made.childNodes.length > 0) target.append(made);
  }

  /** An item that is a paragraph: it goes into the list before it, on its level. */
  #listParagraph(
    element: Element,
    { level, ordered, first, mark }: ListParagraph,
    target: Element,
    marks: Marks,
    depth: number,
  ): void {
    const name = ordered ? 'ol' : 'ul';
    let place = target;
    for (let step = 1; ; step += 1) {
      const last = place.lastElementChild;
      const isList = last?.localName === 'ul' || last?.localName === 'ol';
      // Of a list that was copied in part the levels above may be missing.
      if (last && isList && step < level) {
        place = last.lastElementChild ?? last;
        continue;
      }
      const open = last?.localName === name ? last : undefined;
      const list = open ?? this.#document.createElement(name);
      if (!open) setStart(list, first);
      const item = this.#document.createElement('li');
      const line = this.#document.createElement('p');
      mark?.remove();
      if (!mark) dropMark(element);
      this.#inlineChildren(element, line, marks, depth, false);
      this.#append(item, line);
      if (item.childNodes.length > 0) list.append(item);
      if (!open && list.childNodes.length > 0) place.append(list);
      return;
    }
  }

  /**
   * The cells of a row in a line, also where each holds a paragraph, as in Word and Google Docs; where a cell holds more,
   * as in a mail that is laid out by tables, its blocks.
   */
  #row(row: Element, target: Element, marks: Marks, depth: number): void {
    const cells = [...row.children].filter((cell) => !this.#isLeftOut(cell));
    const insides = cells.map((cell) => this.#insideOf(cell, marks));
    if (insides.some(({ element }) => this.#containers.has(element))) {
      for (const cell of cells) this.blocks(cell, target, marks, depth);
      return;
    }
    const texts = insides.map((inside) => {
      const text = this.#document.createElement('p');
      this.#inlineChildren(inside.element, text, inside.marks, depth, false);
      trim(text);
      return text;
    });
    const full = texts.slice(0, texts.findLastIndex((text) => !isEmpty(text)) + 1);
    const line = this.#document.createElement('p');
    full.forEach((text, index) => line.append(...(index === 0 ? [] : [' | ']), ...text.childNodes));
    this.#append(target, line);
  }

  /** The one paragraph that is all of a cell, or the cell itself. */
  #insideOf(cell: Element, around: Marks): { readonly element: Element; readonly marks: Marks } {
    let inside = { element: cell, marks: this.#marksOf(cell, around) };
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const [only, ...others] = [...inside.element.childNodes].filter((node) => !isBlankText(node));
      if (!only || others.length > 0 || !isElement(only) || this.#isLeftOut(only)) break;
      if ((only.nodeName !== 'P' && only.nodeName !== 'DIV') || listParagraph(only)) break;
      inside = { element: only, marks: this.#marksOf(only, inside.marks) };
    }
    return inside;
  }

  #inlineChildren(element: Element, target: Element, marks: Marks, depth: number, heading: boolean): void {
    for (const child of element.childNodes) {
      this.#inline(child, target, marks, depth + 1, heading);
    }
  }

  #inline(node: Node, target: Element, marks: Marks, depth: number, heading = false): void {
    if (depth > DEEPEST) return;
    if (node.nodeType === 3) {
      const written = node.textContent ?? '';
      const lines = marks.lines ? written.split(/\r\n|[\r\n]/) : [written];
      for (const [index, line] of lines.entries()) {
        if (index > 0) target.append(this.#document.createElement('br'));
        const text = line.replace(/[ \t\r\n\f]+/g, ' ');
        if (text !== '') target.append(this.#marked(text, marks, heading));
      }
      return;
    }
    if (!isElement(node) || this.#isLeftOut(node)) return;
    if (node.nodeName === 'BR') {
      target.append(this.#document.createElement('br'));
      return;
    }
    if (node.nodeName === 'IMG') {
      target.append(this.#marked(node.getAttribute('alt') ?? '', marks, heading));
      return;
    }
    if (FORMULA.has(node.localName)) return this.#formula(node, target, marks, depth, heading);
    if (node.className === 'Apple-converted-space') {
      target.append(this.#marked(' ', marks, heading));
      return;
    }
    this.#inlineChildren(node, target, this.#marksOf(node, marks), depth, heading);
  }

  /** Of MathML what would say something else as its mere text: a square, an index, a fraction. */
  #formula(node: Element, target: Element, marks: Marks, depth: number, heading: boolean): void {
    const isFraction = node.localName === 'mfrac';
    for (const [index, part] of [...node.children].entries()) {
      const tag = index === 1 && !isFraction ? FORMULA.get(node.localName) : undefined;
      const inside = tag === undefined ? marks : { ...marks, tags: new Set([...marks.tags, tag]) };
      const isLong = isFraction && part.children.length > 1;
      const write = (text: string): void => target.append(this.#marked(text, inside, heading));
      if (isFraction && index === 1) write('/');
      if (isLong) write('(');
      this.#inline(part, target, inside, depth, heading);
      if (isLong) write(')');
    }
  }

  /** A text in the elements of its marks. */
  #marked(text: string, { tags, colour, href }: Omit<Marks, 'lines'>, heading: boolean): Node {
    let made: Node = this.#document.createTextNode(text);
    const wrap = (name: string, attributes: Readonly<Record<string, string>> = {}): void => {
      const element = this.#document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append(made);
      made = element;
    };
    for (const tag of ['sub', 'sup', 's', 'u', 'em', 'strong']) {
      // Word and the web underline links, and make headings bold, by themselves.
      const isOwn = (tag === 'u' && href !== undefined) || (tag === 'strong' && heading);
      if (tags.has(tag) && !isOwn) wrap(tag);
    }
    if (colour !== undefined && href === undefined) wrap('span', { style: `color: ${colour}` });
    if (href !== undefined) wrap('a', { href });
    return made;
  }

  /** The marks in an element: its tag's, then what its style says. */
  #marksOf(element: Element, around: Marks): Marks {
    const style = styleOf(element);
    const tags = new Set(around.tags);
    const own = MARKS[element.nodeName];
    if (own !== undefined) tags.add(own);
    const { strong, em, underline, struck } = emphasisOf(style);
    const say = (tag: string, said: boolean | undefined): void => {
      if (said === true) tags.add(tag);
      if (said === false) tags.delete(tag);
    };
    say('strong', strong);
    say('em', em);
    // A line under or through a text goes on in what is in it, whatever that says of itself.
    if (underline === true || own === 'u') say('u', underline);
    if (struck === true || own === 's') say('s', struck);
    const raised = style.get('vertical-align');
    if (raised === 'super') tags.add('sup');
    if (raised === 'sub') tags.add('sub');
    const colour = colourIn(element, around.colour);
    const link = element.nodeName === 'A' ? linkOf(element) : undefined;
    return {
      tags,
      colour: colour === this.#ambient ? undefined : colour,
      href: link ?? around.href,
      lines: keepsLines(element) ?? around.lines,
    };
  }

  #isLeftOut(element: Element): boolean {
    if (element.nodeName === 'IMG') return !EMOJI.test(element.getAttribute('alt') ?? '');
    return (
      LEFT_OUT.has(element.nodeName.toUpperCase()) ||
      this.#shownTwice.has(element) ||
      isHidden(element, styleOf(element))
    );
  }

  /** Appends a block, unless there is nothing in it. */
  #append(target: Element, block: Element): void {
    trim(block);
    if (isEmpty(block)) return;
    target.append(block);
  }
}

/** A picture that stands for a sign, as mails and chats have them. */
const EMOJI =
  /^(?=.*[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3])[\p{Extended_Pictographic}\p{Emoji_Component}]{1,20}$/u;

/** Elements of MathML whose second part stands higher, lower, or under a line. */
const FORMULA: ReadonlyMap<string, string | undefined> = new Map([
  ['msup', 'sup'],
  ['msub', 'sub'],
  ['mfrac', undefined],
]);

/** How far from its formula the other one stands, in elements. */
const FORMULA_AROUND = 3;

/** Formulas as they look, beside what they are: KaTeX and MathJax write each twice, one for the eyes and one for readers. */
function shownTwice(body: Element): ReadonlySet<Element> {
  const found = new Set<Element>();
  for (const math of body.querySelectorAll('math')) {
    let around: Element | null = math;
    for (let step = 0; around && step < FORMULA_AROUND; step += 1, around = around.parentElement)
      for (const beside of [around.previousElementSibling, around.nextElementSibling])
        if (beside?.getAttribute('aria-hidden') === 'true') found.add(beside);
  }
  return found;
}

/** Where a numbered list does not begin with one. */
function setStart(list: Element, first: number | undefined): void {
  if (list.localName === 'ol' && Number.isInteger(first) && Number(first) > 1 && Number(first) < 10_000)
    list.setAttribute('start', String(first));
}

const TABLE: ReadonlySet<string> = new Set('TABLE TBODY THEAD TFOOT TR TD TH CAPTION'.split(' '));

/** Elements that hold a block on any level, so that each is looked at once. */
function blockContainers(body: Element): ReadonlySet<Element> {
  const found = new Set<Element>();
  for (const element of body.querySelectorAll('*')) {
    if (!isBlock(element) && !TABLE.has(element.nodeName)) continue;
    for (let above = element.parentElement; above && !found.has(above); above = above.parentElement)
      found.add(above);
  }
  return found;
}

/** A link's own address: one within a page that is not here leads nowhere. */
function linkOf(element: Element): string | undefined {
  const written = element.getAttribute('href') ?? '';
  return /^(?:https?|mailto):/i.test(written) ? safeLink(written) : undefined;
}

/** Takes the mark away that begins the first text of an item. */
function dropMark(element: Element): void {
  const texts = (node: Node): Node[] => (node.nodeType === 3 ? [node] : [...node.childNodes].flatMap(texts));
  const first = texts(element).find((text) => (text.textContent ?? '').trim() !== '');
  if (!first) return;
  const whole = element.textContent;
  const rest = withoutMark(whole);
  let left = whole.length - rest.length;
  for (const text of texts(element)) {
    const { length } = text.textContent ?? '';
    text.textContent = (text.textContent ?? '').slice(Math.min(left, length));
    left -= Math.min(left, length);
  }
}

const isEmpty = (block: Element): boolean =>
  block.textContent.replace(/[\s\u00a0\u200b]/g, '') === '' && !block.querySelector('ul, ol, p');

/** Without breaks and spaces at the ends of a block. */
function trim(block: Element): void {
  const isBreak = (node: Node | null): node is Element =>
    node !== null && isElement(node) && node.nodeName === 'BR';
  const isSpace = (node: Node | null): node is Node =>
    node !== null && node.nodeType === 3 && (node.textContent ?? '').trim() === '';
  for (const end of ['firstChild', 'lastChild'] as const) {
    for (let node = block[end]; isBreak(node) || isSpace(node); node = block[end]) node.remove();
  }
  const last = block.lastChild;
  if (last?.nodeType === 3) last.textContent = (last.textContent ?? '').trimEnd();
  const first = block.firstChild;
  if (first?.nodeType === 3) first.textContent = (first.textContent ?? '').trimStart();
}

/** Lists of one kind that follow each other: Word on the web makes one of each item. */
function joinLists(parent: Element): void {
  for (const list of [...parent.children]) {
    const before = list.previousElementSibling;
    const isList = list.localName === 'ul' || list.localName === 'ol';
    if (isList && before?.localName === list.localName) {
      before.append(...list.childNodes);
      list.remove();
    }
  }
  for (const child of [...parent.children]) joinLists(child);
}

/** The dark colour of all the text, where it has one: a page's own, which nobody chose for a word. */
function ambientColour(body: Element): string | undefined {
  const colours = new Set<string | undefined>();
  const walk = (element: Element, around: string | undefined, depth: number): void => {
    if (depth > DEEPEST || colours.size > 1) return;
    const colour = colourIn(element, around);
    for (const node of element.childNodes) {
      if (node.nodeType === 3 && !isBlankText(node)) colours.add(colour);
      // The colour of a link is a link's.
      if (isElement(node) && node.nodeName !== 'A' && !LEFT_OUT.has(node.nodeName))
        walk(node, colour, depth + 1);
    }
  };
  walk(body, undefined, 0);
  const [only, ...others] = colours;
  return others.length === 0 && only !== undefined && isDark(only) ? only : undefined;
}

/** The chosen colour of an element's text, or the one around it where it says none. */
function colourIn(element: Element, around: string | undefined): string | undefined {
  const font = element.nodeName === 'FONT' ? element.getAttribute('color') : null;
  const said = styleOf(element).get('color') ?? font;
  return said === null ? around : chosenColour(said);
}
