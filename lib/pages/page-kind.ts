/**
 * What is known of one kind of foreign page. DOM in, facts out: nothing here listens, sends or remembers. Each kind
 * is a file with its selectors, beside the fixture that proves them.
 */
export interface PageKind {
  /** The entry whose page this is, or undefined where it is another kind of page. */
  readonly entryId: (document: Document, path: string) => string | undefined;
  /** The menus of that entry in which our item belongs. */
  readonly menus: (document: Document) => readonly Element[];
  /** An item for such a menu, made from a native one, not yet in it: where it goes is its second part. */
  readonly makeItem: (menu: Element, label: string) => MenuItem | undefined;
  /** What has the focus back when our window closes: the button that opens the menu. */
  readonly opener: (menu: Element) => HTMLElement | null;
}

export interface MenuItem {
  /** What goes into the menu. */
  readonly node: Element;
  /** What is clicked. */
  readonly control: HTMLElement;
  /** The native item that it stands behind. */
  readonly after: Element;
}

const ENTRY_ID = /^\d+_[0-9a-z]{8,}$/;

/** The entry id in the path of a media page: /media/{name}/{id}, /media/t/{id}, /media/{id}, /id/{id} (kaf-pages §2). */
export function entryInPath(path: string): string | undefined {
  if (!/^\/(?:media|id)\//.test(path)) return undefined;
  return path.split('/').find((part) => ENTRY_ID.test(part));
}

/** The entry id at the end of an address such as /edit/{id}. */
export function entryInEditLink(href: string | null | undefined): string | undefined {
  return /\/edit\/(\d+_[0-9a-z]{8,})(?:$|[/?#])/.exec(href ?? '')?.[1];
}
