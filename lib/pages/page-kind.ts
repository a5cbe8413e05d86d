/**
 * What is known of one kind of foreign page: where rooms are on it. DOM in, facts out: nothing here listens, sends or
 * remembers. Each kind is a file with its selectors, beside the fixture that proves them. A site may mix its pages'
 * generations (kaf-pages §0), so every kind looks at every page, and finds what is its own.
 */
export interface PageKind {
  /**
   * The entries that the page shows, rooms or not: they are asked about before any menu opens, so that the item is in
   * it at once.
   */
  readonly entries: (document: Document, path: string) => readonly string[];
  /** The places for our item that the page has now. */
  readonly places: (document: Document, path: string) => readonly RoomPlace[];
}

/** Where the item of one entry goes. Whether the entry is a room, and whose, is not the page's to say. */
export interface RoomPlace {
  readonly entryId: string;
  /** The menu, or whatever else holds what can be done with the entry: one item of ours in it is enough. */
  readonly holder: Element;
  /** The item, made from a native one, not yet in the page; undefined where there is none to make it from. */
  readonly makeItem: (label: string) => RoomItem | undefined;
  /** What has the focus back when our window closes: the button that opens the menu. */
  readonly opener: () => HTMLElement | null;
  /** Closes a menu that does not close by itself when an item that is not its own was chosen. */
  readonly close?: () => void;
  /**
   * Used only where the page's menu for this entry cannot be recognised: `needed` when that shows, and from then on;
   * `spare` as long as it does not.
   */
  readonly standIn?: 'needed' | 'spare';
}

export interface RoomItem {
  /** What goes into the page. */
  readonly node: Element;
  /** What is clicked. */
  readonly control: HTMLElement;
  /** The native item that it stands behind. */
  readonly after: Element;
}
