/** Our item as Moodle's own are, wherever it goes: made of the page's own classes, with none by which its scripts know theirs. */
export interface MenuItem {
  /** What goes into the page. */
  readonly node: Element;
  /** What is clicked. */
  readonly control: HTMLElement;
  readonly insert: () => void;
}

/**
 * Classes by which items look as items; all others of a native one may be its scripts'
 * (docs/facts/moodle-pages.md#3-our-item).
 */
const LOOKS = ['dropdown-item', 'menu-action'];
/**
 * Icons of Font Awesome: what says how one looks is kept, which one it is not. A theme makes icons as wide as it likes by
 * their looks (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
const ICON_LOOKS = /^(?!fa-)|^fa-(?:fw|solid|regular|light|thin|duotone|sharp|classic|\d*x[sl]|lg|sm|\d+x)$/;

/**
 * An item of an activity's menu, measured to line up with its neighbours and to be reached by arrow keys in every
 * version. A click is ours alone: Moodle's scripts know theirs by attributes that it has not
 * (docs/facts/moodle-pages.md#3-our-item).
 * @param native Moodle's Duplicate, which it stands behind; without the right to duplicate there is none
 */
export function menuItem(page: Document, label: string, menu: Element, native: Element | null): MenuItem {
  const like = native ?? menu.querySelector('[role="menuitem"]');
  const control = page.createElement('a');
  control.href = '#';
  control.className = LOOKS.filter((name) => !like || like.classList.contains(name)).join(' ');
  control.setAttribute('role', like?.getAttribute('role') ?? 'menuitem');
  // Items of a menu are reached by arrow keys.
  if (control.getAttribute('role') === 'menuitem') control.tabIndex = -1;
  const own = page.createElement('i');
  own.className = [...iconLooks(like), 'fa-copy'].join(' ');
  own.setAttribute('aria-hidden', 'true');
  control.append(own, ...textLike(page, label, like));
  // Snap's menu is a list.
  const wrapper = native?.parentElement?.localName === 'li' ? native.parentElement : undefined;
  const node = wrapper ? page.createElement('li') : control;
  if (wrapper) node.append(control);
  const after = wrapper ?? native;
  return { node, control, insert: () => (after ? after.after(node) : menu.append(node)) };
}

function iconLooks(like: Element | null): string[] {
  const icon = like?.querySelector('i.icon');
  return icon ? [...icon.classList].filter((name) => ICON_LOOKS.test(name)) : ['icon', 'fa', 'fa-fw'];
}

function textLike(page: Document, label: string, like: Element | null): (string | Element)[] {
  if (like && !like.querySelector('.menu-action-text')) return [label];
  const text = page.createElement('span');
  text.className = 'menu-action-text';
  text.textContent = label;
  return [' ', text];
}

/** An item in More, before its first: in a list, or, after Moodle 5.2, a link among links. */
export function moreItem(page: Document, label: string, first: Element): MenuItem {
  const control = page.createElement('a');
  control.href = '#';
  control.className = 'dropdown-item';
  control.setAttribute('role', 'menuitem');
  control.tabIndex = -1;
  control.textContent = label;
  const node = first.localName === 'li' ? listItem(page, control) : control;
  return { node, control, insert: () => first.before(node) };
}

function listItem(page: Document, control: Element): Element {
  const node = page.createElement('li');
  node.className = 'nav-item';
  node.setAttribute('role', 'none');
  // Without it Moodle's script would move the item into the bar when there is room.
  node.dataset['forceintomoremenu'] = 'true';
  node.append(control);
  return node;
}

/** A button in a page without any menu. @param before what it stands above; null: it is the first */
export function pageButton(
  page: Document,
  label: string,
  container: Element,
  before: Element | null,
): MenuItem {
  const node = page.createElement('p');
  const control = page.createElement('button');
  control.type = 'button';
  control.className = 'btn btn-secondary';
  control.textContent = label;
  node.append(control);
  return { node, control, insert: () => (before ? before.before(node) : container.prepend(node)) };
}
