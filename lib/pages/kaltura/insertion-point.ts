/** Where the item of one entry goes. Whether the entry is a room, and whose, is not the page's to say. */
export interface InsertionPoint {
  readonly entryId: string;
  /** The menu, or whatever else holds what can be done with the entry: one item of ours in it is enough. */
  readonly menu: Element;
  /** The native item that ours is made from, and stands behind. */
  readonly native: Element;
  /** What a screen reader reads where the native item is an icon: the room's name is added to the label. */
  readonly roomName?: string | undefined;
  /** What has the focus back when our window closes: the button that opens the menu; null: our item itself. */
  readonly opener: HTMLElement | null;
  /** Whether the menu closes by itself at a click on an item that is not its own. */
  readonly closesItself: boolean;
}
