import { addressForm } from './address-form.ts';
import { isThreeDots, textDots } from './kaltura/kaltura-theming.ts';

/**
 * A page reduced to how it is built: tags, roles, ids, classes, states, and the shape of its texts. It holds no text, no
 * address but its form, and no token: whoever looks into it finds out how the page's menus are made, and nothing of what
 * the page is about. `npm run fixture` makes a test of it.
 */
export interface FrameStructure {
  /** The form of its address: `/media/x/1_aaaa0001`. */
  readonly path: string;
  /** The entry that the page is about; ids of entries are replaced, each by the same one everywhere. */
  readonly own: string | undefined;
  readonly html: string;
  /** Whether it was larger than what is looked at. */
  readonly isCut: boolean;
}

export interface PageStructure {
  readonly structure: 1;
  readonly frames: readonly FrameStructure[];
}

const MOST_ELEMENTS = 20_000;
const MOST_LEVELS = 150;

const TAGS = new Set(
  'html body main header footer nav aside section article div span p a button ul ol li dl dt dd table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 img picture figure form fieldset legend label input select option textarea iframe svg g path circle rect line i b em strong small sup sub br hr details summary dialog video audio canvas template slot'.split(
    ' ',
  ),
);
/** Dropped with all that is in them: they are code, styles or data. */
const DROPPED = new Set(['script', 'style', 'head', 'link', 'meta', 'noscript', 'object', 'embed', 'base']);
const EMPTY = new Set(['img', 'input', 'br', 'hr']);

/** Words by which our rules know menus, items and places, and those of roles: they stay, whatever texts the page has. */
const KNOWN = new Set(
  `menu menuitem menuitemradio menuitemcheckbox list listbox listitem option button group presentation none dialog
  navigation banner contentinfo main complementary tab tablist toolbar grid row cell feed region entry actions dropdown
  media page title room lobby edit delete publish more vertical horizontal dots ellipsis pencil icon btn link nav header
  footer wrap gallery channel player accordion result search mui kms ds kaltura uikit private root paper popover popper
  drawer modal download share user profile account avatar language lang filter sort notification bell add plus create
  upload help comment reply speed quality captions embed cart globe label item divider disabled selected active css
  trash clone aria container content comments related sidebar tile thumb thumbnail moodle activity course section`
    .trim()
    .split(/\s+/),
);

/** States, each with the few values that it may have. */
const STATE =
  /^(?:aria-(?:haspopup|expanded|hidden|checked|selected|disabled|pressed|current|modal)|hidden|disabled|type|tabindex|dir|data-toggle|data-bs-toggle)$/;
const STATE_VALUES = new Set(
  ' true false menu listbox dialog tree grid mixed page dropdown collapse button submit checkbox radio text hidden search -1 0 ltr rtl auto'.split(
    ' ',
  ),
);
const NAMES = new Set([
  'id',
  'class',
  'role',
  'data-testid',
  'data-kuid',
  'aria-controls',
  'aria-labelledby',
  'aria-owns',
  'data-entry-id',
]);
const LABELS = new Set(['aria-label', 'title', 'alt', 'placeholder']);
const ADDRESSES = new Set(['href', 'src', 'action']);
const LANGUAGES = new Set(['en', 'he', 'ar', 'es', 'fr', 'de']);

const ENTRY_ID = /(?<![0-9a-z])\d_[0-9a-z]{8,}(?![0-9a-z])/g;
const CAMEL = /(?<=[a-z])(?=[A-Z])/;
const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];

/** @param native a pattern for what the site's own "Clone room" may be called: of such a text it is told that it is one */
export function structureOf(
  document: Document,
  pathname: string,
  own: string | undefined,
  native: RegExp,
): FrameStructure {
  const fake = new Map<string, string>();
  const entry = (id: string): string => {
    const known = fake.get(id) ?? `1_aaaa${String(fake.size + 1).padStart(4, '0')}`;
    fake.set(id, known);
    return known;
  };
  const reduced = new Reducer(textWords(document), entry, native);
  const path = addressForm(pathname, entry);
  const about = own === undefined ? undefined : entry(own);
  const html = reduced.element(document.documentElement, 0);
  return { path, own: about, html, isCut: reduced.isCut };
}

/** The words that the page says or is said to be about. A word of an id or a class that is among them may name somebody. */
function textWords(document: Document): ReadonlySet<string> {
  const words = new Set<string>();
  const take = (text: string): void => wordsOf(text.slice(0, 5_000)).forEach((word) => words.add(word));
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let left = MOST_ELEMENTS * 4; left > 0 && walker.nextNode(); left -= 1) {
    const node = walker.currentNode;
    if (node instanceof Element) {
      for (const { name, value } of node.attributes)
        if (!NAMES.has(name) && !STATE.test(name) && name !== 'd' && name !== 'style') take(value);
    } else if (!DROPPED.has(node.parentElement?.localName ?? '')) take(node.nodeValue ?? '');
  }
  return words;
}

class Reducer {
  readonly #said: ReadonlySet<string>;
  readonly #entry: (id: string) => string;
  readonly #native: RegExp;
  #left = MOST_ELEMENTS;
  isCut = false;

  constructor(said: ReadonlySet<string>, entry: (id: string) => string, native: RegExp) {
    this.#said = said;
    this.#entry = entry;
    this.#native = native;
  }

  element(element: Element, level: number): string {
    const name = element.localName;
    if (DROPPED.has(name)) return '';
    if (level > MOST_LEVELS || (this.#left -= 1) < 0) {
      this.isCut = true;
      return '';
    }
    const tag = TAGS.has(name) ? name : name.includes('-') ? this.#name(`x-${name}`) : 'div';
    const attributes = [...element.attributes].slice(0, 50).map((attribute) => this.#attribute(attribute));
    const opened = `<${tag}${attributes.join('')}${isUnseen(element) ? ' style="display:none"' : ''}>`;
    if (EMPTY.has(tag)) return opened;
    const { shadowRoot } = element;
    const inShadow = shadowRoot
      ? `<template shadowrootmode="open">${this.#children(shadowRoot, level)}</template>`
      : '';
    return `${opened}${inShadow}${this.#children(element, level)}</${tag}>`;
  }

  #children({ childNodes }: Element | ShadowRoot, level: number): string {
    return [...childNodes]
      .map((node) => {
        if (node instanceof Element) return this.element(node, level + 1);
        return node.nodeType === node.TEXT_NODE ? this.#shape(node.nodeValue ?? '') : '';
      })
      .join('');
  }

  #attribute({ name, value: whole }: Attr): string {
    const value = whole.slice(0, 500);
    const is = (reduced: string): string => ` ${name}="${reduced}"`;
    if (STATE.test(name)) return is(STATE_VALUES.has(value) ? value : 'x');
    if (NAMES.has(name))
      return is(
        value
          .split(/\s+/)
          .slice(0, 30)
          .map((one) => this.#name(one))
          .join(' '),
      );
    if (LABELS.has(name)) return is(this.#shape(value));
    if (ADDRESSES.has(name)) return is(this.#address(value));
    if (name === 'lang' || name === 'hreflang') return is(LANGUAGES.has(value) ? value : 'xx');
    if (name === 'd') return is(isThreeDots(value) ? 'M0 0c0 0zM0 0c0 0zM0 0c0 0z' : 'M0 0L0 0z');
    return '';
  }

  /** An id or a class: its words stay, but for those that the page's texts have; numbers and what is drawn by lot do not. */
  #name(name: string): string {
    return name
      .slice(0, 120)
      .replaceAll(ENTRY_ID, (id) => ` ${this.#entry(id)} `)
      .split(' ')
      .map((part) => (/^1_aaaa\d{4,}$/.test(part) ? part : this.#codeName(part)))
      .join('');
  }

  #codeName(name: string): string {
    return name
      .split(/([-_]+)/)
      .map((part) => {
        if (part === '' || /^[-_]+$/.test(part)) return part.slice(0, 2);
        const [, letters = '', end = ''] = /^([A-Za-z]+)(?:\d{0,3}|\d{1,2}(Icon))$/.exec(part) ?? [];
        if (letters === '') return /^\d+$/.test(part) ? '0' : 'x';
        return (
          letters
            .split(CAMEL)
            .map((word) => this.#word(word))
            .join('') + end
        );
      })
      .join('');
  }

  #word(word: string): string {
    const small = word.toLowerCase();
    return KNOWN.has(small) || (small.length > 1 && small.length <= 20 && !this.#said.has(small))
      ? word
      : 'x';
  }

  #address(value: string): string {
    const { protocol, pathname } = new URL(
      URL.canParse(value, 'https://page.invalid') ? value : '',
      'https://page.invalid',
    );
    if (value.startsWith('#')) return '#';
    if (!/^https?:$/.test(protocol)) return 'x:';
    return /^(?:[a-z]+:)?\/\//i.test(value)
      ? `https://other.invalid${addressForm(pathname, this.#entry)}`
      : addressForm(pathname, this.#entry);
  }

  /** How many words, in which script: enough to see that there is a label. */
  #shape(text: string): string {
    const trimmed = text.slice(0, 500).trim();
    if (trimmed === '') return '';
    const dots = textDots(trimmed);
    if (dots !== undefined) return dots;
    if (this.#native.test(trimmed)) return 'Clone room';
    const word = /\p{Script=Hebrew}/u.test(trimmed)
      ? 'אבג'
      : /\p{Script=Arabic}/u.test(trimmed)
        ? 'ابت'
        : 'Abc';
    const count = Math.min(trimmed.split(/\s+/).length, 4);
    return Array.from({ length: count }, () => word).join(' ');
  }
}

const isUnseen = (element: Element): boolean =>
  (element instanceof HTMLElement || element instanceof SVGElement) &&
  (element.style.display === 'none' || element.style.visibility === 'hidden');
