/** Our item is a native one with another label: it looks as the site's own do, whatever the site's theme. */
export interface RoomItem {
  /** What goes into the page. */
  readonly node: Element;
  /** What is clicked. */
  readonly control: HTMLElement;
}

/** All that is kept of a native element: its looks and its role. What it does, and its name, is not ours. */
const KEPT = /^(?:class|role|style|dir|type|aria-hidden)$/;
/** Classes that say in which state a native item is, rather than how items look; those of icon fonts name the icon. */
const STATES = /(?:^|\s)(?:Mui-\S+|__private__-uikit-\S+|active|disabled|hover|focus)(?=\s|$)/g;
const PENCILS = /(?:^|\s)(icon|fa)-(?:pencil|edit)(?=\s|$)/g;
/** What can be clicked. */
export const CONTROL = '[role^=menuitem],[role=option],[role=button],a,button';
const SVG = 'http://www.w3.org/2000/svg';
/** Two sheets, on the 24 × 24 grid of the site's own icons: a pencil would promise something else. */
const SHEETS = 'M3 1h13v2H5v14H3zM7 5h14v18H7zm2 2v14h10V7z';

/** What stands beside the other items: the item itself, or the elements that wrap it alone. */
export function wrapperOf(control: Element, menu: Element): Element {
  let item = control;
  for (;;) {
    const parent = item.parentElement;
    const alone = (other: Element): boolean => item.contains(other) || other.contains(item);
    if (!parent || parent === menu || ![...parent.querySelectorAll(CONTROL)].every(alone)) return item;
    item = parent;
  }
}

/** @param named what a screen reader reads where the native item's name is not its text: the label with the room's name */
export function itemFrom(native: Element, label: string, named: string): RoomItem | undefined {
  const node = native.cloneNode(true) as Element; // a clone of an element is one
  const control = node.matches(CONTROL) ? node : (node.querySelector(CONTROL) ?? node);
  if (!(control instanceof HTMLElement)) return undefined;
  const isIcon = control.textContent.trim() === '';
  const hasName = control.hasAttribute('aria-label') || control.hasAttribute('title');
  for (const element of [node, ...node.querySelectorAll('*')]) {
    if (element.namespaceURI === SVG) continue;
    for (const name of element.getAttributeNames()) if (!KEPT.test(name)) element.removeAttribute(name);
    element.className = element.className.replaceAll(STATES, '').replaceAll(PENCILS, ' $1-copy');
  }
  for (const svg of node.querySelectorAll('svg')) {
    svg.removeAttribute('id');
    const sheets = node.ownerDocument.createElementNS(SVG, 'path');
    sheets.setAttribute('d', SHEETS);
    svg.replaceChildren(sheets);
  }
  // An item that is but an icon, as in the rows of galleries, stays one.
  if (!isIcon || !hasName || !control.querySelector('i, svg')) relabel(control, label);
  else control.title = named;
  if (hasName) control.setAttribute('aria-label', named);
  if (control.localName === 'a') control.setAttribute('href', '#');
  control.tabIndex = control.closest('[role^=menuitem],[role=option]') ? -1 : 0;
  return { node, control };
}

/** A button beside a title that has none from which ours could be made. */
export function plainButton(document: Document, label: string): RoomItem {
  const control = document.createElement('button');
  control.type = 'button';
  control.className = 'btn';
  control.textContent = label;
  return { node: control, control };
}

/** Puts the label where the native text stands; an item that is but an icon gets it as its text. */
function relabel(control: Element, label: string): void {
  const walker = control.ownerDocument.createTreeWalker(control, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  // SHOW_TEXT walks over texts alone.
  while (walker.nextNode()) if (walker.currentNode.nodeValue?.trim()) texts.push(walker.currentNode as Text);
  const [first, ...others] = texts;
  others.forEach((text) => text.remove());
  if (first) first.data = label;
  else control.replaceChildren(label);
}
